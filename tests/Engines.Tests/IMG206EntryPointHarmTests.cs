using System.Net;
using System.Net.Http.Json;
using Docker.DotNet;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests;

/// <summary>What happens in a program whose host runs one entry point that creates images beside another one that removes some.</summary>
[Collection(OneEngine.Name)]
public sealed class IMG206EntryPointHarmTests(EngineFixture engine, ITestOutputHelper output)
{
    private const int Images = 20;

    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task Of_two_requests_at_once_the_one_answers_success_for_an_image_that_the_other_has_removed()
    {
        await using var service = await ImageService.StartAsync(_client, atOnce: 2);

        var gone = await Storm.UntilHarmAsync(output, async _ =>
        {
            var missing = await RoundAsync(service);
            return missing is [] ? null : string.Join(", ", missing);
        });

        Assert.StartsWith("Loaded image: img206-", gone);
    }

    [Fact]
    public async Task A_lock_around_both_keeps_the_harm_away()
    {
        await using var service = await ImageService.StartAsync(_client, atOnce: 1);

        for (var round = 0; round < 10; round++)
        {
            Assert.Empty(await RoundAsync(service));
        }
    }

    /// <summary>
    /// A request that loads images, and one that removes the first of them as soon as it is there. Returns what the former has reported as loaded
    /// and not found.
    /// </summary>
    private static async Task<string[]> RoundAsync(ImageService service)
    {
        string[] names = [.. Enumerable.Range(0, Images).Select(_ => TestImage.NewName("img206"))];
        var load = service.Requests.PostAsync("/images", new ByteArrayContent(ImageArchives.Of(names)));
        HttpResponseMessage removal;
        do
        {
            removal = await service.Requests.DeleteAsync($"/images?name={names[0]}");
        }
        while (removal.StatusCode == HttpStatusCode.NotFound);

        var loaded = await load;
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (loaded.StatusCode, removal.StatusCode));
        return (await loaded.Content.ReadFromJsonAsync<string[]>())!;
    }
}
