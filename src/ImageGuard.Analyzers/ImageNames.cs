using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Libraries;
using ImageGuard.Analyzers.Requests;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>
/// Which names of a compilation's methods may lead to an image operation, by the words of the source alone. It says yes too often and
/// never no too often, and spares the binding of all code that has nothing to do with images.
/// </summary>
/// <remarks>
/// Code that starts a program, or sends a request, leads to images only if a container client or a path of the engine is mentioned too, in the
/// same member or in one that hands on the mention. So names are followed only where a command can go: through methods that take texts, and from members that give one.
/// </remarks>
internal sealed class ImageNames
{
    /// <summary>A name that more members have than this says nothing of who calls whom, and callers of commands are not followed through it.</summary>
    private const int MaxNamesakes = 8;

    /// <summary>The words of code that gets a stream while the operation still runs, though it has waited for the call.</summary>
    private static readonly HashSet<int> Streams = Words.NumbersOf(["SaveImageAsync", "SaveImagesAsync", "BuildImageFromDockerfileAsync", "ResponseHeadersRead"]);

    private static readonly HashSet<int> Annotations = Words.NumbersOf(AnnotationReader.Names);
    private static readonly HashSet<int> Processes = Words.NumbersOf(ProcessApi.ProcessTypes);
    private static readonly HashSet<int> ProcessWaits = Words.NumbersOf(ProcessApi.Waits);

    private readonly MemberIndex _index;
    private readonly HashSet<int> _starts;
    private readonly HashSet<int> _direct;
    private readonly HashSet<int> _operations;
    private readonly HashSet<int> _wrappers;
    private readonly HashSet<int> _mentions;
    private readonly HashSet<int> _commandTexts;
    private readonly HashSet<int> _commands;

    /// <summary>All names that lead to images or to programs.</summary>
    private readonly HashSet<int> _followed;

    /// <summary>Those that leave work behind when they return, by their words.</summary>
    private readonly MemberNames[] _leaving;

    // The members in question are few, and each is asked about many times.
    private readonly HashSet<MemberNames> _leading = [];
    private readonly HashSet<MemberNames> _clients;

    /// <param name="compilation">The compilation.</param>
    /// <param name="index">Its members.</param>
    /// <param name="files">Its additional files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public ImageNames(Compilation compilation, MemberIndex index, IEnumerable<AdditionalText> files, CancellationToken cancellationToken)
    {
        var libraries = LibraryReferences.Of(compilation, index.Files);
        var operations = DockerDotNetApi.NamesFor(libraries).Concat(LibraryTable.NamesFor(libraries, files, cancellationToken));
        var starts = ProcessApi.NamesFor(libraries).Concat(HttpApi.NamesFor(index.Files));
        _index = index;
        _starts = Words.NumbersOf(starts);
        var annotated = index.WithAny(Annotations).ToArray();
        HasAnnotations = annotated.Length > 0;
        _direct = [.. Words.NumbersOf(operations), .. NamesOf(annotated)];
        HashSet<MemberNames> performing = [.. index.WithAny(_direct)];
        _operations = WithUsers(_direct, IsTelling, _leading);
        _wrappers = WithUsers(_starts.Concat(NamesOf(index.All.Where(member => member.CallsRunner && member.TakesText))), member => member.TakesText);
        _mentions = WithUsers(NamesOf(index.All.Where(member => member.MentionsClient && HandsOn(member))), HandsOn);
        _commandTexts = WithUsers(NamesOf(index.All.Where(member => member.GivesCommand)), member => member.GivesText);
        _clients = [.. index.All.Where(StartsClient)];
        _commands = WithUsers(NamesOf(_clients), IsTelling, _leading);
        _leading.UnionWith(_clients);
        performing.UnionWith(_clients);
        _followed = [.. _operations, .. _commands, .. _wrappers];
        _leaving = [.. _leading.Union(index.WithAny(_wrappers)).Where(LeavesWork)];
        MembersLeadingToImages = InFiles(_leading);
        MembersWithOperations = InFiles(performing);
    }

    /// <summary>The members of each file whose code may lead to an image operation.</summary>
    public IReadOnlyDictionary<SyntaxTree, SyntaxNode[]> MembersLeadingToImages { get; }

    /// <summary>The members of each file that may perform an image operation themselves.</summary>
    public IReadOnlyDictionary<SyntaxTree, SyntaxNode[]> MembersWithOperations { get; }

