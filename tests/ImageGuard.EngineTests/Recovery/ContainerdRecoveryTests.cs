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
        await InterruptAsync(kind, new OperationIntent
        {
            Names = ["made:1"],
            Settlement = new Settlement(["tag"], ["docker.io/library/made:1"], EngineStops: true),
        });
        var id = await LeaveNotUnpackedAsync();

        var report = await Guard.RecoverAsync();

        Assert.Contains($"{id}, which it left without a name, was removed.", Assert.Single(report.Operations).Done);
        Assert.Empty(await Client.ListUnnamedAsync());
    }

    /// <summary>Loads an image without a name whose layer cannot be unpacked: it has a file within a file.</summary>
    private async Task<string> LeaveNotUnpackedAsync()
    {
        var image = TestImage.Of(Tar.Of(("file", [1]), ("file/within", [2])));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.LoadAsync(image.ToArchive()));
        return Assert.Single(await Client.ListUnnamedAsync()).ID;
    }
}
