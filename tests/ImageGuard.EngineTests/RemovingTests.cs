using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

[Collection(OneEngine.Name)]
public sealed class RemovingTests(GuardFixture fixture)
{
    private DockerImageGuard Guard => fixture.Guard;

    [Fact]
    public async Task An_ID_that_no_image_has_is_not_found() =>
        await Assert.ThrowsAsync<ImageNotFoundException>(() => Guard.RemoveAsync($"sha256:{new string('0', 64)}"));

    [Fact]
    public async Task A_name_is_untagged_and_the_last_one_takes_the_image_along()
    {
        var (first, second) = (TestImage.NewName("rm"), TestImage.NewName("rm"));
        await fixture.Client.LoadNewAsync(first);
        await Guard.TagAsync(first, second);

        var untagged = await Guard.RemoveAsync(first);
        var deleted = await Guard.RemoveAsync(second);

        Assert.Single(untagged.Untagged);
        Assert.Empty(untagged.Deleted);
        Assert.NotEmpty(deleted.Deleted);
    }

    [Fact]
    public async Task An_ID_with_several_names_is_removed_name_by_name()
    {
        // The engine refuses: "image is referenced in multiple repositories (must be forced)".
        var (first, second) = (TestImage.NewName("rm"), TestImage.NewName("rm"));
        await fixture.Client.LoadNewAsync(first);
        await Guard.TagAsync(first, second);
        var id = (await Guard.InspectAsync(second)).Id;

        var result = await Guard.RemoveAsync(id);

        Assert.Contains(id, result.Deleted);
        Assert.Equal(3, (await Guard.FindMissingAsync([first, second, id])).Count);
    }

