using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

[Collection(OneEngine.Name)]
public sealed class CreatingTests(GuardFixture fixture)
{
    private DockerImageGuard Guard => fixture.Guard;

    [Fact]
    public async Task Pull_returns_the_image_that_is_there()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create());

        var image = await Guard.PullAsync(name);

        Assert.Equal(image.Id, (await Guard.InspectAsync(name)).Id);
        Assert.Contains(name, image.Names);
    }

    [Fact]
    public async Task Pull_of_what_the_registry_lacks_is_typed()
    {
        await using var registry = new LoopbackRegistry();
        var failure = await Assert.ThrowsAsync<ImageNotFoundException>(() => Guard.PullAsync($"{registry.Address}/nosuch:1"));
        Assert.Equal(FailureKind.RegistryNotFound, failure.Kind);
    }

    [Fact]
    public async Task Pull_from_nowhere_is_typed() =>
        await Assert.ThrowsAsync<RegistryException>(() => Guard.PullAsync("127.0.0.1:1/nosuch:1"));

    [Fact]
    public async Task Pull_of_a_damaged_layer_is_typed()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1), damaged: true);
        var failure = await Assert.ThrowsAsync<RegistryException>(() => Guard.PullAsync(name));
        Assert.Equal(FailureKind.CorruptTransfer, failure.Kind);
        Assert.Equal([name], await Guard.FindMissingAsync([name]));
    }

    [Fact]
    public async Task Load_returns_the_names_that_it_brought()
    {
        var names = new[] { TestImage.NewName("load"), TestImage.NewName("load") };
        var result = await Guard.LoadAsync(new MemoryStream(TestImage.Create().ToArchive(names)));

        Assert.Equal(names.Order(), result.Names.Order());
        Assert.Empty(await Guard.FindMissingAsync(names));
    }

    [Fact]
    public async Task Load_of_a_cut_archive_is_refused_before_it_is_sent()
    {
        var archive = TestImage.Create().ToArchive(TestImage.NewName("load"));
        var failure = await Assert.ThrowsAsync<ImageArchiveException>(
            () => Guard.LoadAsync(new MemoryStream(archive, 0, archive.Length / 2)));
        Assert.Null(failure.Failure.EngineMessage);
        Assert.Contains("cut off", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_of_garbage_that_cannot_be_looked_into_is_typed_too()
    {
        using var gzip = new MemoryStream([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8]);
        await Assert.ThrowsAnyAsync<ImageGuardException>(() => Guard.LoadAsync(gzip));
    }

    [Fact]
    public async Task Load_names_what_has_no_name()
    {
        var name = TestImage.NewName("named");
        var archive = TestImage.Create().ToArchive();

        await Assert.ThrowsAsync<UnnamedImageException>(() => Guard.LoadAsync(new MemoryStream(archive)));
        var result = await Guard.LoadAsync(new MemoryStream(archive), new LoadOptions { NameForUnnamed = name });

        Assert.Equal([name], result.Names);
        Assert.Empty(result.UnnamedIds);
        Assert.Contains(name, (await Guard.InspectAsync(name)).Names);
    }

    [Fact]
    public async Task Build_returns_the_image_that_has_the_tag()
    {
        var (from, name) = (await NewImageAsync(), TestImage.NewName("built"));
        var image = await Guard.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nENV a=b\n"), TestImages.BuildParameters(name));
        Assert.Contains(name, image.Names);
    }

    [Fact]
    public async Task Build_that_fails_says_why()
    {
        var from = await NewImageAsync();
        var failure = await Assert.ThrowsAnyAsync<ImageGuardException>(() => Guard.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nRUN exit 7\n"), TestImages.BuildParameters(TestImage.NewName("built"))));
        Assert.Contains("7", failure.Failure.EngineMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_of_one_tag_leave_no_unnamed_image()
    {
        // The harm without the guard: of four such builds at a time, three leave an unnamed image (S4).
        var (from, name) = (await NewImageAsync(), TestImage.NewName("built"));
        var before = await UnnamedAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Guard.BuildAsync(
            TestImages.BuildContext($"FROM {from}\nRUN /bin/busybox sleep 0.2\nENV a=b\n"), TestImages.BuildParameters(name))));
        Assert.Empty((await UnnamedAsync()).Except(before));
    }

    [Fact]
    public async Task Commit_and_import_return_what_is_there()
    {
        var from = await NewImageAsync();
        var container = await fixture.Client.RunToEndAsync(from, "/bin/busybox", "true");
        var (committed, imported) = (TestImage.NewName("committed"), TestImage.NewName("imported"));

        var id = await Guard.CommitAsync(container, committed);
        var image = await Guard.ImportAsync(new MemoryStream(Tar.Of(("file", [1]))), imported);
        await fixture.Client.RemoveContainerAsync(container);

        Assert.Equal(id, (await Guard.InspectAsync(committed)).Id);
        Assert.Equal(image.Id, (await Guard.InspectAsync(imported)).Id);
    }

    [Fact]
    public async Task Tag_by_name_and_by_ID()
    {
        var name = await NewImageAsync();
        var (byName, byId) = (TestImage.NewName("tag"), TestImage.NewName("tag"));
        await Guard.TagAsync(name, byName);
        await Guard.TagAsync((await Guard.InspectAsync(byName)).Id, byId);

        Assert.Equal(3, (await Guard.InspectAsync(name)).Names.Count);
        await Assert.ThrowsAsync<ImageNotFoundException>(() => Guard.TagAsync("nosuch:1", byName));
        var failure = await Assert.ThrowsAnyAsync<ImageGuardException>(() => Guard.TagAsync(name, "UPPER case"));
        Assert.Equal(FailureKind.InvalidReference, failure.Kind);
    }

    [Fact]
    public async Task A_cancelled_load_keeps_its_locks_until_it_is_settled()
    {
        var name = TestImage.NewName("cancelled");
        var archive = TestImage.Create(ballastMegabytes: 40).ToArchive(name);
        using var cancellation = new CancellationTokenSource();
        using var source = new CancelAtEnd(archive, cancellation);

        var failure = await Assert.ThrowsAsync<UnknownOutcomeException>(() => Guard.LoadAsync(source, cancellationToken: cancellation.Token));
        var removal = Guard.RemoveAsync(name);
        var outcome = await failure.Settled;

        // Whichever it is: once it is settled it is true, and the removal came after it.
        if (outcome == SettledOutcome.Completed)
        {
            Assert.Contains(name, (await removal).Untagged);
        }
        else
        {
            await Assert.ThrowsAsync<ImageNotFoundException>(() => removal);
        }

        Assert.Equal([name], await Guard.FindMissingAsync([name]));
    }

    private async Task<string> NewImageAsync()
    {
        var name = TestImage.NewName("base");
        await fixture.Client.LoadNewAsync(name);
        return name;
    }

    private async Task<IReadOnlyList<string>> UnnamedAsync() =>
        (await Guard.ListAsync()).Where(image => image.Names.Count == 0 && image.Digests.Count == 0).Select(image => image.Id).ToArray();

    /// <summary>Cancels when the engine has got everything.</summary>
    private sealed class CancelAtEnd(byte[] bytes, CancellationTokenSource cancellation) : MemoryStream(bytes)
    {
        private int _passes;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, CancellationToken.None);
            if (count == 0 && ++_passes > 1)
            {
                cancellation.CancelAfter(20); // The first pass was the guard's own look at the archive.
            }

            return count;
        }
    }
}
