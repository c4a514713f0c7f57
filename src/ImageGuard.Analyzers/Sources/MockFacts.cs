using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>Code that reaches no engine, for it speaks to a mocking library (Moq, FakeItEasy, NSubstitute).</summary>
internal static class MockFacts
{
    private static HashSet<string> Checks { get; } =
        ["Received", "ReceivedWithAnyArgs", "DidNotReceive", "DidNotReceiveWithAnyArgs", "When", "WhenForAnyArgs", "Configure"];

    private static HashSet<string> Answers { get; } =
        ["Returns", "ReturnsForAnyArgs", "ReturnsNull", "ReturnsNullForAnyArgs", "ReturnsAsync", "Throws", "ThrowsAsync", "ThrowsForAnyArgs", "ThrowsAsyncForAnyArgs"];

    /// <summary>The clients' types that tests replace, beside those of their own project.</summary>
    private static HashSet<string> Clients { get; } = ["IDockerClient", "IImageOperations"];

    private static TypeName ExpressionTree { get; } = new("System.Linq.Expressions", "Expression");

    /// <summary>Whether the call stands in an expression tree or in the words of a mocking library.</summary>
    public static bool OnlyDescribes(IInvocationOperation call) => IsChecked(call) || IsAnswered(call) || IsInExpressionTree(call);

    /// <summary>
    /// Whether a class of tests puts mocks in the place of a client or of types of its own project. What those would do to images, its tests do not.
    /// </summary>
    public static bool AreMadeIn(INamedTypeSymbol type, Compilation compilation) => type.DeclaringSyntaxReferences
        .SelectMany(declaration => declaration.GetSyntax().DescendantNodes().OfType<GenericNameSyntax>())
        .Where(IsMaker)
        .SelectMany(maker => maker.TypeArgumentList.Arguments)
        .Select(mocked => mocked.LastName())
        .Any(mocked => Clients.Contains(mocked) || compilation.ContainsSymbolsWithName(mocked, SymbolFilter.Type));

    /// <summary><c>Mock&lt;T&gt;</c>, <c>Mock.Of&lt;T&gt;</c>, <c>Substitute.For&lt;T&gt;</c>, <c>A.Fake&lt;T&gt;</c>.</summary>
    private static bool IsMaker(GenericNameSyntax name) => name.Identifier.ValueText switch
    {
        "Mock" or "Fake" => true,
        "Of" or "For" or "ForPartsOf" => name.Parent is MemberAccessExpressionSyntax { Expression: var library } && library.LastName() is "Mock" or "Substitute",
        _ => false,
    };

    private static bool IsChecked(IInvocationOperation call)
    {
        for (var receiver = call.Instance; receiver is not null;)
        {
            switch (receiver)
            {
                case IPropertyReferenceOperation property:
                    receiver = property.Instance;
                    break;
                case IInvocationOperation invocation:
                    if (Checks.Contains(invocation.TargetMethod.Name))
                    {
                        return true;
                    }

                    receiver = invocation.Receiver();
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsAnswered(IInvocationOperation call) =>
        call.Syntax.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var answer } && Answers.Contains(answer);

    private static bool IsInExpressionTree(IInvocationOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && IsExpressionTree(lambda))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a lambda is data, not code.</summary>
    public static bool IsExpressionTree(IAnonymousFunctionOperation lambda) => lambda.Parent is { Type: { } type } && ExpressionTree.Is(type);
}
