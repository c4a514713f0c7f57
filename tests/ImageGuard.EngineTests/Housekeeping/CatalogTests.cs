using System.Diagnostics;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>The catalogue follows whatever changes the engine's images, whoever does it (S10).</summary>
[Collection(HousekeepingEngine.Name)]
public sealed class CatalogTests(HousekeepingFixture fixture) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Task InitializeAsync() => fixture.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_starts_with_what_is_there_and_asks_the_engine_nothing_more()
    {
        var id = await fixture.ImportAsync("a:1", "LABEL tier=gold");
        await fixture.ImportAsync("b:1");
        var client = CountingClient.Wrap(fixture.Client);
        await using var guard = await fixture.OpenAsync(client);
        await using var catalog = await guard.OpenCatalogAsync();

        Assert.True(catalog.IsCurrent);
        Assert.Equal(2, catalog.Count);
        Assert.Equal(id, catalog.Find("a:1")?.Id);
        Assert.Equal(id, catalog.Find("docker.io/library/a:1")?.Id);
        Assert.Equal(id, catalog.Find(id)?.Id);
        Assert.Equal(id, catalog.Find(id["sha256:".Length..][..12])?.Id);
        Assert.Null(catalog.Find("a:2"));
        Assert.Equal(id, Assert.Single(catalog.List(image => image.Labels.ContainsKey("tier"))).Id);
        Assert.Equal(1, CountingClient.CallsOf(client, nameof(IImageOperations.ListImagesAsync)));
    }

    [Fact]
    public async Task It_follows_every_way_in_which_images_come_change_and_go()
    {
        await using var catalog = await fixture.Guard.OpenCatalogAsync();

        await fixture.Client.LoadNewAsync("base:1");
        await fixture.Client.BuildAsync("FROM base:1\nLABEL built=yes\n", "built:1");
        await fixture.ImportAsync("imported:1");
        await fixture.ImportAsync("moved:1", "LABEL version=1");
        await fixture.ImportAsync("moved:1", "LABEL version=2"); // leaves the first without a name
        await fixture.Client.LoadAsync(TestImage.Create().ToArchive()); // has none from the start
        await fixture.Client.Images.TagImageAsync("base:1", new ImageTagParameters { RepositoryName = "also", Tag = "1" });
        var container = await fixture.Client.RunToEndAsync("base:1", "/bin/busybox", "true");
        await fixture.Client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters { ContainerID = container, RepositoryName = "committed", Tag = "1" });
        await ExpectSameAsync(catalog);
        Assert.Equal("yes", catalog.Find("built:1")!.Labels["built"]);
        Assert.Equal("2", catalog.Find("moved:1")!.Labels["version"]);

        await fixture.Client.RemoveImageAsync("also:1");
        await fixture.Client.RemoveImageAsync("imported:1");
        await ExpectSameAsync(catalog);

        await fixture.Client.Images.PruneImagesAsync();
        await ExpectSameAsync(catalog);
    }

    [Fact]
    public async Task It_reads_everything_again_when_the_events_break_off()
    {
        using var breaker = new EventBreaker(fixture.Client);
        await using var guard = await fixture.OpenAsync(breaker.Client);
        await using var catalog = await guard.OpenCatalogAsync();

        breaker.Break();
        await fixture.ImportAsync("meanwhile:1");
        Assert.False(catalog.IsCurrent);
        breaker.Mend();

        await ExpectSameAsync(catalog);
        Assert.NotNull(catalog.Find("meanwhile:1"));
    }

    /// <summary>Within a moment, the catalogue must say the same as the engine.</summary>
    private async Task ExpectSameAsync(ImageCatalog catalog)
    {
        var clock = Stopwatch.StartNew();
        string[] expected;
        string[] actual;
        do
        {
            await Task.Delay(50);
            expected = Lines(await fixture.Guard.ListAsync());
            actual = Lines(catalog.List());
        }
        while (!(catalog.IsCurrent && expected.SequenceEqual(actual)) && clock.Elapsed < Patience);

        Assert.Equal(expected, actual);
        Assert.True(catalog.IsCurrent);
    }

    private static string[] Lines(IEnumerable<ImageSummary> images) =>
    [
        .. images.Select(image =>
            $"{image.Id} {string.Join(',', image.Names.Order(StringComparer.Ordinal))} {image.Created:s} {image.Size} {image.Labels.Count}")
            .Order(StringComparer.Ordinal),
    ];
}
