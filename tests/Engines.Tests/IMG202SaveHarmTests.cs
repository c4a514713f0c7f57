using System.Net;
using Docker.DotNet;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// What happens to saves while images are removed (engine-facts, H1 second run). Upstream engines protect the layers of a save
/// that has begun (H3); what fails is the way there.
/// </summary>
[Collection(OneEngine.Name)]
public sealed class IMG202SaveHarmTests(EngineFixture engine, ITestOutputHelper output)
{
    private readonly IDockerClient _client = engine.Client;

    /// <summary>A back-up of many images yields nothing at all because one of them went away meanwhile.</summary>
    [Fact]
    public async Task The_removal_of_one_image_fails_the_save_of_all()
    {
        var harm = await Storm.UntilHarmAsync(output, async _ =>
        {
            var names = await LoadAsync(count: 20);
            var removal = Task.Run(() => Outcome.OfAsync(() => _client.RemoveImageAsync(names[^1])));
            var save = await SaveAsync(names);
            Assert.True((await removal).Succeeded);
            return save.Succeeded ? null : save;
        });

        Assert.Equal(
            engine.Kind == EngineKind.Podman ? HttpStatusCode.InternalServerError : HttpStatusCode.NotFound,
            harm.Status);
        Assert.Matches(
            engine.Kind switch
            {
                EngineKind.DockerClassic => "^reference does not exist$",
                EngineKind.DockerContainerd => "^No such image: ",
                _ => "image not known$",
            },
            harm.Error);
    }

    /// <summary>A save meets a name whose image was removed while the name was given. Known of the classic store only.</summary>
    [Fact]
    public async Task A_save_meets_an_image_that_is_no_more()
    {
        var race = new TagRace(_client);
        async Task<Outcome?> RoundAsync(int round)
        {
            var repository = TestImage.NewRepository("img202");
            var racing = race.RunAsync(repository);
            Outcome save;
            do
            {
                save = await SaveAsync($"{repository}:1");
            }
            while (!racing.IsCompleted);
            await racing;
            return save.Error?.StartsWith("failed to get digest ", StringComparison.Ordinal) == true ? save : null;
        }

        if (engine.Kind != EngineKind.DockerClassic)
        {
            await Storm.NoHarmAsync(rounds: 50, RoundAsync);
            return;
        }

        var harm = await Storm.UntilHarmAsync(output, RoundAsync);

        Assert.Contains(harm.Status, new[] { HttpStatusCode.InternalServerError, HttpStatusCode.NotFound }); // 20.10, 26 and later
        Assert.Matches(
            "^failed to get digest sha256:([0-9a-f]{64}): open .*/imagedb/content/sha256/\\1: no such file or directory$", harm.Error);
    }

    [Fact]
    public async Task One_after_the_other_does_no_harm()
    {
        for (var round = 0; round < 3; round++)
        {
            var names = await LoadAsync(count: 20);
            Assert.True((await SaveAsync(names)).Succeeded);
            await _client.RemoveImageAsync(names[^1]);
            Assert.True((await SaveAsync(names[..^1])).Succeeded);
        }
    }

    private async Task<string[]> LoadAsync(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(_ => TestImage.NewName("img202"))];
        await _client.LoadAsync(ImageArchives.Of(names));
        return names;
    }

    private Task<Outcome> SaveAsync(params string[] names) => Outcome.OfAsync(async () =>
    {
        using var archive = await _client.Images.SaveImagesAsync(names);
        await archive.CopyToAsync(Stream.Null);
    });
}
