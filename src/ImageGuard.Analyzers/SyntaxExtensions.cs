using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

internal static class SyntaxExtensions
{
    /// <summary>Where the node stands, in the model's terms: the document is its tree.</summary>
    public static SourceSpan ToSourceSpan(this SyntaxNode node) => new(node.SyntaxTree, node.SpanStart, node.Span.Length);

    /// <summary>The Roslyn location of a span that <see cref="ToSourceSpan"/> made.</summary>
    public static Location ToLocation(this SourceSpan span) =>
        Location.Create((SyntaxTree)span.Document, new TextSpan(span.Start, span.Length));

    /// <summary>Whether the node stands in a loop of its function, so that it runs more than once.</summary>
    public static bool IsInLoop(this SyntaxNode node) =>
        node.AncestorsAndSelf().TakeWhile(ancestor => !ancestor.IsFunctionOrMember())
            .Any(ancestor => ancestor is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>The name with what it is the name in: <c>Method</c> in <c>x.Method</c> and <c>x?.Method</c>.</summary>
    public static SyntaxNode Qualified(this SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };

    /// <summary>The call of the method that the name names, or null where it is not called.</summary>
    public static InvocationExpressionSyntax? Call(this SimpleNameSyntax name) =>
        name.Qualified() is var callee && callee.Parent is InvocationExpressionSyntax call && call.Expression == callee ? call : null;

    /// <summary>The last name of a type or of a member that is named, without its type arguments; empty for other nodes.</summary>
    public static string LastName(this SyntaxNode named) => named switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        QualifiedNameSyntax { Right.Identifier.ValueText: var name } => name,
        SimpleNameSyntax { Identifier.ValueText: var name } => name,
        _ => "",
    };

    /// <summary>Whether code runs in the node as one function: a member, an accessor, a lambda or a local function.</summary>
    public static bool IsFunctionOrMember(this SyntaxNode node) =>
        node is MemberDeclarationSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;
}
