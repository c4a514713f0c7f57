using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

/// <summary>Existing code, written for Docker.DotNet, works through the guarded client as before, and fails aloud.</summary>
[Collection(OneEngine.Name)]
public sealed class GuardedClientTests(GuardFixture fixture)
{
    private IDockerClient Safe => fixture.Client.WithImageGuard(fixture.Guard);

    [Fact]
    public async Task Images_go_through_their_usual_life()
    {
        var (name, built) = (TestImage.NewName("life"), TestImage.NewName("life"));
        await Safe.LoadNewAsync(name);
        await Safe.Images.TagImageAsync(name, new ImageTagParameters { RepositoryName = "life", Tag = built.Replace(':', '-') });
        await Safe.BuildAsync($"FROM {name}\nENV a=b\n", built);
        await using (var archive = await Safe.Images.SaveImageAsync(built))
        {
            Assert.NotNull(Tar.Read(archive, "manifest.json"));
        }

        var removed = await Safe.Images.DeleteImageAsync(built, new ImageDeleteParameters());
        Assert.Contains(removed, item => item.ContainsKey("Untagged"));
        Assert.Null(await Safe.FindImageAsync(built));
    }

    [Fact]
    public async Task A_forced_removal_is_refused()
    {
        var name = TestImage.NewName("forced");
        await Safe.LoadNewAsync(name);
        await Assert.ThrowsAsync<ForcedRemovalException>(
            () => Safe.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true }));
        Assert.NotNull(await Safe.FindImageAsync(name));
    }

    [Fact]
    public async Task Or_carried_out_without_force()
    {
        await using var guard = await fixture.OpenAsync(options => options.ForcedRemovals = ForcedRemovalPolicy.RemoveUnforced);
        var safe = fixture.Client.WithImageGuard(guard);
        var name = TestImage.NewName("forced");
        await safe.LoadNewAsync(name);
        var container = await safe.RunToEndAsync(name, "/bin/busybox", "true");

        await Assert.ThrowsAsync<DockerApiException>(
            () => safe.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true }));
        await safe.RemoveContainerAsync(container);
        await safe.Images.DeleteImageAsync(name, new ImageDeleteParameters { Force = true });
    }

    [Fact]
    public async Task What_Docker_DotNet_throws_is_still_thrown() =>
        await Assert.ThrowsAsync<DockerImageNotFoundException>(
            () => Safe.Images.DeleteImageAsync("nosuch:1", new ImageDeleteParameters()));

    [Fact]
    public async Task What_Docker_DotNet_keeps_silent_about_is_thrown_too()
    {
        var ignored = new Progress<JSONMessage>();
        await fixture.Client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream([1, 2, 3]), ignored);
        await Assert.ThrowsAsync<ImageArchiveException>(
            () => Safe.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream([1, 2, 3]), ignored));
    }

    [Fact]
    public async Task The_obsolete_build_ends_with_the_build()
    {
        var (from, name) = (TestImage.NewName("base"), TestImage.NewName("built"));
        await Safe.LoadNewAsync(from);
#pragma warning disable CS0618 // It is what the test is about.
        await using var transcript = await Safe.Images.BuildImageFromDockerfileAsync(
            TestImages.BuildContext($"FROM {from}\nENV a=b\n"), TestImages.BuildParameters(name));
#pragma warning restore CS0618
        Assert.NotNull(await Safe.FindImageAsync(name));
        using var reader = new StreamReader(transcript);
        Assert.Contains("Successfully built", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_that_is_not_read_to_its_end_gives_its_locks_back()
    {
        var name = TestImage.NewName("abandoned");
        await Safe.LoadNewAsync(name, ballastMegabytes: 8);
        await using (var archive = await Safe.Images.SaveImageAsync(name))
        {
            _ = await archive.ReadAtLeastAsync(new byte[100], 100);
        }

        await Safe.Images.DeleteImageAsync(name, new ImageDeleteParameters()).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
