using ImageGuard.Model;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>When the operations of a call have ended.</summary>
internal enum OperationEnd
{
    /// <summary>When the returned task has been waited for.</summary>
    WithTask,

    /// <summary>When the call returns.</summary>
    WithCall,

    /// <summary>When the object that the call returns, or is made on, has been waited for: a process.</summary>
    WithProcess,

    /// <summary>Nobody can tell: what would be waited for is dropped.</summary>
    Never,
}

/// <summary>A call that performs image operations, one after the other.</summary>
internal sealed record OperationSite(IInvocationOperation Call, IReadOnlyList<ImageOperation> Operations, OperationEnd End)
{
    /// <summary>The containers that it removes beside.</summary>
    public IReadOnlyList<ContainerRemoval> ContainerRemovals { get; init; } = [];
}
