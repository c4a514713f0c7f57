namespace ImageGuard.EngineTests.Storms;

/// <summary>A process of a storm.</summary>
/// <param name="Style">How it does its operations.</param>
/// <param name="Machine">Where it runs; null for here, beside the engine.</param>
internal sealed record StormProcess(StormStyle Style, StormMachine? Machine = null)
{
    /// <summary>Two that are written for the guard, and two that have a guarded client, in turn on the machines.</summary>
    public static StormProcess[] Guarded(params StormMachine[] machines) =>
        [.. new[] { StormStyle.Guard, StormStyle.GuardedClient, StormStyle.GuardedClient, StormStyle.Guard }
            .Select((style, i) => new StormProcess(style, machines.Length == 0 ? null : machines[i % machines.Length]))];
}
