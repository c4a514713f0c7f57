using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>Calls of methods whose names say that they run commands: whether what they get may be one.</summary>
internal static class RunnerCalls
{
    /// <summary>What variables are called that hold a command or a part of one.</summary>
    private static readonly string[] CommandWords = ["arg", "cmd", "command", "line", "script", "info", "docker", "podman"];

    public static bool HaveText(SimpleNameSyntax runner) =>
        runner.Call() is { } call && call.ArgumentList.Arguments.Any(argument => MayBeText(argument.Expression));

    private static bool MayBeText(ExpressionSyntax argument) =>
        argument is InterpolatedStringExpressionSyntax or CollectionExpressionSyntax or BinaryExpressionSyntax
            or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax
        || argument.IsKind(SyntaxKind.StringLiteralExpression)
        || (argument is IdentifierNameSyntax { Identifier.ValueText: var name } && CommandWords.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));
}
