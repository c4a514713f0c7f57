using ImageGuard.Analyzers.Commands;
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
    private static readonly string[] Streams = ["SaveImageAsync", "SaveImagesAsync", "BuildImageFromDockerfileAsync", "ResponseHeadersRead"];

    private readonly HashSet<string> _operations;
    private readonly HashSet<string> _wrappers;
    private readonly HashSet<string> _mentions;
    private readonly HashSet<string> _commands;
    private readonly HashSet<string> _direct;
    private readonly HashSet<string> _early;
    private readonly HashSet<string> _leaveWork;

    /// <param name="index">The members of the compilation.</param>
    /// <param name="operations">The names of the library's methods that work on images.</param>
    /// <param name="starts">The words of code that starts a program or sends a request.</param>
    public ImageNames(MemberIndex index, IEnumerable<string> operations, IEnumerable<string> starts)
    {
        var members = index.All;
        var usersOf = UsersByName(members);
        var startNames = starts.ToArray();
        _direct = new HashSet<string>(operations.Concat(NamesOf(members.Where(member => member.Used.Any(AnnotationReader.IsName)))), StringComparer.Ordinal);
        _operations = WithUsers(_direct, usersOf, IsTelling);
        _wrappers = WithUsers(startNames.Concat(NamesOf(members.Where(member => member.TakesText && member.CallsRunner))), usersOf, member => member.TakesText);
        _mentions = WithUsers(NamesOf(members.Where(member => member.MentionsClient && HandsOn(member))), usersOf, HandsOn);
        _commands = WithUsers(NamesOf(members.Where(StartsClient)), usersOf, IsTelling);
        _early = new HashSet<string>(_direct.Concat(startNames).Concat(NamesOf(members.Where(member => member.ReturnsEarly || member.IsAsyncVoid))), StringComparer.Ordinal);
        _leaveWork = WithUsers(NamesOf(members.Where(LeavesWork)), usersOf, IsTelling);

        bool IsTelling(MemberNames member) => member.Names.All(name => index.Named(name).Count() <= MaxNamesakes);

        bool HandsOn(MemberNames member) => member.GivesText || (member.TakesText && member.Names.Any(_wrappers.Contains));
    }

    /// <summary>Whether a method of this name may lead to an image operation.</summary>
    public bool LeadToImages(string name) => _operations.Contains(name) || _commands.Contains(name);

    /// <summary>Whether a method of this name may start a program that its caller says.</summary>
    public bool StartPrograms(string name) => _wrappers.Contains(name);

    /// <summary>The members of a tree whose code may lead to an image operation.</summary>
    public IEnumerable<SyntaxNode> MembersLeadingToImages(SyntaxTree tree, CancellationToken cancellationToken) =>
        MemberNames.Of(tree, cancellationToken).Where(LeadsToImages).Select(member => member.Node);

    /// <summary>The members of a tree that may perform an image operation themselves.</summary>
    public IEnumerable<SyntaxNode> MembersWithOperations(SyntaxTree tree, CancellationToken cancellationToken) =>
        MemberNames.Of(tree, cancellationToken).Where(member => member.Used.Any(_direct.Contains) || StartsClient(member)).Select(member => member.Node);

    /// <summary>
    /// The members of a tree in which operations may be on their way while the code goes on. Where each call is waited for, and each of what is
    /// called waits too, one follows the other.
    /// </summary>
    public IEnumerable<SyntaxNode> MembersWithWorkInFlight(SyntaxTree tree, CancellationToken cancellationToken) =>
        MemberNames.Of(tree, cancellationToken).Where(HasWorkInFlight).Select(member => member.Node);

    private bool LeadsToImages(MemberNames member) => member.Used.Any(LeadToImages) || StartsClient(member);

    private bool HasWorkInFlight(MemberNames member) =>
        LeadsToImages(member) && (LeavesWork(member) || StartsProcess(member) || member.Used.Any(_leaveWork.Contains));

    private bool StartsProcess(MemberNames member) => StartsClient(member) && member.Used.Any(ProcessApi.IsProcess);

    private bool LeavesWork(MemberNames member) =>
        member.Unawaited.Any(name => _early.Contains(name) && (LeadToImages(name) || StartPrograms(name)))
        || member.HandedOn.Any(name => LeadToImages(name) || (StartsClient(member) && StartPrograms(name)))
        || member.Used.Any(Streams.Contains)
        || (member.IsAsyncVoid && LeadsToImages(member))
        || (StartsProcess(member) && !member.Used.Any(ProcessApi.Waits.Contains));

    private bool StartsClient(MemberNames member) =>
        (member.CallsRunner || member.Used.Any(_wrappers.Contains)) && (member.MentionsClient || member.Used.Any(_mentions.Contains));

    private static IEnumerable<string> NamesOf(IEnumerable<MemberNames> members) => members.SelectMany(member => member.Names);

    private static Dictionary<string, List<MemberNames>> UsersByName(IEnumerable<MemberNames> members)
    {
        var users = new Dictionary<string, List<MemberNames>>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var name in member.Used)
            {
                if (!users.TryGetValue(name, out var usersOfName))
                {
                    users.Add(name, usersOfName = []);
                }

                usersOfName.Add(member);
            }
        }

        return users;
    }

    /// <summary>The names, those of members that use them, of members that use those, and so on.</summary>
    private static HashSet<string> WithUsers(IEnumerable<string> first, Dictionary<string, List<MemberNames>> usersOf, Func<MemberNames, bool> counts)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(first);
        while (open.Count > 0)
        {
            var name = open.Pop();
            if (names.Add(name) && usersOf.TryGetValue(name, out var users))
            {
                foreach (var user in NamesOf(users.Where(counts)))
                {
                    open.Push(user);
                }
            }
        }

        return names;
    }
}
