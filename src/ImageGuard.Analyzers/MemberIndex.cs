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

    /// <summary>Into so many tables the words are divided: a single one grows so large that the runtime collects all of its memory for it.</summary>
    private const int Tables = 64;

    private readonly List<IReadOnlyList<MemberNames>> _files = [];

    /// <summary>Most words of a program are no member's name: nobody asks for them, and they are not in here.</summary>
    private readonly Dictionary<int, Entry>[] _tables = new Dictionary<int, Entry>[Tables];

    /// <param name="compilation">Whose members.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public MemberIndex(Compilation compilation, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tables; i++)
        {
            _tables[i] = [];
        }

        foreach (var word in Sought)
        {
            EntryFor(word);
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var members = MemberNames.Of(tree, cancellationToken);
            _files.Add(members);
            foreach (var member in members)
            {
                foreach (var name in member.Declared)
                {
                    EntryFor(name).Namesakes.Add(member);
                }
            }
        }

        foreach (var member in All)
        {
            foreach (var word in member.Words)
            {
                Find(word)?.Users.Add(member);
            }
        }
    }

    /// <summary>All of them.</summary>
    public IEnumerable<MemberNames> All => _files.SelectMany(members => members);

    /// <summary>Those that are declared with a name.</summary>
    public IReadOnlyList<MemberNames> Named(string name) => Named(Words.NumberOf(name));

    /// <inheritdoc cref="Named(string)"/>
    public IReadOnlyList<MemberNames> Named(int name) => Find(name) is { } entry ? entry.Namesakes : [];

    /// <summary>Those that have a word.</summary>
    public IEnumerable<MemberNames> With(int word) => Find(word) is { } entry ? entry.Users : All.Where(member => Array.IndexOf(member.Words, word) >= 0);

    /// <summary>Those that have one of several words.</summary>
    public IEnumerable<MemberNames> WithAny(IEnumerable<int> words) => words.SelectMany(With).Distinct();

    private Entry? Find(int word) => _tables[word & (Tables - 1)].TryGetValue(word, out var entry) ? entry : null;

    private Entry EntryFor(int word)
    {
        if (Find(word) is not { } entry)
        {
            _tables[word & (Tables - 1)].Add(word, entry = new());
        }

        return entry;
    }

    /// <summary>What is known of a word.</summary>
    private sealed class Entry
    {
        /// <summary>The members that are declared with it.</summary>
        public List<MemberNames> Namesakes { get; } = [];

        /// <summary>The members that have it.</summary>
        public List<MemberNames> Users { get; } = [];
    }
}
