using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Verification;

/// <summary>Where a save sends what was received, and only a container shows what is there.</summary>
public sealed class ContainerdVerificationTests() : EngineToDamage(EngineKind.DockerContainerd)
{
    [Fact]
    public async Task An_intact_image_is_intact_and_nothing_is_left_behind()
    {
        var name = await LoadAsync(TestImage.Create(ballastMegabytes: 3));
        var found = await Guard.VerifyAsync(name);
        Assert.True(found.IsIntact, string.Join("; ", found.Damage));
        Assert.True(found.BytesRead > 2 * (3 << 20), "The layers and the container's files are read.");
        await ExpectNoContainerAsync();
    }

    [Fact]
    public async Task So_is_one_whose_layers_are_compressed()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1));
        await Guard.PullAsync(name);
        Assert.True((await Guard.VerifyAsync(name)).IsIntact);
    }

    /// <summary>The engine does not fetch a layer that it has unpacked for another image, so it has nothing of it to send (moby#49784).</summary>
    [Fact]
    public async Task One_with_a_layer_that_was_never_fetched_is_neither_intact_nor_damaged()
    {
        await LoadAsync(TestImage.Create());
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1));
        await Client.PullAsync(name);

        var found = await Guard.VerifyAsync(name);

        Assert.Empty(found.Damage);
        Assert.False(found.IsIntact);
        Assert.NotNull(found.NotComparable);
        await ExpectNoContainerAsync();
    }

    [Fact]
    public async Task Its_pull_is_no_success_for_the_engine_does_not_list_it()
    {
        await LoadAsync(TestImage.Create());
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1));
        await Client.PullAsync(name);
        Assert.NotNull(await Client.FindImageAsync(name));
        Assert.DoesNotContain(await Client.Images.ListImagesAsync(new()), image => image.RepoTags?.Contains(name) == true);

        var failure = await Assert.ThrowsAsync<ImageGuardException>(() => Guard.PullAsync(name));

        Assert.Equal(FailureKind.NotKept, failure.Kind);
        var other = registry.Add(TestImage.Of(Tar.Of(("file", [1, 2, 3]))));
        Assert.Equal([other], (await Guard.PullAsync(other)).Names);
    }

    /// <summary>The recovery used to remove it, as damaged for ever.</summary>
    [Fact]
    public async Task A_recovery_leaves_it_as_it_is_and_says_so()
    {
        await LoadAsync(TestImage.Create());
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create(ballastMegabytes: 1));
        await Client.PullAsync(name);
        await using (var guard = await OpenBeforePowerCutAsync())
        {
            await guard.TagAsync(name, "tagged:1");
        }

        var id = (await Client.FindImageAsync(name))!.ID;

        var operation = Assert.Single((await Guard.RecoverAsync()).Operations);

        Assert.Empty(operation.Done);
        Assert.Contains("could not be verified", Assert.Single(operation.Left), StringComparison.Ordinal);
        Assert.Equal(id, (await Client.FindImageAsync(name))?.ID);
        Assert.Empty((await Guard.RecoverAsync()).Operations);
    }

    [Fact]
    public async Task So_is_one_that_takes_files_of_its_base_away()
    {
        var (from, name) = (await LoadAsync(TestImage.Create(ballastMegabytes: 1)), TestImage.NewName("built"));
        await Client.BuildAsync($"FROM {from}\nRUN rm /ballast /bin/true\nCOPY added /bin/true\n", name, ("added", [1, 2, 3]));
        var found = await Guard.VerifyAsync(name);
        Assert.True(found.IsIntact, string.Join("; ", found.Damage));
    }

    [Theory]
    [InlineData(0, "is empty instead of")]
    [InlineData(1000, "has 1000 bytes instead of")]
    public async Task A_file_that_has_lost_its_content_is_found_with_its_layer(int length, string problem)
    {
        var name = await LoadAsync(TestImage.Create(ballastMegabytes: 1));
        await TruncateAsync(SnapshotPathOf("ballast"), length);

        // A save is as whole as ever: that is what makes it dangerous.
        await Guard.SaveAsync([name], Stream.Null);

        foreach (var quick in new[] { false, true })
        {
            var found = await Guard.VerifyAsync(name, new VerifyOptions { Quick = quick });
            var damage = Assert.Single(found.Damage);
            Assert.Equal(found.Layers[1], damage.Layer);
            Assert.StartsWith($"ballast {problem}", Assert.Single(damage.Problems), StringComparison.Ordinal);
            Assert.Equal([found.Layers[1]], found.SuspectLayers);
        }
    }

    [Fact]
    public async Task A_file_with_another_content_of_the_same_length_is_found_unless_it_has_to_be_quick()
    {
        var name = await LoadAsync(TestImage.Create());
        await OverwriteAsync(SnapshotPathOf("bin/busybox"));

        Assert.Equal("bin/busybox has another content", Assert.Single((await Guard.VerifyAsync(name)).Damage[0].Problems));
        Assert.True((await Guard.VerifyAsync(name, new VerifyOptions { Quick = true })).IsIntact);
    }

    [Fact]
    public async Task Missing_files_and_links_are_found()
    {
        var name = await LoadAsync(TestImage.Create());
        File.Delete(SnapshotPathOf("bin/busybox"));
        File.Delete(SnapshotPathOf("bin/true"));

        Assert.Equal(
            ["bin/busybox is missing", "bin/true is missing"], (await Guard.VerifyAsync(name)).Damage[0].Problems.Order(StringComparer.Ordinal));
    }
}
