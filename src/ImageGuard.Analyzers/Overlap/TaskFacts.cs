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
    private static (TypeName? Type, string Method, TaskEffect Effect)[] Rows { get; } =
    [
        (null, "ConfigureAwait", TaskEffect.Same),
        (null, "AsTask", TaskEffect.Same),
        (null, "Preserve", TaskEffect.Same),
        (null, "GetAwaiter", TaskEffect.Same),
        (TaskType, "WaitAsync", TaskEffect.Same),
        (null, "Forget", TaskEffect.Forget),
        (null, "FireAndForget", TaskEffect.Forget),
        (null, "SafeFireAndForget", TaskEffect.Forget),
        (TaskType, "Wait", TaskEffect.Wait),
        (TaskType, "WaitAll", TaskEffect.Wait),
        (TaskType, "RunSynchronously", TaskEffect.Wait),
        (TaskAwaiter, "GetResult", TaskEffect.Wait),
        (ConfiguredTaskAwaiter, "GetResult", TaskEffect.Wait),
        (TaskType, "WhenAll", TaskEffect.WhenAll),
        (TaskType, "WhenAny", TaskEffect.WhenAny),
        (TaskType, "WhenEach", TaskEffect.WhenAll),
        (TaskType, "Run", TaskEffect.Run),
        (TaskType, "ContinueWith", TaskEffect.ContinueWith),
        (TaskType, "Start", TaskEffect.Start),
        (TaskExtensions, "Unwrap", TaskEffect.Unwrap),
        (TaskFactory, "StartNew", TaskEffect.RunNested),
        (ThreadPool, "QueueUserWorkItem", TaskEffect.RunDetached),
        (ThreadPool, "UnsafeQueueUserWorkItem", TaskEffect.RunDetached),
        (Thread, "Start", TaskEffect.Start),
        (Thread, "UnsafeStart", TaskEffect.Start),
        (Thread, "Join", TaskEffect.Wait),
        (Process, "WaitForExit", TaskEffect.Wait),
        (Process, "WaitForExitAsync", TaskEffect.Same),
        (WorkerFacts.ActionBlock, "Post", TaskEffect.Start),
        (WorkerFacts.DataflowBlock, "Post", TaskEffect.Start),
        (WorkerFacts.DataflowBlock, "SendAsync", TaskEffect.Start),
        (WorkerFacts.SourceBlock, "LinkTo", TaskEffect.Link),
        (WorkerFacts.TransformBlock, "LinkTo", TaskEffect.Link),
        (WorkerFacts.TransformManyBlock, "LinkTo", TaskEffect.Link),
        (WorkerFacts.DataflowBlock, "LinkTo", TaskEffect.Link),
        (WorkerFacts.ThreadingTimer, "Change", TaskEffect.Start),
        (WorkerFacts.ThreadingTimer, "Dispose", TaskEffect.Wait),
        (WorkerFacts.ThreadingTimer, "DisposeAsync", TaskEffect.Wait),
        (WorkerFacts.TimersTimer, "Start", TaskEffect.Start),
        (WorkerFacts.TimersTimer, "Stop", TaskEffect.Wait),
        (WorkerFacts.TimersTimer, "Close", TaskEffect.Wait),
        (WorkerFacts.TimersTimer, "Dispose", TaskEffect.Wait),
        (Parallel, "For", TaskEffect.Parallel),
        (Parallel, "ForEach", TaskEffect.Parallel),
        (Parallel, "Invoke", TaskEffect.Parallel),
        (Parallel, "ForAsync", TaskEffect.ParallelAsync),
        (Parallel, "ForEachAsync", TaskEffect.ParallelAsync),
        (ParallelEnumerable, "ForAll", TaskEffect.Parallel),
        (Enumerable, "Select", TaskEffect.Query),
        (Enumerable, "SelectMany", TaskEffect.Query),
        (ParallelEnumerable, "Select", TaskEffect.Query),
        (ParallelEnumerable, "SelectMany", TaskEffect.Query),
        (Enumerable, "ToList", TaskEffect.Enumerate),
        (Enumerable, "ToArray", TaskEffect.Enumerate),
        (Enumerable, "ToHashSet", TaskEffect.Enumerate),
        (Enumerable, "ToDictionary", TaskEffect.Enumerate),
        (ParallelEnumerable, "ToList", TaskEffect.Enumerate),
        (ParallelEnumerable, "ToArray", TaskEffect.Enumerate),
        (List, "ForEach", TaskEffect.ForEach),
        (ArrayType, "ForEach", TaskEffect.ForEach),
        (List, "ConvertAll", TaskEffect.Query),
        (ArrayType, "ConvertAll", TaskEffect.Query),
    ];

    private static ILookup<string, (TypeName? Type, string Method, TaskEffect Effect)> ByName { get; } = Rows.ToLookup(row => row.Method);

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
}
