namespace ImageGuard.EngineTests;

/// <summary>The tests that share one engine; they run one after the other, for a prune of one would disturb another.</summary>
[CollectionDefinition(Name)]
public sealed class OneEngine : ICollectionFixture<GuardFixture>
{
    public const string Name = "engine";
}
