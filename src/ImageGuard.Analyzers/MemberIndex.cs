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

    private readonly List<SourceFile> _files = [];

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
            var file = SourceFile.Of(tree, cancellationToken);
            _files.Add(file);
            foreach (var member in file.Members)
            {
                foreach (var name in member.Declared)
                {
                    EntryFor(name).AddNamesake(member);
                }

                foreach (var name in member.Functions)
                {
                    EntryFor(name);
                }
            }
        }

        foreach (var member in All)
        {
            foreach (var word in member.Words)
            {
                Find(word)?.AddUser(member);
            }
        }
    }

    /// <summary>All of them.</summary>
    public IEnumerable<MemberNames> All => _files.SelectMany(file => file.Members);

    /// <summary>Where they stand.</summary>
    public IReadOnlyList<SourceFile> Files => _files;

    /// <summary>Those that are declared with a name.</summary>
    public IReadOnlyList<MemberNames> Named(string name) => Named(Words.NumberOf(name));

    /// <inheritdoc cref="Named(string)"/>
    public IReadOnlyList<MemberNames> Named(int name) => Find(name)?.Namesakes ?? [];

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

    /// <summary>What is known of a word; there are many, and most have no user or one.</summary>
    private sealed class Entry
    {
        private List<MemberNames>? _namesakes;
        private List<MemberNames>? _users;

        /// <summary>The members that are declared with it.</summary>
        public IReadOnlyList<MemberNames> Namesakes => _namesakes ?? [];

        /// <summary>The members that have it.</summary>
        public IReadOnlyList<MemberNames> Users => _users ?? [];

        public void AddNamesake(MemberNames member) => (_namesakes ??= new(1)).Add(member);

        public void AddUser(MemberNames member) => (_users ??= new(1)).Add(member);
    }
}
