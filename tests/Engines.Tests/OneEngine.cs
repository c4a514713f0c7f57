namespace ImageGuard.Engines.Tests;

/// <summary>The tests that share one engine; they run one after the other, for a storm of one would blur what another sees.</summary>
[CollectionDefinition(Name)]
public sealed class OneEngine : ICollectionFixture<EngineFixture>
{
    public const string Name = "engine";
}
