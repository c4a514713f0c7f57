using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What a walk over a body asks, the same for all bodies of a compilation.</summary>
internal sealed record FlowServices(
    OperationReader Reader,
    ImageReader Images,
    ValueSources Sources,
    SettingsReader Settings,
    MemberValues Members,
    SourceModels Models,
    CallTargets Targets,
    LockTargets Locks,
    LockHelpers LockHelpers,
    WrapperLocks WrapperLocks,
    MethodSummaries Summaries);
