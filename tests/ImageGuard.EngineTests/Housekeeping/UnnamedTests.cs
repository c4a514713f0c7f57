using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>
/// Each cause of unnamed images (S5) is produced for real and explained: by a guard that can read the engine's events, and by one that
/// comes when the engine has forgotten them.
/// </summary>
[Collection(HousekeepingEngine.Name)]
public sealed class UnnamedTests(HousekeepingFixture fixture) : IAsyncLifetime
{
    /// <summary>An engine remembers its last 256 events.</summary>
    private const int EventsRemembered = 256;

    private DockerImageGuard Guard => fixture.Guard;

    public Task InitializeAsync() => fixture.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_tag_that_was_taken_over()
    {
        var old = await TakeTagOverAsync();
        var successor = (await Guard.InspectAsync("moved:1")).Id;

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        Assert.Equal((old, UnnamedCause.TagTakenOver, true), (image.Id, image.Cause, image.IsSafeToRemove));
        Assert.Contains(successor, image.Evidence, StringComparison.Ordinal);
        Assert.Contains("docker.io/library/moved:1", image.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_was_taken_over_from_an_image_in_use()
    {
        var old = await TakeTagOverInUseAsync();

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        Assert.Equal((old, UnnamedCause.TagTakenOver, false), (image.Id, image.Cause, image.IsSafeToRemove));
    }

    [Fact]
    public async Task An_image_that_was_saved_by_ID_and_loaded()
    {
        var id = await SaveByIdAsync();

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        // Somebody has just brought it here, so it is not safe to remove.
        Assert.Equal((id, UnnamedCause.SavedById, false), (image.Id, image.Cause, image.IsSafeToRemove));
    }

    [Fact]
    public async Task A_build_that_broke_off()
    {
        await BreakBuildOffAsync();

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        Assert.Equal((UnnamedCause.Interrupted, true), (image.Cause, image.IsSafeToRemove));
        Assert.Contains("step=1", image.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_of_the_guard_that_broke_off_is_named()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await Assert.ThrowsAnyAsync<ImageGuardException>(() => Guard.BuildAsync(
            TestImages.BuildContext("FROM base:1\nLABEL step=1\nRUN /bin/busybox false\n"), TestImages.BuildParameters("app:1")));

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        Assert.Equal(UnnamedCause.Interrupted, image.Cause);
        Assert.Contains("Build of app:1", image.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_was_forced_away_from_its_container()
    {
        var id = await ForceAwayAsync();

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        Assert.Equal((id, UnnamedCause.ForcedAway, false), (image.Id, image.Cause, image.IsSafeToRemove));
    }

    [Fact]
    public async Task Builds_of_one_tag_that_overlapped()
    {
        await OverlapBuildsAsync();

        var image = Assert.Single(await Guard.ExplainUnnamedAsync());

        Assert.Equal((UnnamedCause.OverlappingBuild, true), (image.Cause, image.IsSafeToRemove));
        Assert.Contains("overlapped:1", image.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_of_one_tag_one_after_the_other()
    {
        await RebuildAsync();

        Assert.Equal(UnnamedCause.TagTakenOver, Assert.Single(await Guard.ExplainUnnamedAsync()).Cause);
    }

    [Fact]
    public async Task Steps_of_a_build_are_explained_where_they_are_asked_for()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await fixture.Client.BuildAsync("FROM base:1\nENV a=1\nENV b=2\n", "app:1");

        Assert.Empty(await Guard.ExplainUnnamedAsync());
        var image = Assert.Single(await Guard.ExplainUnnamedAsync(all: true));

        Assert.Equal((UnnamedCause.BuildIntermediate, false), (image.Cause, image.IsSafeToRemove));
        Assert.Contains("app:1", image.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commits_and_imports_without_a_name()
    {
        await CommitAndImportAsync();

        Assert.All(await Guard.ExplainUnnamedAsync(), image =>
            Assert.Equal((UnnamedCause.MadeWithoutName, false), (image.Cause, image.IsSafeToRemove)));
    }

    [Fact]
    public async Task A_guard_that_comes_when_the_events_are_forgotten_concludes_the_same()
    {
        var expected = new Dictionary<string, UnnamedCause>
        {
            [await TakeTagOverAsync()] = UnnamedCause.TagTakenOver,
            [await TakeTagOverInUseAsync()] = UnnamedCause.TagTakenOver,
            [await SaveByIdAsync()] = UnnamedCause.SavedById,
            [await BreakBuildOffAsync()] = UnnamedCause.Interrupted,
            [await ForceAwayAsync()] = UnnamedCause.ForcedAway,
            [await OverlapBuildsAsync()] = UnnamedCause.OverlappingBuild,
            [await RebuildAsync()] = UnnamedCause.TagTakenOver,
        };
        foreach (var id in await CommitAndImportAsync())
        {
            expected[id] = UnnamedCause.MadeWithoutName;
        }

        await FloodEventsAsync();
        await using var guard = await fixture.OpenAsync(fixture.Client);
        var images = await guard.ExplainUnnamedAsync();

        Assert.Equal(expected, images.ToDictionary(image => image.Id, image => image.Cause));
    }

    [Fact]
    public async Task Only_what_is_safe_is_cleaned()
    {
        var old = await TakeTagOverAsync();
        var loaded = await SaveByIdAsync();

        var young = await Guard.CleanUnnamedAsync();
        var result = await Guard.CleanUnnamedAsync(TimeSpan.Zero);

        Assert.Empty(young.Removed);
        Assert.Equal(old, Assert.Single(result.Removed).Id);
        Assert.Equal(loaded, Assert.Single(result.Left).Id);
        Assert.Equal(loaded, Assert.Single(await Guard.ExplainUnnamedAsync()).Id);
    }

    private async Task<string> TakeTagOverAsync()
    {
        var old = await fixture.ImportAsync("moved:1", "LABEL version=1");
        await fixture.ImportAsync("moved:1", "LABEL version=2");
        return old;
    }

    private async Task<string> TakeTagOverInUseAsync()
    {
        await fixture.Client.LoadNewAsync("used:1");
        await fixture.Client.RunToEndAsync("used:1", "/bin/busybox", "true");
        var old = (await Guard.InspectAsync("used:1")).Id;
        await fixture.Client.LoadNewAsync("used:1");
        return old;
    }

    private async Task<string> SaveByIdAsync()
    {
        await fixture.Client.LoadNewAsync("saved:1");
        var id = (await Guard.InspectAsync("saved:1")).Id;
        var archive = new MemoryStream();
        await using (var saved = await fixture.Client.Images.SaveImageAsync(id))
        {
            await saved.CopyToAsync(archive);
        }

        await fixture.Client.RemoveImageAsync("saved:1");
        await fixture.Client.LoadAsync(archive.ToArray());
        return id;
    }

    private async Task<string> BreakBuildOffAsync()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await Assert.ThrowsAnyAsync<Exception>(
            () => fixture.Client.BuildAsync("FROM base:1\nLABEL step=1\nRUN /bin/busybox false\n", "app:1"));
        return (await fixture.Client.ListUnnamedAsync()).Single(image => image.Labels.ContainsKey("step")).ID;
    }

    private async Task<string> ForceAwayAsync()
    {
        await fixture.Client.LoadNewAsync("forced:1");
        await fixture.Client.RunAsync("forced:1", "/bin/busybox", "sleep", "1000");
        var id = (await Guard.InspectAsync("forced:1")).Id;
        await fixture.Client.Images.DeleteImageAsync("forced:1", new ImageDeleteParameters { Force = true });
        return id;
    }

    private async Task<string> OverlapBuildsAsync()
    {
        await fixture.Client.LoadNewAsync("base:2");
        const string dockerfile = "FROM base:2\nLABEL overlapped=\nRUN /bin/busybox sleep 3\n";
        await Task.WhenAll(BuildAnewAsync(dockerfile, "overlapped:1"), BuildAnewAsync(dockerfile, "overlapped:1"));
        return (await fixture.Client.ListUnnamedAsync()).Single(image => image.Labels.ContainsKey("overlapped")).ID;
    }

    private async Task<string> RebuildAsync()
    {
        await fixture.Client.LoadNewAsync("base:3");
        const string dockerfile = "FROM base:3\nLABEL rebuilt=\nENV a=1\n";
        await BuildAnewAsync(dockerfile, "rebuilt:1");
        await BuildAnewAsync(dockerfile, "rebuilt:1");
        return (await fixture.Client.ListUnnamedAsync()).Single(image => image.Labels.ContainsKey("rebuilt")).ID;
    }

    private async Task<string[]> CommitAndImportAsync()
    {
        var before = (await fixture.Client.ListUnnamedAsync()).Select(image => image.ID).ToArray();
        await fixture.Client.LoadNewAsync("committed:1");
        var container = await fixture.Client.RunToEndAsync("committed:1", "/bin/busybox", "true");
        await fixture.Client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { ContainerID = container });
        await fixture.Client.Images.CreateImageAsync(
            new ImagesCreateParameters(), new MemoryStream(Tar.Of(("file", [1]))), new AuthConfig(), new ThrowOnError());
        string[] made = [.. (await fixture.Client.ListUnnamedAsync()).Select(image => image.ID).Except(before)];
        Assert.Equal(2, made.Length);
        return made;
    }

    private Task BuildAnewAsync(string dockerfile, string name)
    {
        var parameters = TestImages.BuildParameters(name);
        parameters.NoCache = true;
        return fixture.Client.Images.BuildImageFromDockerfileAsync(
            parameters, TestImages.BuildContext(dockerfile), authConfigs: [], headers: null, new ThrowOnError());
    }

    private async Task FloodEventsAsync()
    {
        await fixture.ImportAsync("flood:1");
        for (var i = 0; i < EventsRemembered / 2; i++)
        {
            await fixture.Client.Images.TagImageAsync("flood:1", new ImageTagParameters { RepositoryName = "flood", Tag = "2" });
            await fixture.Client.RemoveImageAsync("flood:2");
        }
    }
}
