using ImageGuard.Analyzers;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>IMG601: wraps the client where it is made or, where the guard is opened from that client, where it is used.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GuardedClientFix : VerifiedCodeFixProvider
{
    /// <summary>Creates the fix.</summary>
    public GuardedClientFix()
        : base("Use the client through the guard", Rules.BypassedGuard)
    {
    }

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place)
    {
        // Another finding's fix may have wrapped the client already.
        if (place.Model.GetOperation(place.Node.Parent!, place.CancellationToken) is not IInvocationOperation call || ClientsOf(place).Of(call) is not { Count: > 0 } makers)
        {
            return [];
        }

        var made = makers is [{ Syntax: ExpressionSyntax maker }] && maker.SyntaxTree == place.Root.SyntaxTree ? maker : null;
        var used = place.Node is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Images", Expression: var client } } ? client : null;
        return Wrapped(made, GuardsInScope.VariablesAt).Concat(Wrapped(used, GuardsInScope.At));

        IEnumerable<SyntaxNode> Wrapped(ExpressionSyntax? unguarded, Func<SyntaxNode, FixPlace, IEnumerable<IdentifierNameSyntax>> guards) =>
            unguarded is null ? [] : guards(unguarded, place).Select(guard => place.Root.ReplaceNode(unguarded, WithGuard(unguarded, guard)));
    }

    private static ClientOrigins ClientsOf(FixPlace place)
    {
        var compilation = place.Model.Compilation;
        var models = new SourceModels(compilation);
        var sources = new ValueSources(models);
        return new ClientOrigins(sources, new MemberValues(models, sources), new Callers(models), new Callees(new CallTargets(new MemberIndex(compilation, place.CancellationToken), models), models));
    }

    private static InvocationExpressionSyntax WithGuard(ExpressionSyntax client, IdentifierNameSyntax guard) => InvocationExpression(
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Expressions.AsOperand(client), IdentifierName("WithImageGuard")),
        ArgumentList(SingletonSeparatedList(Argument(guard)))).WithTriviaFrom(client);
}
