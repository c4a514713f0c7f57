using ImageGuard.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>
/// What the words of a member tell, before anything is bound. Its text is searched for all members; its syntax is gone through only for those whose
/// words matter.
/// </summary>
internal sealed class MemberNames
{
    /// <summary>The types of what comes back from a program or a server: it is no command.</summary>
    private static readonly WordSearch AnswerTypes = new(["Result", "Response"]);

    /// <summary>The types of what is still running when it has been returned.</summary>
    private static readonly WordSearch EarlyTypes = new(["Task", "IAsync", "Process", "Command", "Thread"]);

    private readonly SourceFile _file;
    private readonly int[] _runners;
    private readonly bool _functionTakesText;
    private bool? _callsRunner;
    private bool? _takesText;
    private bool? _givesText;

    /// <param name="node">The member.</param>
    /// <param name="file">Where it stands, of which all is known but the members.</param>
    public MemberNames(SyntaxNode node, SourceFile file)
    {
        var (text, span) = file.TextOf(node);
        var namesClient = file.MentionsClient && WordSearch.Engine.IsIn(text, span);
        var scanner = CodeScanner.Own;
        scanner.Read(text, span, node.SpanStart - span.Start, namesClient);
        _file = file;
        Node = node;
        Declared = Analyzers.Words.AllOf(CodeMembers.NamesOf(node));
        Words = scanner.UsedWords(CodeMembers.PlaceOfName(node));
        MentionsClient = file.MentionsClient && (namesClient || scanner.HasOwnCommand || (file.HasEnginePath && HttpApi.Paths.IsIn(text, span)));
        Functions = scanner.Functions;
        _functionTakesText = scanner.FunctionTakesText;
        _runners = scanner.Runners;
        HasCommand = scanner.HasCommand;
    }

    /// <summary>The member.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The names with which it is declared.</summary>
    public int[] Declared { get; }

    /// <summary>The names of its local functions, and of delegates that get its lambdas.</summary>
    public int[] Functions { get; }

    /// <summary>Its words, among them all names that it uses; its own only if it has that once more.</summary>
    public int[] Words { get; }

    /// <summary>Whether it speaks of a container client, or has a path of the engine's API.</summary>
    public bool MentionsClient { get; }

    /// <summary>The names by which other code runs code of it: with the names of local functions and of delegates that get its lambdas.</summary>
    public IEnumerable<int> Names => Functions.Length == 0 ? Declared : Declared.Concat(Functions);

    /// <summary>Whether it passes a text to a method that runs commands by its name.</summary>
    public bool CallsRunner => _callsRunner ??= FindRunner();

    /// <summary>Whether a text of it has a command's word that may work on images or remove containers.</summary>
    public bool HasCommand { get; }

    /// <summary>Whether it has such a text, and one can be got from it.</summary>
    public bool GivesCommand => HasCommand && GivesText;

    /// <summary>Whether a command can be passed to it, or to a function in it.</summary>
    public bool TakesText => _takesText ??= CodeMembers.ParametersOf(Node) is { } parameters && Has(parameters, CodeScanner.TextTypes)
        || _functionTakesText;

    /// <summary>Whether a command, or a program's name, can be got from it.</summary>
    public bool GivesText => _givesText ??= CodeMembers.TypeOf(Node) is { } type && Has(type, CodeScanner.TextTypes) && !Has(type, AnswerTypes) && !IsFutureText(type);

    /// <summary>Whether it may return before its work has ended: with a task, with a process, or with nothing though it is asynchronous.</summary>
    public bool ReturnsEarly => IsAsyncVoid || (CodeMembers.TypeOf(Node) is { } type && Has(type, EarlyTypes));

    /// <summary>Whether nobody can wait for its end.</summary>
    public bool IsAsyncVoid =>
        Node is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }, Modifiers: var modifiers } && modifiers.Any(SyntaxKind.AsyncKeyword);

    /// <summary>Whether it has one of these words.</summary>
    public bool Uses(HashSet<int> words)
    {
        foreach (var word in Words)
        {
            if (words.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a function in it has the name.</summary>
    public bool HasFunction(int name) => Array.IndexOf(Functions, name) >= 0;

    /// <summary>Where it uses one of these names.</summary>
    public IEnumerable<SimpleNameSyntax> NamesIn(HashSet<int> names)
    {
        var (text, span) = _file.TextOf(Node);
        CodeScanner.Own.Read(text, span, Node.SpanStart - span.Start, namesClient: false);
        foreach (var place in CodeScanner.Own.PlacesOf(names))
        {
            if (NameAt(place) is { } name)
            {
                yield return name;
            }
        }
    }

    private bool FindRunner()
    {
        foreach (var place in _runners)
        {
            if (NameAt(place) is { } name && RunnerCalls.HaveText(name))
            {
                return true;
            }
        }

        return false;
    }

    private SimpleNameSyntax? NameAt(int place) => Node.FindToken(place) is { Parent: SimpleNameSyntax name } token && CodeMembers.PlaceOf(token) == place ? name : null;

    /// <summary>A text that comes with a task has been read from somewhere.</summary>
    private static bool IsFutureText(TypeSyntax type) =>
        type is GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments: [PredefinedTypeSyntax] };

    private bool Has(SyntaxNode node, WordSearch parts)
    {
        var (text, span) = _file.TextOf(node);
        return parts.IsIn(text, span);
    }
}
