using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>
/// Gives images a second name while their first one, the last until then, is removed. In the classic store the engine may
/// then keep the second name although it has removed the image: neither of the two takes a lock over both stores (engine-facts, H1).
/// </summary>
internal sealed class TagRace(IDockerClient client)
{
    private readonly Queue<string> _sources = [];

    /// <summary>Lets one tag and one removal run into each other and returns what became of the tag.</summary>
    public async Task<Outcome> RunAsync(string targetRepository)
    {
        if (_sources.Count == 0)
        {
            string[] names = [.. Enumerable.Range(0, 50).Select(_ => TestImage.NewName("tag-race"))];
            await client.LoadAsync(ImageArchives.Of(names));
            names.ToList().ForEach(_sources.Enqueue);
        }

        var source = _sources.Dequeue();
        var removal = Task.Run(() => Outcome.OfAsync(() => client.RemoveImageAsync(source)));
        var tag = Task.Run(() => Outcome.OfAsync(
            () => client.Images.TagImageAsync(source, new ImageTagParameters { RepositoryName = targetRepository, Tag = "1" })));
        await removal;
        return await tag;
    }
}
