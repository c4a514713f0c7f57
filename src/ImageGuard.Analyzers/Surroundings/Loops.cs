using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Surroundings;

/// <summary>The loops that code stands in.</summary>
internal static class Loops
{
    /// <summary>Methods that run their lambda once for each item.</summary>
    private static readonly HashSet<string> RunsForEach = ["All", "Any", "ForAll", "ForEach", "ForEachAsync", "Select", "SelectMany", "Where"];

    /// <summary>Calls that let time pass.</summary>
    private static readonly HashSet<string> Pauses = ["Delay", "Sleep", "WaitForNextTickAsync", "WaitOne"];

    /// <summary>The innermost loop that runs the operation again in each iteration, or null.</summary>
    public static IOperation? Around(IOperation operation)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IForEachLoopOperation loop when loop.Body == child:
                case IForLoopOperation counted when !counted.Before.Contains(child):
                case IWhileLoopOperation:
                    return parent;
                case ILocalFunctionOperation:
                    return null;
                case IAnonymousFunctionOperation:
                    return parent.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } && RunsForEach.Contains(call.TargetMethod.Name) ? parent : null;
            }
        }

        return null;
    }

    /// <summary>Whether a loop, or one around it, lets time pass between its iterations: it looks at regular intervals for what is new.</summary>
    public static bool IsPaced(IOperation loop) =>
        loop.Descendants().Any(operation => operation is IInvocationOperation call && Pauses.Contains(call.TargetMethod.Name))
        || (Around(loop) is { } outer && IsPaced(outer));

    /// <summary>Whether a loop goes on until the program is told to stop.</summary>
    public static bool IsEndless(IOperation loop) => loop switch
    {
        IForLoopOperation { Condition: var condition } => condition is null or { ConstantValue: { HasValue: true, Value: true } },
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true } || condition.DescendantsAndSelf().Any(AsksToStop),
        _ => false,
    };

    private static bool AsksToStop(IOperation operation) => operation
        is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" }
        or IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" };
}
