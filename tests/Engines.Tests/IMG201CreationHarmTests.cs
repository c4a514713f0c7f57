using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests;

/// <summary>What happens to images that are created while images are removed (engine-facts, H1).</summary>
[Collection(OneEngine.Name)]
public sealed class IMG201CreationHarmTests(EngineFixture engine, ITestOutputHelper output)
{
    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task A_load_answers_Loaded_image_for_one_that_was_removed_before()
    {
        var names = NewNames(50);
        var loaded = new MessageLog();

        var load = _client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(ImageArchives.Of(names)), loaded);
        Outcome removal;
        do
        {
            removal = await Outcome.OfAsync(() => _client.RemoveImageAsync(names[0]));
        }
        while (!removal.Succeeded && !load.IsCompleted);
        var removedFirst = removal.Succeeded && !load.IsCompleted;
        await load;

        Assert.True(removedFirst);
        Assert.Empty(loaded.Errors);
        Assert.Contains($"Loaded image: {names[0]}", loaded.Text);
        Assert.Null(await _client.FindImageAsync(names[0]));
    }

    [Fact]
    public async Task A_load_succeeds_and_its_image_is_gone()
    {
        var name = TestImage.NewName("img201");
        var archive = TestImage.Create().ToArchive(name);
        await using var removals = Background.Repeat(() => _client.RemoveImageAsync(name));

        var harm = await Storm.UntilHarmAsync(output, async _ =>
        {
            var load = await Outcome.OfAsync(
                progress => _client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(archive), progress));
            return load.Succeeded && await _client.FindImageAsync(name) is null ? load : null;
        });

        Assert.Equal(HttpStatusCode.OK, harm.Status);
    }

    [Fact]
    public async Task A_pull_succeeds_and_its_image_is_gone()
    {
        await using var registry = new LoopbackRegistry();
        var name = registry.Add(TestImage.Create());
        await using var removals = Background.Repeat(() => _client.RemoveImageAsync(name));

        var harm = await Storm.UntilHarmAsync(output, async _ =>
        {
            var pull = await Outcome.OfAsync(
                progress => _client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, null, progress));
            return pull.Succeeded && await _client.FindImageAsync(name) is null ? pull : null;
        });

        Assert.Equal(HttpStatusCode.OK, harm.Status);
    }

    /// <summary>
    /// The worst: the engine keeps a name for an image that it has removed. It is not listed and can be neither inspected nor
    /// saved nor removed. Known of the classic store only.
    /// </summary>
    [Fact]
    public async Task A_tag_leaves_a_name_of_nothing()
    {
        var race = new TagRace(_client);
        async Task<string?> RoundAsync(int round)
        {
            var repository = TestImage.NewRepository("img201");
            await race.RunAsync(repository);
            var save = await Outcome.OfAsync(async () => (await _client.Images.SaveImageAsync($"{repository}:1")).Dispose());
            return save.Error?.StartsWith("failed to get digest sha256:", StringComparison.Ordinal) == true ? $"{repository}:1" : null;
        }

        if (engine.Kind != EngineKind.DockerClassic)
        {
            await Storm.NoHarmAsync(rounds: 50, RoundAsync);
            return;
        }

        var name = await Storm.UntilHarmAsync(output, RoundAsync);

        Assert.DoesNotContain(
            await _client.Images.ListImagesAsync(new ImagesListParameters { All = true }), image => image.RepoTags?.Contains(name) == true);
        Assert.Null(await _client.FindImageAsync(name));
        var removal = await Outcome.OfAsync(() => _client.RemoveImageAsync(name));
        Assert.Equal((HttpStatusCode.NotFound, $"No such image: {name}"), (removal.Status, removal.Error));
    }

    [Fact]
    public async Task One_after_the_other_does_no_harm()
    {
        await using var registry = new LoopbackRegistry();
        var pulled = registry.Add(TestImage.Create());
        var repository = TestImage.NewRepository("img201");
        var (loaded, tagged) = ($"{repository}:1", $"{repository}:2");
        var archive = TestImage.Create().ToArchive(loaded);

        for (var round = 0; round < 10; round++)
        {
            await _client.LoadAsync(archive);
            Assert.NotNull(await _client.FindImageAsync(loaded));
            await _client.Images.TagImageAsync(loaded, new ImageTagParameters { RepositoryName = repository, Tag = "2" });
            await _client.RemoveImageAsync(loaded);
            Assert.NotNull(await _client.FindImageAsync(tagged));
            await _client.RemoveImageAsync(tagged);

            await _client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = pulled }, null, new ThrowOnError());
            Assert.NotNull(await _client.FindImageAsync(pulled));
            await _client.RemoveImageAsync(pulled);
        }
    }

    private static string[] NewNames(int count) => [.. Enumerable.Range(0, count).Select(_ => TestImage.NewName("img201"))];
}
