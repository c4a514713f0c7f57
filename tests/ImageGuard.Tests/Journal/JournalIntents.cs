using ImageGuard.Journal;
using ImageGuard.Operations;

namespace ImageGuard.Tests.Journal;

/// <summary>What operations of tests are about to do.</summary>
internal static class JournalIntents
{
    public static OperationIntent Of(params string[] names) => new()
    {
        Names = names,
        Settlement = new Settlement(["load"], names, EngineStops: false),
    };
}
