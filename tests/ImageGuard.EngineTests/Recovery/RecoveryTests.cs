using System.Text.Json;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>What a recovery makes of what a power cut leaves.</summary>
[Collection(RecoveryEngine.Name)]
public sealed class RecoveryTests(RecoveryFixture fixture) : IDisposable
{
    private readonly RecoveryState _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Without_the_guard_a_load_over_a_damaged_image_succeeds_and_repairs_nothing()
    {
        var name = TestImage.NewName("harm");
        var archive = await File.ReadAllBytesAsync(fixture.WriteArchive(name));
        await fixture.Client.LoadAsync(archive);
        await fixture.DamageAsync(name);

        await fixture.Client.LoadAsync(archive);

        await using var guard = await fixture.OpenAsync(_state);
        Assert.False((await guard.VerifyAsync(name)).IsIntact);
    }

    [Fact]
    public async Task A_damaged_load_is_removed_and_loaded_again()
    {
        var name = await LoadAsync("load");
        await fixture.DamageAsync(name);

        var report = await RecoverAsync();

        var operation = Assert.Single(report.Operations);
        AssertComplete(report);
        Assert.Equal((ImageOperationKind.Load, true), (operation.Interrupted.Operation, operation.Interrupted.WasCompleted));
        Assert.Contains("is damaged", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("It was repeated.", operation.Done);
        await AssertIntactAsync(name);
        await AssertNothingIsOpenAsync();
    }

    [Fact]
    public async Task An_intact_load_is_left_alone()
    {
        var name = await LoadAsync("load");
        var operation = Assert.Single((await RecoverAsync()).Operations);
        Assert.Empty(operation.Done);
        Assert.Empty(operation.Left);
        await AssertIntactAsync(name);
        await AssertNothingIsOpenAsync();
    }

    [Fact]
    public async Task A_load_that_lost_its_name_gets_it_back()
    {
        var name = await LoadAsync("load");
        var id = (await fixture.Client.FindImageAsync(name))!.ID;
        await LoseNameAsync(name, id);

        var report = await RecoverAsync();

        Assert.Equal(id, (await fixture.Client.FindImageAsync(name))?.ID);
        AssertComplete(report);
        Assert.DoesNotContain(id, await fixture.UnnamedAsync());
    }

    [Fact]
    public async Task A_damaged_load_whose_archive_is_gone_is_removed_and_reported()
    {
        var (name, archive) = await LoadFromFileAsync("load");
        File.Delete(archive);
        await fixture.DamageAsync(name);

        var report = await RecoverAsync();

        Assert.Null(await fixture.Client.FindImageAsync(name));
        Assert.Contains(name, Assert.Single(Assert.Single(report.Operations).Left), StringComparison.Ordinal);
        await AssertNothingIsOpenAsync(); // It cannot be found out any better the next time.
    }

    [Fact]
    public async Task An_archive_that_has_changed_is_not_loaded()
    {
        var (name, archive) = await LoadFromFileAsync("load");
        await File.WriteAllBytesAsync(archive, TestImage.Create().ToArchive(name));
        await fixture.DamageAsync(name);

        Assert.False((await RecoverAsync()).IsComplete);
        Assert.Null(await fixture.Client.FindImageAsync(name));
    }

    [Fact]
    public async Task A_damaged_pull_is_removed_and_pulled_again()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1));
        await using (var guard = await fixture.OpenBeforePowerCutAsync(_state))
        {
            await guard.PullAsync(name);
        }

        await fixture.DamageAsync(name);

        AssertComplete(await RecoverAsync());
        await AssertIntactAsync(name);
    }

    [Fact]
    public async Task A_pull_whose_registry_is_away_is_tried_again_later()
    {
        string name;
        var image = TestImage.Create(ballastMegabytes: 1);
        await using (var registry = new LoopbackRegistry())
        {
            name = registry.Add(image);
            await using var guard = await fixture.OpenBeforePowerCutAsync(_state);
            await guard.PullAsync(name);
        }

        await fixture.DamageAsync(name);

        Assert.True(Assert.Single((await RecoverAsync()).Operations).IsOpen);
        Assert.True(Assert.Single((await RecoverAsync()).Operations).IsOpen);
    }

    [Fact]
    public async Task A_damaged_build_goes_and_is_reported_with_what_to_do()
    {
        var name = TestImage.NewName("built");
        await using (var guard = await fixture.OpenBeforePowerCutAsync(_state))
        {
            await guard.BuildAsync(Context($"FROM scratch\nCOPY ballast /\nENV A={name}\n"), TestImages.BuildParameters(name));
        }

        await fixture.DamageAsync(name);

        var report = await RecoverAsync();

        Assert.Null(await fixture.Client.FindImageAsync(name));
        Assert.Contains("repeat the build", Assert.Single(Assert.Single(report.Operations).Left), StringComparison.Ordinal);
        await AssertNothingIsOpenAsync();
    }

    [Fact]
    public async Task Images_that_share_the_bad_layer_all_go_and_come_back()
    {
        // Loading one of two images again repairs nothing while the other keeps the layer.
        var image = TestImage.Create(ballastMegabytes: 1);
        var (first, second, built) = (TestImage.NewName("first"), TestImage.NewName("second"), TestImage.NewName("built"));
        var sharer = image.WithLayer(Tar.Of(("more", [1, 2, 3])));
        await using (var guard = await fixture.OpenBeforePowerCutAsync(_state))
        {
            await guard.LoadAsync(fixture.WriteArchive(first, image));
            await guard.LoadAsync(fixture.WriteArchive(second, sharer));
            await guard.BuildAsync(Context($"FROM {first}\nENV A=b\n"), TestImages.BuildParameters(built));
        }

        await fixture.DamageAsync(first);

        var report = await RecoverAsync();

        await AssertIntactAsync(first);
        await AssertIntactAsync(second);
        Assert.Null(await fixture.Client.FindImageAsync(built));
        Assert.Contains(report.Operations, operation => operation.Interrupted.Operation == ImageOperationKind.Build && operation.Left.Count > 0);
        await AssertNothingIsOpenAsync();
    }

    [Fact]
    public async Task An_intact_image_on_the_same_base_stays()
    {
        // The classic store does not say which layer is damaged, so all of the image's are suspect, the shared base too.
        var neighbour = TestImage.NewName("neighbour");
        await fixture.Client.LoadNewAsync(neighbour, ballastMegabytes: 1);
        var id = (await fixture.Client.FindImageAsync(neighbour))!.ID;
        var name = await LoadAsync("load");
        await fixture.DamageAsync(name);

        await RecoverAsync();

        await AssertIntactAsync(name);
        Assert.Equal(id, (await fixture.Client.FindImageAsync(neighbour))?.ID);
        await AssertIntactAsync(neighbour);
    }

    [Fact]
    public async Task A_stopped_container_that_holds_a_damaged_image_is_named_and_nothing_goes()
    {
        var name = await LoadAsync("held");
        var container = await fixture.Client.RunToEndAsync(name, "/bin/busybox", "true");
        var containerName = (await fixture.Client.Containers.InspectContainerAsync(container)).Name.TrimStart('/');
        await fixture.DamageAsync(name);

        var operation = Assert.Single((await RecoverAsync()).Operations);

        Assert.True(operation.IsOpen);
        Assert.Empty(operation.Done);
        Assert.Contains($"docker rm {containerName}", Assert.Single(operation.Left), StringComparison.Ordinal);
        Assert.NotNull(await fixture.Client.FindImageAsync(name));

        await fixture.Client.RemoveContainerAsync(container);
        AssertComplete(await RecoverAsync());
        await AssertIntactAsync(name);
    }

    [Fact]
    public async Task A_removal_that_was_undone_is_done_again()
    {
        var (name, archive) = (TestImage.NewName("removed"), TestImage.Create(ballastMegabytes: 1));
        await fixture.Client.LoadAsync(archive.ToArchive(name));
        await RemoveAsync(name);
        await fixture.Client.LoadAsync(archive.ToArchive(name)); // as the power cut brings it back

        AssertComplete(await RecoverAsync());
        Assert.Null(await fixture.Client.FindImageAsync(name));
        await AssertNothingIsOpenAsync();
    }

    [Fact]
    public async Task A_removed_image_that_comes_back_without_its_name_goes_too()
    {
        var archive = TestImage.Create(ballastMegabytes: 1);
        var name = TestImage.NewName("removed");
        await fixture.Client.LoadAsync(archive.ToArchive(name));
        var before = await fixture.UnnamedAsync();
        await RemoveAsync(name);
        await fixture.Client.LoadAsync(archive.ToArchive());

        await RecoverAsync();
        Assert.Equal(before, await fixture.UnnamedAsync());
    }

    [Fact]
    public async Task Unnamed_parents_of_a_removed_image_that_come_back_go_too()
    {
        var before = await fixture.UnnamedAsync();
        var name = TestImage.NewName("removed");
        await fixture.Client.BuildAsync($"FROM scratch\nCOPY ballast /\nENV A={name}\nENV B=c\n", name, ("ballast", new byte[1000]));
        await using (var journal = await fixture.OpenJournalAsync(_state))
        {
            // What the removal knew of itself, and then the power cut brings back the parents alone.
            var id = (await fixture.Client.FindImageAsync(name))!.ID;
            var parents = await fixture.UnnamedAsync();
            await journal.StartAsync(
                ImageOperationKind.Remove, ProcessIdentity.Current with { Boot = "the boot before" }, await IntentOfRemovalAsync(name), default);
            await fixture.Client.Images.DeleteImageAsync(name, new ImageDeleteParameters { NoPrune = true });
            Assert.Equal(parents, await fixture.UnnamedAsync());
            Assert.Null(await fixture.Client.FindImageAsync(id));
        }

        AssertComplete(await RecoverAsync());
        Assert.Equal(before, await fixture.UnnamedAsync());
    }

    [Fact]
    public async Task What_was_made_after_a_removal_is_not_removed()
    {
        var (name, image) = (TestImage.NewName("again"), TestImage.Create(ballastMegabytes: 1));
        await fixture.Client.LoadAsync(image.ToArchive(name));
        await RemoveAsync(name);
        await using (var guard = await fixture.OpenBeforePowerCutAsync(_state))
        {
            await guard.LoadAsync(fixture.WriteArchive(name, image));
        }

        await RecoverAsync();
        await AssertIntactAsync(name);
    }

    [Fact]
    public async Task What_was_removed_after_a_load_is_not_loaded_again()
    {
        var name = await LoadAsync("load");
        await RemoveAsync(name);

        await RecoverAsync();
        Assert.Null(await fixture.Client.FindImageAsync(name));
        await AssertNothingIsOpenAsync();
    }

    [Fact]
    public async Task A_tag_that_is_lost_is_set_again()
    {
        var source = TestImage.NewName("source");
        await fixture.Client.LoadNewAsync(source, ballastMegabytes: 1);
        var name = TestImage.NewName("tag");
        await using (var guard = await fixture.OpenBeforePowerCutAsync(_state))
        {
            await guard.TagAsync(source, name);
        }

        await fixture.Client.RemoveImageAsync(name);

        AssertComplete(await RecoverAsync());
        Assert.Equal((await fixture.Client.FindImageAsync(source))!.ID, (await fixture.Client.FindImageAsync(name))?.ID);
    }

    [Fact]
    public async Task The_leavings_of_an_interrupted_build_go_and_older_ones_stay()
    {
        await LeaveStepAsync("before");
        var before = await fixture.UnnamedAsync();
        await Task.Delay(TimeSpan.FromSeconds(2)); // Engines tell the time of a creation in seconds.
        await using (var journal = await fixture.OpenJournalAsync(_state))
        {
            var intent = new OperationIntent
            {
                Names = ["never-built:1"],
                Unnamed = before,
                Settlement = new Settlement(["tag"], [], EngineStops: true),
            };
            await journal.StartAsync(ImageOperationKind.Build, ProcessIdentity.Current with { Boot = "the boot before" }, intent, default);
        }

        await LeaveStepAsync("after");
        Assert.NotEqual(before, await fixture.UnnamedAsync());

        var report = await RecoverAsync();

        Assert.Equal(before, await fixture.UnnamedAsync());
        Assert.Contains("Repeat the build if it is still wanted.", Assert.Single(report.Operations).Left);
        await AssertNothingIsOpenAsync();
    }

    /// <summary>
    /// A build goes on from a step in the cache. The removal of the image that the step was made for leaves it, since it has a child by then;
    /// the child is not on disk when power fails.
    /// </summary>
    [Fact]
    public async Task A_cached_step_that_a_removal_left_to_an_interrupted_build_goes()
    {
        var before = await fixture.UnnamedAsync();
        var name = TestImage.NewName("removed");
        await fixture.Client.BuildAsync($"FROM scratch\nCOPY ballast /\nENV A={name}\nENV B=c\n", name, ("ballast", new byte[1000]));
        var id = (await fixture.Client.FindImageAsync(name))!.ID;
        await using (var journal = await fixture.OpenJournalAsync(_state))
        {
            var process = ProcessIdentity.Current with { Boot = "the boot before" };
            var build = new OperationIntent
            {
                Names = ["never-built:1"],
                Unnamed = before,
                Settlement = new Settlement(["tag"], [], EngineStops: true),
            };
            await journal.StartAsync(ImageOperationKind.Build, process, build, default);
            var removal = await journal.StartAsync(ImageOperationKind.Remove, process, await IntentOfRemovalAsync(name), default);
            await fixture.Client.Images.DeleteImageAsync(name, new ImageDeleteParameters { NoPrune = true });
            await journal.AdvanceAsync(removal, JournalState.Settled, OperationResult.Of([name], [id]), waits: true);
        }

        Assert.NotEqual(before, await fixture.UnnamedAsync());
        await RecoverAsync();
        Assert.Equal(before, await fixture.UnnamedAsync());
    }

    [Fact]
    public async Task A_guard_that_opens_recovers_by_itself()
    {
        var name = await LoadAsync("load");
        await fixture.DamageAsync(name);
        var options = _state.Options();
        options.RecoverAtOpen = true;

        await using var guard = await fixture.OpenAsync(options);

        Assert.True((await guard.VerifyAsync(name)).IsIntact);
        Assert.Empty((await guard.RecoverAsync()).Operations);
    }

    [Fact]
    public async Task The_report_is_JSON_too()
    {
        var name = await LoadAsync("load");
        await fixture.DamageAsync(name);

        using var json = JsonDocument.Parse((await RecoverAsync()).ToJson());

        var operation = Assert.Single(json.RootElement.GetProperty("operations").EnumerateArray());
        Assert.Equal("Load", operation.GetProperty("interrupted").GetProperty("operation").GetString());
        Assert.Equal(name, operation.GetProperty("interrupted").GetProperty("images")[0].GetString());
        Assert.Contains("It was repeated.", operation.GetProperty("done").EnumerateArray().Select(item => item.GetString()));
        Assert.False(operation.GetProperty("isOpen").GetBoolean());
    }

    private static Stream Context(string dockerfile) => TestImages.BuildContext(dockerfile, ("ballast", Guid.NewGuid().ToByteArray()));

    private async Task<string> LoadAsync(string prefix) => (await LoadFromFileAsync(prefix)).Name;

    private async Task<(string Name, string Archive)> LoadFromFileAsync(string prefix)
    {
        var name = TestImage.NewName(prefix);
        var archive = fixture.WriteArchive(name);
        await using var guard = await fixture.OpenBeforePowerCutAsync(_state);
        await guard.LoadAsync(archive);
        return (name, archive);
    }

    private async Task RemoveAsync(string name)
    {
        await using var guard = await fixture.OpenBeforePowerCutAsync(_state);
        await guard.RemoveAsync(name);
    }

    private async Task<RecoveryReport> RecoverAsync()
    {
        await using var guard = await fixture.OpenAsync(_state);
        return await guard.RecoverAsync();
    }

    private static void AssertComplete(RecoveryReport report) => Assert.True(report.IsComplete, report.ToString());

    private async Task AssertIntactAsync(string name)
    {
        await using var guard = await fixture.OpenAsync(_state);
        var found = await guard.VerifyAsync(name);
        Assert.True(found.IsIntact, string.Join("; ", found.Damage));
    }

    private async Task AssertNothingIsOpenAsync()
    {
        await using var journal = await fixture.OpenJournalAsync(_state);
        Assert.Empty(await journal.ReadOpenAsync(default));
    }

    /// <summary>Takes the name from an image that stays: another image gets it, and then loses it.</summary>
    private async Task LoseNameAsync(string name, string id)
    {
        await fixture.Client.LoadNewAsync(name);
        await fixture.Client.RemoveImageAsync(name);
        Assert.Contains(id, await fixture.UnnamedAsync());
    }

    private async Task<OperationIntent> IntentOfRemovalAsync(string name)
    {
        var options = _state.Options();
        options.StateFolder = Path.Combine(_state.Folder, "intent");
        var recording = new RecordingJournal();
        options.JournalProvider = _ => recording;
        await using var guard = await fixture.OpenAsync(options);
        await Assert.ThrowsAsync<JournalException>(() => guard.RemoveAsync(name));
        return recording.Intent!;
    }

    /// <summary>An unnamed image that a failed build leaves behind.</summary>
    private async Task LeaveStepAsync(string value) => await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Client.BuildAsync(
        $"FROM scratch\nCOPY ballast /\nENV A={value}{Guid.NewGuid():n}\nCOPY nosuch /\n", TestImage.NewName("failed"), ("ballast", [1])));

    /// <summary>Takes down what an operation is about to do, and lets none begin.</summary>
    private sealed class RecordingJournal : IOperationJournal
    {
        public OperationIntent? Intent { get; private set; }

        public ValueTask<long> StartAsync(
            ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken)
        {
            Intent = intent;
            throw new JournalException("It is full.", "nowhere");
        }

        public ValueTask AdvanceAsync(long sequence, JournalState state, OperationResult? result = null, bool waits = false) => ValueTask.CompletedTask;

        public ValueTask<IReadOnlyList<JournalEntry>> ReadOpenAsync(CancellationToken cancellationToken) => new([]);

        public ValueTask<IReadOnlyList<JournalEntry>> ReadLaterAsync(long sequence, CancellationToken cancellationToken) => new([]);

        public ValueTask NoteUsesAsync(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => ValueTask.CompletedTask;

        public ValueTask<IReadOnlyDictionary<string, DateTimeOffset>> ReadUsesAsync(CancellationToken cancellationToken) =>
            new(new Dictionary<string, DateTimeOffset>());

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
