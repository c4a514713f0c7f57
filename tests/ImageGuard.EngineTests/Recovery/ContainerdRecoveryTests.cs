using System.Security.Cryptography;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.EngineTests.Verification;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>What power cuts leave on a containerd store, which writes an image down before it has unpacked its layers.</summary>
public sealed class ContainerdRecoveryTests() : EngineToDamage(EngineKind.DockerContainerd)
{
    [Theory]
    [InlineData(ImageOperationKind.Build)]
    [InlineData(ImageOperationKind.Commit)]
    public async Task What_was_left_before_it_was_unpacked_goes(ImageOperationKind kind)
    {
        await InterruptAsync(kind, Intent);
        var id = await LeaveNotUnpackedAsync();

        var report = await Guard.RecoverAsync();

        Assert.Contains($"{id}, which it left without a name, was removed.", Assert.Single(report.Operations).Done);
        Assert.Empty(await Client.ListUnnamedAsync());
    }

    /// <summary>The engine knows what it was made from, but not that it once had a name.</summary>
    [Fact]
    public async Task What_was_built_before_and_has_lost_its_name_since_stays()
    {
        await Client.LoadNewAsync("base:1");
        await Client.BuildAsync("FROM base:1\nENV a=b\n", "other:1");
        await InterruptAsync(ImageOperationKind.Build, Intent, began: DateTimeOffset.UtcNow.AddSeconds(5));
        await Client.BuildAsync("FROM base:1\nENV c=d\n", "other:1");
        var unnamed = Assert.Single(await Client.ListUnnamedAsync());
        Assert.NotEmpty(unnamed.ParentID);

        var report = await Guard.RecoverAsync();

        Assert.Empty(Assert.Single(report.Operations).Done);
        Assert.Equal(unnamed.ID, Assert.Single(await Client.ListUnnamedAsync()).ID);
    }

    [Fact]
    public async Task An_image_without_a_name_whose_configuration_is_lost_goes_and_others_stay()
    {
        await Client.LoadNewAsync("base:1");
        await Client.LoadAsync(TestImage.Create().ToArchive());
        var unnamed = Assert.Single(await Client.ListUnnamedAsync()).ID;
        await InterruptAsync(ImageOperationKind.Build, Intent);
        await Client.BuildAsync("FROM base:1\nENV a=b\n", "made:1");
        var lost = (await Client.FindImageAsync("made:1"))!.ID;
        await Client.BuildAsync("FROM base:1\nENV c=d\n", "made:1"); // It takes the name over.
        await LoseConfigurationAsync(lost);

        var report = await Guard.RecoverAsync();

        var operation = Assert.Single(report.Operations);
        Assert.Contains(operation.Done, done => done.Contains("could not read were removed", StringComparison.Ordinal));
        Assert.Empty(operation.Left);
        Assert.Equal([unnamed], (await Client.ListUnnamedAsync()).Select(image => image.ID));
        Assert.Empty(await Guard.FindMissingAsync(["base:1", "made:1"]));
        await ExpectNoContainerAsync();
    }

    [Fact]
    public async Task A_name_whose_configuration_is_lost_goes()
    {
        await Client.LoadNewAsync("base:1");
        await InterruptAsync(ImageOperationKind.Build, Intent);
        await Client.BuildAsync("FROM base:1\nENV a=b\n", "made:1");
        await LoseConfigurationAsync((await Client.FindImageAsync("made:1"))!.ID);

        var report = await Guard.RecoverAsync();

        Assert.Contains("made:1, whose configuration was lost, was removed.", Assert.Single(report.Operations).Done);
        Assert.Equal(["base:1"], (await Guard.ListAsync()).SelectMany(image => image.Names));
    }

