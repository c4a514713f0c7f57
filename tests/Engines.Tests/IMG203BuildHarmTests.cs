using Docker.DotNet;
using Docker.DotNet.Models;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// What happens to builds while images are removed (engine-facts, H1b): between two of its steps a build holds nothing but an
/// image without name, which any clean-up takes away. The engine answers 200, so that the client does not throw.
/// </summary>
[Collection(OneEngine.Name)]
public sealed class IMG203BuildHarmTests(EngineFixture engine, ITestOutputHelper output)
{
    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task A_prune_makes_a_build_fail() => await FailsBesideAsync(PruneAsync);

    [Fact]
    public async Task Removal_of_unnamed_images_makes_a_build_fail() => await FailsBesideAsync(RemoveUnnamedAsync);

    [Fact]
    public async Task One_after_the_other_does_no_harm()
    {
        var (from, name) = await LoadBaseAsync();

        for (var round = 0; round < 3; round++)
        {
            await _client.BuildAsync(Dockerfile(from), name);
            await PruneAsync();
            await RemoveUnnamedAsync();
            Assert.NotNull(await _client.FindImageAsync(name));
        }
    }

    private async Task FailsBesideAsync(Func<Task> cleanUpAsync)
    {
        var (from, name) = await LoadBaseAsync();
        await using var cleaning = Background.Repeat(cleanUpAsync);

        var error = await Storm.UntilHarmAsync(output, async _ =>
        {
            var messages = new MessageLog();
            await _client.Images.BuildImageFromDockerfileAsync(
                TestImages.BuildParameters(name), TestImages.BuildContext(Dockerfile(from)), [], null, messages);
            return messages.Errors.FirstOrDefault();
        });

        Assert.Matches(
            engine.Kind switch
            {
                EngineKind.DockerClassic => "^(No such image: sha256:[0-9a-f]{64}|failed to get digest sha256:[0-9a-f]{64}: open .*)$",
                EngineKind.DockerContainerd => "No such image: sha256:|content digest sha256:|parent snapshot |unexpected media type ",
                _ => ".", // Podman's texts are not known
            },
            error);
        Assert.Null(await _client.FindImageAsync(name));
    }

    private async Task<(string From, string Name)> LoadBaseAsync()
    {
        var from = TestImage.NewName("img203-from");
        await _client.LoadNewAsync(from);
        return (from, TestImage.NewName("img203"));
    }

    /// <summary>A Dockerfile that no cache knows, with steps enough for a clean-up to come between two.</summary>
    private static string Dockerfile(string from) =>
        $"FROM {from}\nENV BUILD={Guid.NewGuid():N}\nRUN echo 1 > /1\nENV STEP=2\nRUN echo 2 > /2\nENV STEP=3\n";

    /// <summary>Prunes unnamed images, but only those that tests have made.</summary>
    private Task PruneAsync() => _client.Images.PruneImagesAsync(new ImagesPruneParameters { Filters = OfTests() });

    /// <summary>What scripts do: remove each image that has no name, without force.</summary>
    private async Task RemoveUnnamedAsync()
    {
        var images = await _client.Images.ListImagesAsync(new ImagesListParameters { All = true, Filters = OfTests() });
        foreach (var image in images.Where(image => image.IsUnnamed()))
        {
            await Outcome.OfAsync(() => _client.RemoveImageAsync(image.ID));
        }
    }

    private static Dictionary<string, IDictionary<string, bool>> OfTests() =>
        new() { ["label"] = new Dictionary<string, bool> { [TestImage.Label] = true } };
}
