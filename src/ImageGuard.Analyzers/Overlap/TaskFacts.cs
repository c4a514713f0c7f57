using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What a call does with running work.</summary>
internal enum TaskEffect
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>The same work, as another awaitable: <c>ConfigureAwait</c>, <c>AsTask</c>.</summary>
    Same,

    /// <summary>Waits for the work that it is called on or given: <c>Wait</c>, <c>GetResult</c>, <c>WaitAll</c>.</summary>
    Wait,

    /// <summary>One task for all work: <c>WhenAll</c>.</summary>
    WhenAll,

    /// <summary>A task that ends with the first: <c>WhenAny</c>.</summary>
    WhenAny,

    /// <summary>Runs a function beside its caller: <c>Task.Run</c>.</summary>
    Run,

    /// <summary>Runs a function beside its caller and hands out its task nested: <c>StartNew</c>.</summary>
    RunNested,

    /// <summary>Runs a function beside its caller, and nobody can wait for it: <c>ThreadPool.QueueUserWorkItem</c>.</summary>
    RunDetached,

    /// <summary>Takes one level of nesting off: <c>Unwrap</c>.</summary>
    Unwrap,

    /// <summary>Goes on with a function when the work has ended: <c>ContinueWith</c>.</summary>
    ContinueWith,

    /// <summary>Runs functions at once, and all items at once, and waits for them: <c>Parallel.ForEach</c>.</summary>
    Parallel,

    /// <summary>The same with a task: <c>Parallel.ForEachAsync</c>.</summary>
    ParallelAsync,

    /// <summary>A query: its function runs for each item when somebody enumerates it.</summary>
    Query,

    /// <summary>Enumerates a query: <c>ToList</c>.</summary>
    Enumerate,

    /// <summary>Runs a function for each item, one after the other: <c>List.ForEach</c>.</summary>
    ForEach,

    /// <summary>Starts what its constructor got: <c>Thread.Start</c>, <c>ActionBlock.Post</c>.</summary>
    Start,

    /// <summary>Passes on to the argument what the receiver has worked on: <c>LinkTo</c>.</summary>
    Link,

    /// <summary>Says that nobody will wait: <c>Forget</c>.</summary>
    Forget,
}

/// <summary>Methods of the base library that start, join or wait for work, as data.</summary>
internal static class TaskFacts
{
    private static TypeName TaskType { get; } = new("System.Threading.Tasks", "Task");

    private static TypeName ValueTask { get; } = new("System.Threading.Tasks", "ValueTask");

    private static TypeName Parallel { get; } = new("System.Threading.Tasks", "Parallel");

    private static TypeName ParallelQuery { get; } = new("System.Linq", "ParallelQuery");

    public static TypeName ParallelEnumerable { get; } = new("System.Linq", "ParallelEnumerable");

    public static TypeName Thread { get; } = new("System.Threading", "Thread");

    private static TypeName Process { get; } = new("System.Diagnostics", "Process");

    public static TypeName CancellationToken { get; } = new("System.Threading", "CancellationToken");

    private static TypeName TaskExtensions { get; } = new("System.Threading.Tasks", "TaskExtensions");

    private static TypeName TaskFactory { get; } = new("System.Threading.Tasks", "TaskFactory");

    private static TypeName ThreadPool { get; } = new("System.Threading", "ThreadPool");

    private static TypeName TaskAwaiter { get; } = new("System.Runtime.CompilerServices", "TaskAwaiter");

    private static TypeName ConfiguredTaskAwaiter { get; } = new("System.Runtime.CompilerServices", "ConfiguredTaskAwaiter");

    private static TypeName Enumerable { get; } = new("System.Linq", "Enumerable");

    private static TypeName List { get; } = new("System.Collections.Generic", "List");

    private static TypeName ArrayType { get; } = new("System", "Array");

