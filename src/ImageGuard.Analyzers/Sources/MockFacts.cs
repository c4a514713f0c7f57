using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>Calls that perform nothing: they tell a mocking library what to expect (Moq, FakeItEasy, NSubstitute).</summary>
internal static class MockFacts
{
    private static HashSet<string> Checks { get; } =
        ["Received", "ReceivedWithAnyArgs", "DidNotReceive", "DidNotReceiveWithAnyArgs", "When", "WhenForAnyArgs", "Configure"];

    private static HashSet<string> Answers { get; } =
        ["Returns", "ReturnsForAnyArgs", "ReturnsNull", "ReturnsNullForAnyArgs", "ReturnsAsync", "Throws", "ThrowsAsync", "ThrowsForAnyArgs", "ThrowsAsyncForAnyArgs"];

    private static TypeName ExpressionTree { get; } = new("System.Linq.Expressions", "Expression");

    /// <summary>Whether the call stands in an expression tree or in the words of a mocking library.</summary>
    public static bool OnlyDescribes(IInvocationOperation call) => IsChecked(call) || IsAnswered(call) || IsInExpressionTree(call);

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

    private static bool IsAnswered(IInvocationOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IArgumentOperation)
        {
            parent = parent.Parent;
        }

        return parent is IInvocationOperation outer && Answers.Contains(outer.TargetMethod.Name);
    }

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
