using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>What an engine tells of itself is read up to this moment, else an image that somebody uses now could go.</summary>
[Collection(OneEngine.Name)]
public sealed class EventTests(GuardFixture fixture)
{
    private const int Rounds = 200;

    [Fact]
    public async Task What_has_just_happened_is_read_too()
    {
        var source = TestImage.NewName("event");
        await fixture.Client.LoadNewAsync(source);
        var engine = new Engine(fixture.Client, await EngineIdentity.ReadAsync(fixture.Client.System, configuredKey: null, CancellationToken.None));

        var missed = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var (start, name) = (DateTimeOffset.UtcNow, $"just-now:{round}");
            await fixture.Client.Images.TagImageAsync(source, new ImageTagParameters { RepositoryName = "just-now", Tag = $"{round}" });
            var events = await engine.EventsSinceAsync(start, CancellationToken.None);
            if (!events.Any(happened => happened.Action == "tag" && happened.Actor.Attributes["name"] == name))
            {
                missed.Add(name);
            }

            await fixture.Client.RemoveImageAsync(name);
        }

        await fixture.Client.RemoveImageAsync(source);
        Assert.Empty(missed);
    }
}