    [Fact]
    public async Task An_unnamed_image_is_removed_by_ID()
    {
        var loaded = await Guard.LoadAsync(new MemoryStream(TestImage.Create().ToArchive()), new LoadOptions { AllowUnnamed = true });
        var id = Assert.Single(loaded.UnnamedIds);

        Assert.Contains(id, (await Guard.RemoveAsync(id)).Deleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_image_in_use_stays_and_the_containers_are_named(bool running)
    {
        var (name, alias) = (TestImage.NewName("used"), TestImage.NewName("used"));
        await fixture.Client.LoadNewAsync(name);
        var container = running
            ? await fixture.Client.RunAsync(name, "/bin/busybox", "sleep", "1000")
            : await fixture.Client.RunToEndAsync(name, "/bin/busybox", "true");
        try
        {
            var failure = await Assert.ThrowsAsync<ImageInUseException>(() => Guard.RemoveAsync(name));
            var use = Assert.Single(failure.Containers);
            Assert.Equal(container, use.Id);
            Assert.Equal(running, use.IsRunning);
            Assert.NotNull(failure.Failure.EngineMessage);

            // By ID with two names nothing at all is removed.
            await Guard.TagAsync(name, alias);
            var id = (await Guard.InspectAsync(alias)).Id;
            await Assert.ThrowsAsync<ImageInUseException>(() => Guard.RemoveAsync(id));
            Assert.Empty(await Guard.FindMissingAsync([name, alias]));
        }
        finally
        {
            await fixture.Client.RemoveContainerAsync(container);
        }
    }

    [Fact]
    public async Task An_image_with_children_stays()
    {
        var (parent, child) = (TestImage.NewName("parent"), TestImage.NewName("child"));
        await fixture.Client.LoadNewAsync(parent);
        await fixture.Client.BuildAsync($"FROM {parent}\nCOPY file /file\n", child, ("file", [1]));
        var id = (await Guard.InspectAsync(parent)).Id;

        var failure = await Record.ExceptionAsync(() => Guard.RemoveAsync(id));

        // By its only name the engine would untag the parent and keep it, unnamed; by ID the guard goes the same way.
        Assert.True(failure is null or ImageHasChildrenException, failure?.ToString());
        Assert.Empty(await Guard.FindMissingAsync([child]));
    }

    [Fact]
    public async Task What_is_missing_is_typed_with_the_engines_words()
    {
        var failure = await Assert.ThrowsAsync<ImageNotFoundException>(() => Guard.RemoveAsync("nosuch:1"));
        Assert.Contains("nosuch:1", failure.Failure.EngineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prune_removes_unnamed_images_only()
    {
        var name = TestImage.NewName("kept");
        await fixture.Client.LoadNewAsync(name);
        var loaded = await Guard.LoadAsync(new MemoryStream(TestImage.Create().ToArchive()), new LoadOptions { AllowUnnamed = true });

        var result = await Guard.PruneAsync();

        Assert.Contains(loaded.UnnamedIds[0], result.Deleted);
        Assert.Empty(await Guard.FindMissingAsync([name]));
    }

    [Fact]
    public async Task The_removal_of_another_image_does_not_wait_for_a_build()
    {
        var (from, other) = (TestImage.NewName("base"), TestImage.NewName("other"));
        await fixture.Client.LoadNewAsync(from);
        await fixture.Client.LoadNewAsync(other);
        var build = Guard.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nRUN /bin/busybox sleep 3\n"), TestImages.BuildParameters(TestImage.NewName("built")));
        await Task.Delay(500);

        await using var second = await fixture.OpenAsync();
        await second.RemoveAsync(other).WaitAsync(TimeSpan.FromSeconds(2));
        var removal = second.RemoveAsync(from);

        Assert.False(build.IsCompleted);
        Assert.False(removal.IsCompleted);
        await build;
        await Record.ExceptionAsync(() => removal);
    }

    [Fact]
    public async Task A_removal_that_knows_the_name_only_waits_for_a_load_of_the_same_image_under_another()
    {
        var image = TestImage.Create(ballastMegabytes: 1);
        var (name, other) = (TestImage.NewName("last"), TestImage.NewName("next"));
        await fixture.Client.LoadAsync(image.ToArchive(name));
        await using var guard = await fixture.OpenAsync(options => options.Journal = JournalPolicy.None);
        using var gate = new Gate();

        var load = Task.Run(() => guard.LoadAsync(new MemoryStream(image.ToArchive(other)), progress: gate));
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));
        var removal = guard.RemoveAsync(name);
        await Task.Delay(500);
        var hasWaited = !removal.IsCompleted;
        gate.Open();
        await load;

        Assert.True(hasWaited);
        Assert.Equal([name], (await removal).Untagged);
        Assert.Empty((await removal).Deleted);
        Assert.Empty(await guard.FindMissingAsync([other]));
    }

    [Fact]
    public async Task What_is_told_of_a_removal_that_was_cancelled_at_any_moment_is_true()
    {
        const int removals = 40;
        await using var guard = await fixture.OpenAsync(options =>
        {
            options.Journal = JournalPolicy.None;
            options.SettleTime = TimeSpan.FromSeconds(2);
        });
        var outcomes = new List<SettledOutcome>();
        var image = TestImage.Create();
        foreach (var number in Enumerable.Range(0, removals))
        {
            var name = TestImage.NewName("cancelled");
            await fixture.Client.LoadAsync(image.ToArchive(name));
            using var cancellation = new CancellationTokenSource();
            var removal = guard.RemoveAsync(name, cancellation.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(number * 0.1));
            await cancellation.CancelAsync();
            try
            {
                await removal;
            }
            catch (UnknownOutcomeException failure)
            {
                outcomes.Add(await failure.Settled);
                Assert.Equal(outcomes[^1] == SettledOutcome.Completed ? 1 : 0, (await guard.FindMissingAsync([name])).Count);
            }
            catch (OperationCanceledException)
            {
                Assert.Empty(await guard.FindMissingAsync([name]));
            }
        }

        Assert.Contains(SettledOutcome.Completed, outcomes);
    }

    /// <summary>Stops whoever reports progress until it is opened.</summary>
    private sealed class Gate : IProgress<ImageProgress>, IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _open = new();

        public Task Reached => _reached.Task;

        public void Open() => _open.Set();

        public void Report(ImageProgress value)
        {
            _reached.TrySetResult();
            _open.Wait();
        }

        public void Dispose() => _open.Dispose();
    }
}