    /// <summary>The engine keeps what a pull has unpacked that was cut off. Another image keeps it here.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_made_of_a_layer_that_was_damaged_before_is_no_success_where_something_was_cut_off(bool wasCutOff)
    {
        await using var registry = new LoopbackRegistry();
        var lower = TestImage.Of(Tar.Of(("lower", [1, 2, 3])));
        var (other, name) = (registry.Add(lower), registry.Add(lower.WithLayer(Tar.Of(("upper", [4, 5, 6])))));
        await Client.PullAsync(other);
        await TruncateAsync(SnapshotPathOf("lower"), 0);
        if (wasCutOff)
        {
            await InterruptAsync(ImageOperationKind.Pull, Intent);
        }

        var failure = await Record.ExceptionAsync(() => Guard.PullAsync(name));

        if (wasCutOff)
        {
            Assert.Equal(FailureKind.DamageKept, Assert.IsType<CorruptImageException>(failure).Kind);
            Assert.Null(await Client.FindImageAsync(name));
        }
        else
        {
            Assert.Null(failure);
            Assert.False((await Guard.VerifyAsync(name)).IsIntact);
        }
    }

    /// <summary>What is saved keeps its content, and the content its layers, until the engine collects the next time after the removal.</summary>
    [Fact]
    public async Task A_damaged_layer_goes_although_its_content_is_kept()
    {
        await Client.LoadNewAsync("other:1");
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Of(Tar.Of(("ballast", RandomNumberGenerator.GetBytes(16 << 20)))));
        await using (var guard = await OpenBeforePowerCutAsync())
        {
            await guard.PullAsync(name);
        }

        await TruncateAsync(SnapshotPathOf("ballast"), 0);
        await using var kept = await Client.Images.SaveImageAsync(name); // It is not read, so it does not end.

        var report = await Guard.RecoverAsync();

        Assert.True(report.IsComplete, report.ToString());
        Assert.True((await Guard.VerifyAsync(name)).IsIntact);
    }

    [Fact]
    public async Task The_containers_of_a_builds_steps_go_also_where_it_was_carried_out()
    {
        await Client.LoadNewAsync("base:1");
        await InterruptAsync(ImageOperationKind.Build, Intent);
        await Client.BuildAsync("FROM base:1\nENV a=b\nENV c=d\n", "made:1");
        var step = (await Client.Images.GetImageHistoryAsync("made:1"))[1].ID;
        await Client.Containers.CreateContainerAsync(new CreateContainerParameters { Image = step, Cmd = ["/bin/sh", "-c", "#(nop) ", "ENV c=d"] });

        var report = await Guard.RecoverAsync();

        Assert.True(report.IsComplete, report.ToString());
        await ExpectNoContainerAsync();
        await Guard.RemoveAsync("made:1");
        Assert.Empty(await Client.ListUnnamedAsync());
    }

    private static OperationIntent Intent => new()
    {
        Names = ["made:1"],
        Settlement = new Settlement(["tag"], ["docker.io/library/made:1"], EngineStops: true),
    };

    /// <summary>Deletes the configuration of an image, as a power cut does after which its file has no name yet.</summary>
    private async Task LoseConfigurationAsync(string id)
    {
        var blobs = Path.Combine(EngineFolder, "root", "containerd", "daemon", "io.containerd.content.v1.content", "blobs");
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(PathOf(id)));
        File.Delete(PathOf(manifest.RootElement.GetProperty("config").GetProperty("digest").GetString()!));
        await Assert.ThrowsAsync<DockerApiException>(() => Client.Images.ListImagesAsync(new ImagesListParameters())); // Of any image.

        string PathOf(string digest) => Path.Combine(blobs, digest.Replace(':', '/'));
    }

    /// <summary>Loads an image without a name whose layer cannot be unpacked: it has a file within a file.</summary>
    private async Task<string> LeaveNotUnpackedAsync()
    {
        var image = TestImage.Of(Tar.Of(("file", [1]), ("file/within", [2])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.LoadAsync(image.ToArchive()));
        return Assert.Single(await Client.ListUnnamedAsync()).ID;
    }
}
