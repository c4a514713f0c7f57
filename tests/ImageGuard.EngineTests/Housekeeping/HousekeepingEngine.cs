namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>The tests of housekeeping; they share an engine and run by themselves, for they count what is there.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HousekeepingEngine : ICollectionFixture<HousekeepingFixture>
{
    public const string Name = "housekeeping";
}
