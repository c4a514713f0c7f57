using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>Objects of the base library that run a function for each message, or from time to time.</summary>
internal static class WorkerFacts
{
    private const string Dataflow = "System.Threading.Tasks.Dataflow";

    public static TypeName ActionBlock { get; } = new(Dataflow, "ActionBlock");

    public static TypeName TransformBlock { get; } = new(Dataflow, "TransformBlock");

    public static TypeName TransformManyBlock { get; } = new(Dataflow, "TransformManyBlock");

    public static TypeName SourceBlock { get; } = new(Dataflow, "ISourceBlock");

    private static TypeName[] Blocks { get; } = [ActionBlock, TransformBlock, TransformManyBlock];

    private static TypeName Environment { get; } = new("System", "Environment");

    public static TypeName DataflowBlock { get; } = new(Dataflow, "DataflowBlock");

    /// <summary>Runs from its creation on, unless it is created to wait.</summary>
    public static TypeName ThreadingTimer { get; } = new("System.Threading", "Timer");

    /// <summary>Runs from <c>Start()</c> or <c>Enabled = true</c> on.</summary>
    public static TypeName TimersTimer { get; } = new("System.Timers", "Timer");

    public static bool IsBlock(ITypeSymbol? type) => type is not null && Blocks.Any(block => block.Is(type));

    public static bool IsTimer(ITypeSymbol? type) => ThreadingTimer.Is(type) || TimersTimer.Is(type);

    /// <summary>Whether a degree of parallelism is above one for certain.</summary>
    public static bool IsParallel(IOperation degree) =>
        degree.ConstantValue is { HasValue: true, Value: int and not (0 or 1) }
        || degree is IPropertyReferenceOperation { Property: { Name: "ProcessorCount" } property } && Environment.Is(property.ContainingType);

    /// <summary>Whether a timer that is created so does not run yet.</summary>
    public static bool IsCreatedToWait(IObjectCreationOperation timer) =>
        timer.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "dueTime")?.Value is not { } due
        || due.ConstantValue is { HasValue: true, Value: -1 or -1L }
        || due is IFieldReferenceOperation { Field.Name: "InfiniteTimeSpan" };
}
