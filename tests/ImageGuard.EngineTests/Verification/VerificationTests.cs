using System.Text.Json;
using ImageGuard.Engines;
using ImageGuard.Journal;

namespace ImageGuard.EngineTests.Verification;

/// <summary>Where a save reads the files that containers see.</summary>
public sealed class VerificationTests() : EngineToDamage(EngineKind.DockerClassic)
{
    [Fact]
    public async Task An_intact_image_is_intact_and_nothing_is_left_behind()
    {
        var name = await LoadAsync(TestImage.Create(ballastMegabytes: 3));
        var progress = new Reports();

        var found = await Guard.VerifyAsync(name, progress: progress);

        Assert.True(found.IsIntact, string.Join("; ", found.Damage));
        Assert.Equal([name], found.Names);
        Assert.True(found.BytesRead > 3 << 20);
        Assert.True(found.BytesPerSecond > 0);
        Assert.Equal(found.BytesRead, progress[^1].Bytes);
        await ExpectNoContainerAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task A_file_that_has_lost_its_content_is_found(int length)
    {
        var name = await LoadAsync(TestImage.Create());
        await TruncateAsync(await PathOfAsync(name, "bin/busybox"), length);

        // The engine notices nothing of it: that is what makes it dangerous.
        Assert.NotNull(await Client.FindImageAsync(name));

        var found = await Guard.VerifyAsync(name);

        var damage = Assert.Single(found.Damage);
        Assert.Contains("bin/busybox", damage.ToString(), StringComparison.Ordinal);
        Assert.Equal(found.Layers, found.SuspectLayers);
        await ExpectNoContainerAsync();
    }

    [Fact]
    public async Task A_file_with_another_content_of_the_same_length_is_found()
    {
        var name = await LoadAsync(TestImage.Create());
        await OverwriteAsync(await PathOfAsync(name, "bin/busybox"));

        Assert.False((await Guard.VerifyAsync(name)).IsIntact);
    }

    [Fact]
    public async Task A_missing_file_is_found()
    {
        var name = await LoadAsync(TestImage.Create());
        File.Delete(await PathOfAsync(name, "bin/busybox"));
        Assert.False((await Guard.VerifyAsync(name)).IsIntact);
    }

    [Fact]
    public async Task An_image_that_cannot_be_mounted_is_found_and_can_be_removed()
    {
        // What a power cut can leave of the upper of two layers; the engine does not even inspect such an image.
        var name = await LoadAsync(TestImage.Create(ballastMegabytes: 1));
        var layer = Path.GetDirectoryName(Path.GetDirectoryName(await PathOfAsync(name, "ballast")))!;
        File.WriteAllText(Path.Combine(layer, "lower"), "");
        File.WriteAllText(Path.Combine(layer, "link"), "");

        Assert.False((await Guard.VerifyAsync(name)).IsIntact);
        await Guard.RemoveAsync(name);
        Assert.Null(await Client.FindImageAsync(name));
    }

    [Fact]
    public async Task An_unnamed_image_is_verified_by_ID()
    {
        var loaded = await Guard.LoadAsync(new MemoryStream(TestImage.Create().ToArchive()), new LoadOptions { AllowUnnamed = true });
        var found = await Guard.VerifyAsync(loaded.UnnamedIds[0]);
        Assert.True(found.IsIntact);
        Assert.Empty(found.Names);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_rather_than_damaged() =>
        await Assert.ThrowsAsync<ImageNotFoundException>(() => Guard.VerifyAsync("nosuch:1"));

    [Fact]
    public async Task A_container_of_a_verification_that_was_killed_goes_with_the_next_one()
    {
        var name = await LoadAsync(TestImage.Create());
        using var dead = System.Diagnostics.Process.Start("true");
        await dead.WaitForExitAsync();
        var owner = JsonSerializer.Serialize(ProcessIdentity.Current with { Id = dead.Id }, JournalJson.Default.ProcessIdentity);
        var labels = new Dictionary<string, string> { ["imageguard.verify"] = owner };
        await Client.Containers.CreateContainerAsync(new() { Image = name, Labels = labels });

        Assert.True((await Guard.VerifyAsync(name)).IsIntact);
        await ExpectNoContainerAsync();
    }

    /// <summary>Where a file of the image's topmost layer lies on the engine's disk.</summary>
    private async Task<string> PathOfAsync(string image, string file)
    {
        var data = (await Client.FindImageAsync(image))!.GraphDriver.Data;
        return Path.Combine(data["UpperDir"], file);
    }
}