    /// <summary>Rows without a type hold for every type: such words mean the same in all libraries.</summary>
    private static Row[] Rows { get; } =
    [
        new(null, "ConfigureAwait", TaskEffect.Same),
        new(null, "AsTask", TaskEffect.Same),
        new(null, "Preserve", TaskEffect.Same),
        new(null, "GetAwaiter", TaskEffect.Same),
        new(TaskType, "WaitAsync", TaskEffect.Same),
        new(null, "Forget", TaskEffect.Forget),
        new(null, "FireAndForget", TaskEffect.Forget),
        new(null, "SafeFireAndForget", TaskEffect.Forget),
        new(TaskType, "Wait", TaskEffect.Wait),
        new(TaskType, "WaitAll", TaskEffect.Wait),
        new(TaskType, "RunSynchronously", TaskEffect.Wait),
        new(TaskAwaiter, "GetResult", TaskEffect.Wait),
        new(ConfiguredTaskAwaiter, "GetResult", TaskEffect.Wait),
        new(TaskType, "WhenAll", TaskEffect.WhenAll),
        new(TaskType, "WhenAny", TaskEffect.WhenAny),
        new(TaskType, "WhenEach", TaskEffect.WhenAll),
        new(TaskType, "Run", TaskEffect.Run),
        new(TaskType, "ContinueWith", TaskEffect.ContinueWith),
        new(TaskType, "Start", TaskEffect.Start),
        new(TaskExtensions, "Unwrap", TaskEffect.Unwrap),
        new(TaskFactory, "StartNew", TaskEffect.RunNested),
        new(ThreadPool, "QueueUserWorkItem", TaskEffect.RunDetached),
        new(ThreadPool, "UnsafeQueueUserWorkItem", TaskEffect.RunDetached),
        new(Thread, "Start", TaskEffect.Start),
        new(Thread, "UnsafeStart", TaskEffect.Start),
        new(Thread, "Join", TaskEffect.Wait),
        new(Process, "WaitForExit", TaskEffect.Wait),
        new(Process, "WaitForExitAsync", TaskEffect.Same),
        new(WorkerFacts.ActionBlock, "Post", TaskEffect.Start),
        new(WorkerFacts.DataflowBlock, "Post", TaskEffect.Start),
        new(WorkerFacts.DataflowBlock, "SendAsync", TaskEffect.Start),
        new(WorkerFacts.SourceBlock, "LinkTo", TaskEffect.Link),
        new(WorkerFacts.TransformBlock, "LinkTo", TaskEffect.Link),
        new(WorkerFacts.TransformManyBlock, "LinkTo", TaskEffect.Link),
        new(WorkerFacts.DataflowBlock, "LinkTo", TaskEffect.Link),
        new(WorkerFacts.ThreadingTimer, "Change", TaskEffect.Start),
        new(WorkerFacts.ThreadingTimer, "Dispose", TaskEffect.Wait),
        new(WorkerFacts.ThreadingTimer, "DisposeAsync", TaskEffect.Wait),
        new(WorkerFacts.TimersTimer, "Start", TaskEffect.Start),
        new(WorkerFacts.TimersTimer, "Stop", TaskEffect.Wait),
        new(WorkerFacts.TimersTimer, "Close", TaskEffect.Wait),
        new(WorkerFacts.TimersTimer, "Dispose", TaskEffect.Wait),
        new(Parallel, "For", TaskEffect.Parallel),
        new(Parallel, "ForEach", TaskEffect.Parallel),
        new(Parallel, "Invoke", TaskEffect.Parallel),
        new(Parallel, "ForAsync", TaskEffect.ParallelAsync),
        new(Parallel, "ForEachAsync", TaskEffect.ParallelAsync),
        new(ParallelEnumerable, "ForAll", TaskEffect.Parallel),
        new(Enumerable, "Select", TaskEffect.Query),
        new(Enumerable, "SelectMany", TaskEffect.Query),
        new(ParallelEnumerable, "Select", TaskEffect.Query),
        new(ParallelEnumerable, "SelectMany", TaskEffect.Query),
        new(Enumerable, "ToList", TaskEffect.Enumerate),
        new(Enumerable, "ToArray", TaskEffect.Enumerate),
        new(Enumerable, "ToHashSet", TaskEffect.Enumerate),
        new(Enumerable, "ToDictionary", TaskEffect.Enumerate),
        new(ParallelEnumerable, "ToList", TaskEffect.Enumerate),
        new(ParallelEnumerable, "ToArray", TaskEffect.Enumerate),
        new(List, "ForEach", TaskEffect.ForEach),
        new(ArrayType, "ForEach", TaskEffect.ForEach),
        new(List, "ConvertAll", TaskEffect.Query),
        new(ArrayType, "ConvertAll", TaskEffect.Query),
    ];

    private static ILookup<string, Row> ByName { get; } = Rows.ToLookup(row => row.Method);

    public static TaskEffect EffectOf(IMethodSymbol method)
    {
        foreach (var row in ByName[method.Name])
        {
            if (row.Type is null || row.Type.Is(method.ContainingType))
            {
                return row.Effect;
            }
        }

        return TaskEffect.Unknown;
    }

    /// <summary>Why what a worker runs may still run, as a clause.</summary>
    public static string ReasonOfStart(ITypeSymbol worker) =>
        Thread.Is(worker) ? "it runs on a thread of its own"
        : IsTask(worker) ? "it runs in a task of its own"
        : WorkerFacts.IsTimer(worker) ? "it runs on a timer"
        : "it runs in a dataflow block";

    /// <summary>Whether somebody can wait for a value of this type.</summary>
    public static bool IsAwaitable(ITypeSymbol? type) => IsTask(type) || ValueTask.Is(type);

    public static bool IsTask(ITypeSymbol? type) => TaskType.Is(type);

    /// <summary>Whether the items of a query of this type are worked on at once.</summary>
    public static bool IsParallel(ITypeSymbol? type) => type is not null && (ParallelQuery.Is(type) || ParallelQuery.Is(type.BaseType));

    private sealed record Row(TypeName? Type, string Method, TaskEffect Effect);
}
