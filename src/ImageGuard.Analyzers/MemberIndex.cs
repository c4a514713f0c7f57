using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>The members of a compilation with code: by which names it runs, and who uses a name.</summary>
internal sealed class MemberIndex
{
    private readonly List<MemberNames> _all = [];
    private readonly Dictionary<int, List<MemberNames>> _byName = [];
    private readonly Dictionary<int, List<MemberNames>> _byWord = [];

    /// <param name="compilation">Whose members.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public MemberIndex(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var member in MemberNames.Of(tree, cancellationToken))
            {
                _all.Add(member);
                Add(member.Declared, member, _byName);
                Add(member.Words, member, _byWord);
            }
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<MemberNames> All => _all;

    /// <summary>Those that are declared with a name.</summary>
    public IReadOnlyList<MemberNames> Named(string name) => Named(Words.NumberOf(name));

    /// <inheritdoc cref="Named(string)"/>
    public IReadOnlyList<MemberNames> Named(int name) => _byName.TryGetValue(name, out var members) ? members : [];

    /// <summary>Those that have a word.</summary>
    public IReadOnlyList<MemberNames> With(int word) => _byWord.TryGetValue(word, out var members) ? members : [];

    /// <summary>Those that have one of several words.</summary>
    public IEnumerable<MemberNames> WithAny(IEnumerable<int> words) => words.SelectMany(With).Distinct();

    private static void Add(int[] words, MemberNames member, Dictionary<int, List<MemberNames>> members)
    {
        foreach (var word in words)
        {
            if (!members.TryGetValue(word, out var found))
            {
                members.Add(word, found = []);
            }

            found.Add(member);
        }
    }
}
