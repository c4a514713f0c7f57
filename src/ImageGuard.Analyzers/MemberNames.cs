using System.Runtime.CompilerServices;
using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Requests;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>What the words of a member tell, before anything is bound.</summary>
/// <param name="Node">The member.</param>
/// <param name="Names">The names by which other code uses it.</param>
/// <param name="Used">The names that it uses.</param>
internal sealed record MemberNames(SyntaxNode Node, string[] Names, string[] Used)
{
    /// <summary>The types in which commands and requests travel, by a part of their names.</summary>
    private static readonly string[] TextTypes = ["string", "String", "StartInfo", "Process", "Command", "Uri", "Request"];

    /// <summary>The types of what is still running when it has been returned.</summary>
    private static readonly string[] EarlyTypes = ["Task", "IAsync", "Process", "Command", "Thread"];

    /// <summary>What variables are called that hold a command or a part of one.</summary>
    private static readonly string[] CommandWords = ["arg", "cmd", "command", "line", "script", "info", "docker", "podman"];

    /// <summary>A tree's names outlive the compilation: after an edit, only the edited tree is read again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MemberNames[]> Trees = new();

    /// <summary>Whether it speaks of a container client, or has a path of the engine's API.</summary>
    public bool MentionsClient { get; private init; }

    /// <summary>Whether it passes a text to a method that runs commands by its name.</summary>
    public bool CallsRunner { get; private init; }

    /// <summary>Whether a command can be passed to it.</summary>
    public bool TakesText { get; private init; }

    /// <summary>Whether a command, or a program's name, can be got from it.</summary>
    public bool GivesText { get; private init; }

    /// <summary>The methods that it calls without waiting for them there and then, if they return before they end.</summary>
    public string[] Unawaited { get; private init; } = [];

    /// <summary>The methods that it hands on as values, or calls in a function of its own that somebody else may run.</summary>
    public string[] HandedOn { get; private init; } = [];

    /// <summary>Whether it may return before its work has ended: with a task, with a process, or with nothing though it is asynchronous.</summary>
    public bool ReturnsEarly { get; private init; }

    /// <summary>Whether nobody can wait for its end.</summary>
    public bool IsAsyncVoid { get; private init; }

    /// <summary>The members of a tree.</summary>
    public static IReadOnlyList<MemberNames> Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Trees.TryGetValue(tree, out var members))
        {
            return members;
        }

        var hasWords = WordSearch.Engine.IsIn(tree, cancellationToken);
        members = [.. CodeMembers.Of(tree.GetRoot(cancellationToken)).Select(member => Read(member, hasWords))];
        return Trees.GetValue(tree, _ => members);
    }

    private static MemberNames Read(SyntaxNode member, bool hasWords)
    {
        var names = new HashSet<string>(CodeMembers.NamesOf(member), StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var unawaited = new HashSet<string>(StringComparer.Ordinal);
        var handedOn = new HashSet<string>(StringComparer.Ordinal);
        var (mentions, callsRunner, takesText) = (false, false, false);
        foreach (var token in member.DescendantTokens())
        {
            switch (token.Kind())
            {
                case SyntaxKind.IdentifierToken:
                    if (token.Parent is SimpleNameSyntax name)
                    {
                        used.Add(token.ValueText);
                        callsRunner = callsRunner || IsCalledWithText(name);
                        switch (NameUses.Of(name, member))
                        {
                            case NameUse.Unawaited:
                                unawaited.Add(token.ValueText);
                                break;
                            case NameUse.HandedOn:
                                handedOn.Add(token.ValueText);
                                break;
                        }
                    }
                    else if (token.Parent is ParameterSyntax parameter)
                    {
                        takesText = takesText || HasPart(parameter.Type, TextTypes);
                    }
                    else if (token.Parent is LocalFunctionStatementSyntax)
                    {
                        names.Add(token.ValueText);
                    }

                    break;
                case SyntaxKind.EqualsGreaterThanToken or SyntaxKind.DelegateKeyword:
                    if (CodeMembers.NameOfAssigned(token.Parent!) is { } assigned)
                    {
                        names.Add(assigned);
                    }

                    continue;
                case SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken:
                    break;
                default:
                    continue;
            }

            mentions = mentions || (hasWords && (WordSearch.Engine.IsIn(token.Text) || HttpApi.Paths.IsIn(token.Text) || token.ValueText.StartsWith(ClientNames.OwnCommand, StringComparison.Ordinal)));
        }

        var type = CodeMembers.TypeOf(member);
        return new MemberNames(member, [.. names], [.. used])
        {
            MentionsClient = mentions,
            CallsRunner = callsRunner,
            TakesText = takesText,
            GivesText = HasPart(type, TextTypes),
            Unawaited = [.. unawaited],
            HandedOn = [.. handedOn],
            ReturnsEarly = HasPart(type, EarlyTypes),
            IsAsyncVoid = member is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }, Modifiers: var modifiers } && modifiers.Any(SyntaxKind.AsyncKeyword),
        };
    }

    private static bool HasPart(TypeSyntax? type, string[] parts) => type?.ToString() is { } name && parts.Any(part => name.IndexOf(part, StringComparison.Ordinal) >= 0);

    private static bool IsCalledWithText(SimpleNameSyntax name) =>
        TellingNames.IsOne(name.Identifier.ValueText) && name.Call() is { } call && call.ArgumentList.Arguments.Any(argument => MayBeText(argument.Expression));

    private static bool MayBeText(ExpressionSyntax argument) =>
        argument is InterpolatedStringExpressionSyntax or CollectionExpressionSyntax or BinaryExpressionSyntax
            or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax
        || argument.IsKind(SyntaxKind.StringLiteralExpression)
        || (argument is IdentifierNameSyntax { Identifier.ValueText: var name } && CommandWords.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));
}
