using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What is known of a value in terms of running work: a task, a collection of tasks, a delegate, a lazy query.</summary>
internal sealed class TaskValue
{
    public static TaskValue None { get; } = new();

    /// <summary>The operations that have ended when the value has been waited for.</summary>
    public ImmutableHashSet<Flight> Flights { get; private init; } = ImmutableHashSet<Flight>.Empty;

    /// <summary>The functions that the value may be, where it is a delegate.</summary>
    public ImmutableArray<Function> Functions { get; private init; } = ImmutableArray<Function>.Empty;

    /// <summary>The functions that run, once for each item, when the value is enumerated: a LINQ query.</summary>
    public ImmutableArray<Function> PerItem { get; private init; } = ImmutableArray<Function>.Empty;

    /// <summary>Whether waiting for it only yields another task: <c>Task.WhenAny</c>, <c>StartNew(async …)</c>.</summary>
    public bool IsNested { get; private init; }

    /// <summary>Whether the value is the task of the operations itself, so that dropping it means that nobody waits.</summary>
    public bool IsTask { get; private init; }

    public bool IsNone => Flights.IsEmpty && Functions.IsEmpty && PerItem.IsEmpty;

    public static TaskValue Task(IEnumerable<Flight> flights) => new() { Flights = flights.ToImmutableHashSet(), IsTask = true };

    public static TaskValue Carrying(IEnumerable<Flight> flights) => new() { Flights = flights.ToImmutableHashSet() };

    public static TaskValue Of(Function function) => new() { Functions = ImmutableArray.Create(function) };

    public static TaskValue Query(IEnumerable<Function> perItem) => new() { PerItem = perItem.ToImmutableArray() };

    public TaskValue Nested() => new() { Flights = Flights, IsNested = true, IsTask = IsTask };

    public TaskValue Unnested() => new() { Flights = Flights, IsTask = IsTask };

    /// <summary>The same work inside something else (a list, a tuple, the result of an unknown call): no longer a task to be awaited itself.</summary>
    public TaskValue Inside() => IsTask ? new() { Flights = Flights, Functions = Functions, PerItem = PerItem, IsNested = IsNested } : this;

    /// <summary>The work without the functions that would start more of it: those have been called.</summary>
    public TaskValue WithoutFunctions() => Functions.IsEmpty && PerItem.IsEmpty ? this : new() { Flights = Flights, IsNested = IsNested, IsTask = IsTask };

    /// <summary>All of several values in one.</summary>
    public static TaskValue All(IEnumerable<TaskValue> values) => values.Aggregate(None, static (sum, value) => sum.With(value));

    public TaskValue With(TaskValue other) =>
        other.IsNone ? this
        : IsNone ? other
        : new()
        {
            Flights = Flights.Union(other.Flights),
            Functions = All(Functions, other.Functions),
            PerItem = All(PerItem, other.PerItem),
            IsNested = IsNested || other.IsNested,
            IsTask = IsTask && other.IsTask,
        };

    private static ImmutableArray<Function> All(ImmutableArray<Function> first, ImmutableArray<Function> second) =>
        second.IsEmpty ? first : first.IsEmpty ? second : first.Union(second).ToImmutableArray();
}

/// <summary>A function whose body is in sight: a lambda, a local function or a method.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Body">Its body, where it is walked in place; null where it is put in by its summary.</param>
/// <param name="Site">Where it is called or handed on; null for a lambda, which stands there itself.</param>
/// <param name="IsElsewhere">Whether its body stands outside the analysed member, so that its operations are shown at the site.</param>
internal sealed record Function(IMethodSymbol Symbol, IOperation? Body, SyntaxNode? Site = null, bool IsElsewhere = false)
{
    public bool Equals(Function? other) => other is not null && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol);

    /// <summary>Whether its code runs only when somebody takes the items that it yields.</summary>
    public bool IsAsyncIterator => Symbol is { IsAsync: true, ReturnsVoid: false } && !TaskFacts.IsAwaitable(Symbol.ReturnType);

    public static Function Of(IAnonymousFunctionOperation lambda) => new(lambda.Symbol, lambda.Body);
}
