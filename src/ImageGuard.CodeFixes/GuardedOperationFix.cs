using ImageGuard.Analyzers;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>IMG601: lets the guard remove or tag the image, where nothing is made of the answer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GuardedOperationFix : VerifiedCodeFixProvider
{
    /// <summary>Creates the fix.</summary>
    public GuardedOperationFix()
        : base("Let the guard do it", Rules.BypassedGuard)
    {
    }

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place)
    {
        if (place.Node.Parent is not InvocationExpressionSyntax call || !IsAnswerUnused(call) || IsCaught(call) || Comments.In(call.ArgumentList).Any()
            || place.Model.GetOperation(call, place.CancellationToken) is not IInvocationOperation operation
            || Replacement(operation) is not { } guarded)
        {
            return [];
        }

        return GuardsInScope.At(call, place).Select(guard => place.Root.ReplaceNode(call, InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, guard, IdentifierName(guarded.Method)),
            ArgumentList(SeparatedList(guarded.Arguments.Select(Argument)))).NormalizeWhitespace().WithTriviaFrom(call)));
    }

    /// <summary>The guard's method that does the same, and its arguments; null where none is known to.</summary>
    private static (string Method, IEnumerable<ExpressionSyntax> Arguments)? Replacement(IInvocationOperation call)
    {
        if (call.ArgumentFor("name")?.Syntax is not ExpressionSyntax name || SettingsOf(call) is not { } settings)
        {
            return null;
        }

        ExpressionSyntax[] token = call.Arguments.LastOrDefault() is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "cancellationToken", Value.Syntax: ExpressionSyntax given } ? [given] : [];
        return call.TargetMethod.Name switch
        {
            // The guard never forces, so it does what was meant without that.
            "DeleteImageAsync" when settings.Keys.All(setting => setting == "Force") => ("RemoveAsync", token.Prepend(name)),
            "TagImageAsync" when NewNameIn(settings) is { } newName => ("TagAsync", token.Prepend(newName).Prepend(name)),
            _ => null,
        };
    }

    /// <summary>The settings that are written out in the call, or null where they come from elsewhere.</summary>
    private static Dictionary<string, ExpressionSyntax>? SettingsOf(IInvocationOperation call) =>
        call.ArgumentFor("parameters")?.Syntax is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation
        && (creation.Initializer?.Expressions ?? default) is var items && items.All(item => item is AssignmentExpressionSyntax { Left: IdentifierNameSyntax })
            ? items.Cast<AssignmentExpressionSyntax>().ToDictionary(item => ((IdentifierNameSyntax)item.Left).Identifier.ValueText, item => item.Right)
            : null;

    /// <summary>Repository and tag as one name.</summary>
    private static ExpressionSyntax? NewNameIn(Dictionary<string, ExpressionSyntax> settings)
    {
        if (!settings.TryGetValue("RepositoryName", out var repository) || settings.Keys.Any(setting => setting is not ("RepositoryName" or "Tag")))
        {
            return null;
        }

        return !settings.TryGetValue("Tag", out var tag) ? repository
            : ContentOf(repository) is not { } first || ContentOf(tag) is not { } second ? null
            : ParseExpression(repository is LiteralExpressionSyntax && tag is LiteralExpressionSyntax ? $"\"{first}:{second}\"" : $"$\"{first}:{second}\"");
    }

    /// <summary>A plain value as part of an interpolated string, or null.</summary>
    private static string? ContentOf(ExpressionSyntax part) => part switch
    {
        LiteralExpressionSyntax { Token.Value: string text } when text.All(character => char.IsLetterOrDigit(character) || ".-_/:".IndexOf(character) >= 0) => text,
        IdentifierNameSyntax or MemberAccessExpressionSyntax => $"{{{part.WithoutTrivia()}}}",
        _ => null,
    };

    private static bool IsAnswerUnused(ExpressionSyntax call) => Expressions.WithConfigureAwait(call).Parent
        is AwaitExpressionSyntax { Parent: ExpressionStatementSyntax } or ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax;

    /// <summary>Whether a failure is caught: the guard throws exceptions of its own.</summary>
    private static bool IsCaught(SyntaxNode call) => call.Ancestors()
        .TakeWhile(ancestor => !ancestor.IsFunctionOrMember())
        .Any(ancestor => ancestor is TryStatementSyntax { Catches.Count: > 0 });
}
