using System.Runtime.CompilerServices;
using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Requests;
using ImageGuard.Scripts;
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
    /// <summary>The types in which commands and requests travel, by a part of their names.</summary>
    private static readonly string[] TextTypes = ["string", "String", "StartInfo", "Process", "Command", "Uri", "Request"];

    /// <summary>The types of what comes back from a program or a server: it is no command.</summary>
    private static readonly string[] AnswerTypes = ["Result", "Response"];

    /// <summary>The types of what is still running when it has been returned.</summary>
    private static readonly string[] EarlyTypes = ["Task", "IAsync", "Process", "Command", "Thread"];

    private static readonly HashSet<int> Commands = Analyzers.Words.NumbersOf(ContainerCommands.Words);

    private static readonly int OwnCommand = Analyzers.Words.NumberOf(ClientNames.OwnCommand);

    /// <summary>A tree's names outlive the compilation: after an edit, only the edited tree is read again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MemberNames[]> Trees = new();

    private readonly bool _hasRunner;
    private MemberForm? _form;
    private bool? _givesText;

    private MemberNames(SyntaxNode node, string text, bool mayMentionClient, HashSet<int> words)
    {
        Node = node;
        Declared = [.. CodeMembers.NamesOf(node).Select(Analyzers.Words.NumberOf)];
        Words = Analyzers.Words.In(text, node.Span, CodeMembers.PlaceOfName(node), words, out _hasRunner);
        MentionsClient = mayMentionClient
            && (WordSearch.Engine.IsIn(text, node.Span) || HttpApi.Paths.IsIn(text, node.Span) || Words.Contains(OwnCommand));
    }

    /// <summary>The member.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The names with which it is declared.</summary>
    public int[] Declared { get; }

    /// <summary>Its words, among them all names that it uses; its own only if it has that once more.</summary>
    public int[] Words { get; }

    /// <summary>Whether it speaks of a container client, or has a path of the engine's API.</summary>
    public bool MentionsClient { get; }

    /// <summary>The names by which other code runs code of it: with the names of local functions and of delegates that get its lambdas.</summary>
    public IEnumerable<int> Names => Declared.Concat(Form.Functions);

    /// <summary>What its syntax tells.</summary>
    public MemberForm Form => _form ??= new MemberForm(Node);

    /// <summary>Whether it passes a text to a method that runs commands by its name.</summary>
    public bool CallsRunner => _hasRunner && Form.CallsRunner;

    /// <summary>Whether a text of it has a command's word that may work on images or remove containers.</summary>
    public bool HasCommand => HasWord(Commands) && Form.HasCommand;

    /// <summary>Whether it has such a text, and one can be got from it.</summary>
    public bool GivesCommand => MayGiveCommand && Form.HasCommand;

    /// <summary>Whether a command can be passed to it.</summary>
    public bool TakesText => Form.ParameterTypes.Any(type => HasPart(type, TextTypes));

    /// <summary>Whether a command, or a program's name, can be got from it.</summary>
    public bool GivesText => _givesText ??= CodeMembers.TypeOf(Node) is { } type && HasPart(type, TextTypes) && !HasPart(type, AnswerTypes) && !IsFutureText(type);

    /// <summary>Whether it may return before its work has ended: with a task, with a process, or with nothing though it is asynchronous.</summary>
    public bool ReturnsEarly => IsAsyncVoid || HasPart(CodeMembers.TypeOf(Node), EarlyTypes);

    /// <summary>Whether nobody can wait for its end.</summary>
    public bool IsAsyncVoid =>
        Node is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }, Modifiers: var modifiers } && modifiers.Any(SyntaxKind.AsyncKeyword);

    /// <summary>What can be told of <see cref="GivesCommand"/> without going through the syntax.</summary>
    private bool MayGiveCommand => HasWord(Commands) && GivesText;

    /// <summary>The members of a tree.</summary>
    public static IReadOnlyList<MemberNames> Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Trees.TryGetValue(tree, out var members))
        {
            return members;
        }

        var text = tree.GetText(cancellationToken).ToString();
        var mayMentionClient = WordSearch.Engine.IsIn(tree, cancellationToken);
        var words = new HashSet<int>();
        members = [.. CodeMembers.Of(tree.GetRoot(cancellationToken)).Select(member => new MemberNames(member, text, mayMentionClient, words))];
        return Trees.GetValue(tree, _ => members);
    }

    /// <summary>Whether it uses one of these names.</summary>
    public bool Uses(HashSet<int> names)
    {
        foreach (var word in Words)
        {
            if (names.Contains(word) && Uses(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes through its syntax, if what its words tell makes it likely that somebody will ask.</summary>
    public void Prepare()
    {
        if (_hasRunner || MentionsClient || MayGiveCommand)
        {
            _form ??= new MemberForm(Node);
        }
    }

    /// <summary>Whether it uses a name, where that is one of its words.</summary>
    public bool Uses(int name) => Form.Used.Contains(name);

    /// <summary>A text that comes with a task has been read from somewhere.</summary>
    private static bool IsFutureText(TypeSyntax type) =>
        type is GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments: [PredefinedTypeSyntax] };

    private bool HasWord(HashSet<int> words)
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

    private static bool HasPart(TypeSyntax? type, string[] parts)
    {
        // Most types are one word, and to write out a node takes long.
        var name = type switch
        {
            null => "",
            PredefinedTypeSyntax predefined => predefined.Keyword.ValueText,
            IdentifierNameSyntax simple => simple.Identifier.ValueText,
            _ => type.ToString(),
        };
        foreach (var part in parts)
        {
            if (name.IndexOf(part, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
