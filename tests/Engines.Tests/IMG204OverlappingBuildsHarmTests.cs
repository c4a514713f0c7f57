using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests;

/// <summary>What becomes of builds that run at once and give their images one name: each builds, and the name has room for one.</summary>
[Collection(OneEngine.Name)]
public sealed class IMG204OverlappingBuildsHarmTests(EngineFixture engine, ITestOutputHelper output)
{
    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task The_same_build_twice_at_once_leaves_an_image_without_a_name()
    {
        var from = await LoadBaseAsync();
        var name = TestImage.NewName("img204");

        var unnamed = await Storm.UntilHarmAsync(output, async _ =>
        {
            var build = new Build(from);
            await Task.WhenAll(SucceedAsync(build, name), SucceedAsync(build, name));
            return (await ImagesOfAsync(build)).SingleOrDefault(image => image.IsUnnamed())?.ID;
        });

        Assert.NotEqual((await _client.Images.InspectImageAsync(name)).ID, unnamed);
    }

    [Fact]
    public async Task The_same_build_twice_one_after_the_other_leaves_nothing_without_a_name()
    {
        var from = await LoadBaseAsync();
        var name = TestImage.NewName("img204");

        for (var round = 0; round < 5; round++)
        {
            var build = new Build(from);
            await SucceedAsync(build, name);
            await SucceedAsync(build, name);
            Assert.False(Assert.Single(await ImagesOfAsync(build)).IsUnnamed());
        }
    }

    [Fact]
    public async Task Of_two_builds_at_once_the_one_begun_first_may_have_the_name_in_the_end()
    {
        var from = await LoadBaseAsync();
        var name = TestImage.NewName("img204");

        var harm = await Storm.UntilHarmAsync(output, async _ =>
        {
            var (first, second) = (new Build(from), new Build(from));
            var building = SucceedAsync(first, name);
            await SucceedAsync(second, name);
            await building;
            return Assert.Single(await ImagesOfAsync(first)).IsUnnamed() ? null : Assert.Single(await ImagesOfAsync(second));
        });

        Assert.True(harm.IsUnnamed());
    }

    [Fact]
    public async Task Builds_at_once_with_names_of_their_own_do_no_harm()
    {
        var from = await LoadBaseAsync();

        for (var round = 0; round < 5; round++)
        {
            Build[] builds = [new(from), new(from)];
            string[] names = [.. builds.Select(_ => TestImage.NewName("img204"))];
            await Task.WhenAll(builds.Zip(names, SucceedAsync));
            foreach (var (build, name) in builds.Zip(names))
            {
                Assert.Equal([name], Assert.Single(await ImagesOfAsync(build)).RepoTags);
            }
        }
    }

    private async Task<string> LoadBaseAsync()
    {
        var from = TestImage.NewName("img204-from");
        await _client.LoadNewAsync(from);
        return from;
    }

    /// <summary>Builds, and sees the engine answer success.</summary>
    private async Task SucceedAsync(Build build, string name)
    {
        var outcome = await Outcome.OfAsync(progress => _client.Images.BuildImageFromDockerfileAsync(
            TestImages.BuildParameters(name), TestImages.BuildContext(build.Dockerfile), [], null, progress));
        Assert.Equal((HttpStatusCode.OK, null), (outcome.Status, outcome.Error));
    }

    /// <summary>What a build has left, whichever names it has by now.</summary>
    private Task<IList<ImagesListResponse>> ImagesOfAsync(Build build) => _client.Images.ListImagesAsync(new ImagesListParameters
    {
        Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"build={build.Id}"] = true } },
    });

    /// <summary>A build that no cache knows. Its last step marks its image, and no intermediate one.</summary>
    private sealed record Build(string From)
    {
        public string Id { get; } = Guid.NewGuid().ToString("N");

        public string Dockerfile => $"FROM {From}\nENV BUILD={Id}\nRUN echo 1 > /1\nLABEL build={Id}\n";
    }
}
