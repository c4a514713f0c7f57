using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Libraries;
using ImageGuard.Analyzers.Requests;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>The members of a compilation with code: by which names it runs, and who uses a name.</summary>
internal sealed class MemberIndex
{
    /// <summary>The words that are asked for besides the names of members; others can be, and take longer.</summary>
    private static readonly HashSet<int> Sought = Words.NumbersOf(
    [
        .. AnnotationReader.Names, .. DockerDotNetApi.Names, .. ProcessApi.Names, .. HttpApi.Names, .. LibraryTable.KnownNames,
    ]);

    private readonly List<MemberNames> _all = [];
    private readonly Dictionary<int, List<MemberNames>> _byName = [];

    /// <summary>Who has a word, or null where nobody does. Most words of a program are no member's name: nobody asks for them, and they are not in here.</summary>
    private readonly Dictionary<int, List<MemberNames>?> _byWord = [];

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
                foreach (var name in member.Declared)
                {
                    if (!_byName.TryGetValue(name, out var namesakes))
                    {
                        _byName.Add(name, namesakes = []);
                    }

                    namesakes.Add(member);
                }
            }
        }

        foreach (var word in _byName.Keys.Concat(Sought))
        {
            _byWord[word] = null;
        }

        foreach (var member in _all)
        {
            foreach (var word in member.Words)
            {
                if (_byWord.TryGetValue(word, out var members))
                {
                    (members ?? (_byWord[word] = [])).Add(member);
                }
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
    public IEnumerable<MemberNames> With(int word) =>
        _byWord.TryGetValue(word, out var members) ? members ?? []
        : _all.Where(member => Array.IndexOf(member.Words, word) >= 0);

    /// <summary>Those that have one of several words.</summary>
    public IEnumerable<MemberNames> WithAny(IEnumerable<int> words) => words.SelectMany(With).Distinct();
}