    /// <summary>
    /// The members of each file in which operations may be on their way while the code goes on. Where each call is waited for, and each of what is
    /// called waits too, one follows the other.
    /// </summary>
    /// <param name="leads">Whether a member really leads to an operation. Only those are asked about that leave work behind, by their words.</param>
    public IReadOnlyDictionary<SyntaxTree, SyntaxNode[]> FindWorkInFlight(Func<MemberNames, bool> leads)
    {
        MemberNames[] leaving = [.. _leaving.Where(member => member.TakesText || leads(member))];
        var leaveWork = WithUsers(NamesOf(leaving), IsTelling);
        return InFiles([.. _leading.Where(member => StartsProcess(member) || member.Uses(leaveWork)), .. leaving.Where(_leading.Contains)]);
    }

    /// <summary>Whether a method may be annotated at all.</summary>
    public bool HasAnnotations { get; }

    /// <summary>Whether a method of this name may lead to an image operation.</summary>
    public bool LeadToImages(string name) => LeadToImages(Words.NumberOf(name));

    /// <summary>Whether a method of this name may start a program that its caller says.</summary>
    public bool StartPrograms(string name) => _wrappers.Contains(Words.NumberOf(name));

    private bool LeadToImages(int name) => _operations.Contains(name) || _commands.Contains(name);

    private bool StartsProcess(MemberNames member) => _clients.Contains(member) && member.Uses(Processes);

    /// <summary>Asked of members that lead to images or start programs.</summary>
    private bool LeavesWork(MemberNames member) =>
        member.Uses(Streams)
        || (member.IsAsyncVoid && _leading.Contains(member))
        || member.NamesIn(_followed).Any(name => LeavesWork(member, Words.NumberOf(name.Identifier.ValueText), NameUses.Of(name, member.Node)))
        || (StartsProcess(member) && !member.Uses(ProcessWaits));

    private bool LeavesWork(MemberNames member, int name, NameUse use) => use switch
    {
        NameUse.Unawaited => ReturnsEarly(name) || member.HasFunction(name),
        NameUse.HandedOn => LeadToImages(name) || _clients.Contains(member),
        _ => false,
    };

    /// <summary>Whether a method of this name may return before its work has ended.</summary>
    private bool ReturnsEarly(int name) =>
        _direct.Contains(name) || _starts.Contains(name) || _index.Named(name) is var members && (members.Count == 0 || members.Any(member => member.ReturnsEarly));

    private bool StartsClient(MemberNames member) =>
        (member.MentionsClient || member.Uses(_mentions))
        && (member.HasCommand || member.Uses(_commandTexts))
        && (member.CallsRunner || member.Uses(_wrappers));

    private bool IsTelling(MemberNames member) => member.Names.All(name => _index.Named(name).Count <= MaxNamesakes);

    private bool HandsOn(MemberNames member) => member.GivesText || (member.Uses(_wrappers) && member.TakesText && member.Names.Any(_wrappers.Contains));

    private static Dictionary<SyntaxTree, SyntaxNode[]> InFiles(HashSet<MemberNames> members) =>
        members.Select(member => member.Node).GroupBy(node => node.SyntaxTree).ToDictionary(file => file.Key, file => file.OrderBy(node => node.SpanStart).ToArray());

    private static IEnumerable<int> NamesOf(IEnumerable<MemberNames> members) => members.SelectMany(member => member.Names);

    /// <summary>The names, those of members that use them, of members that use those, and so on.</summary>
    /// <param name="first">The names.</param>
    /// <param name="counts">Whether a member's own names count, where it uses one of these.</param>
    /// <param name="users">Gets all members that use one, whether they count or not.</param>
    private HashSet<int> WithUsers(IEnumerable<int> first, Func<MemberNames, bool> counts, HashSet<MemberNames>? users = null)
    {
        var names = new HashSet<int>();
        var seen = new HashSet<MemberNames>();
        var open = new Stack<int>(first);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (names.Add(name))
            {
                foreach (var user in _index.With(name))
                {
                    if (seen.Add(user) && counts(user))
                    {
                        foreach (var further in user.Names)
                        {
                            open.Push(further);
                        }
                    }
                }
            }
        }

        users?.UnionWith(seen);
        return names;
    }
}
