using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

/// <summary>
/// One process of a storm: it does image operations at random on images that its neighbours use too, and counts what goes wrong. The same
/// code, written for Docker.DotNet, runs with and without the guard.
/// </summary>
internal sealed class StormWorker(IDockerClient client, StormPlan plan, Random random)
{
    private readonly Dictionary<string, int> _counts = [];

    private static async Task Main(string[] arguments)
    {
        if (arguments is not [var planFile, var seed, var resultFile, var guarded])
        {
            return;
        }

        var plan = StormPlan.Read(planFile);
        using var plain = new DockerClientConfiguration(new Uri(plan.Endpoint)).CreateClient();
        var isGuarded = bool.Parse(guarded);
        await using var guard = isGuarded
            ? await DockerImageGuard.OpenAsync(plain, new ImageGuardOptions { LockFolder = plan.LockFolder })
            : null;
        var client = guard is null ? plain : plain.WithImageGuard(guard);
        var worker = new StormWorker(client, plan, new Random(int.Parse(seed, CultureInfo.InvariantCulture)));
        await worker.RunAsync();
        await File.WriteAllLinesAsync(resultFile, worker._counts.Select(count => $"{count.Value} {count.Key}"));
    }

    private async Task RunAsync()
    {
        var end = DateTime.UtcNow + TimeSpan.FromSeconds(plan.Seconds);
        while (DateTime.UtcNow < end)
        {
            await TryAsync(random.Next(100) switch
            {
                < 10 => LoadAsync,
                < 15 => PullAsync,
                < 25 => TagAsync,
                < 55 => BuildAsync,
                < 60 => CommitAsync,
                < 67 => SaveAsync,
                < 80 => RemoveAsync,
                _ => PruneAsync,
            });
        }
    }

    private async Task TryAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            Count("done");
        }
        catch (DockerApiException failure) when (IsExpected(failure))
        {
            Count("expected");
        }
        catch (Exception failure)
        {
            Count($"HARM {operation.Method.Name}: {failure.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>What any program has to expect while another removes images: its image is not there, or is in use.</summary>
    private static bool IsExpected(DockerApiException failure) =>
        failure.ResponseBody.Contains("No such image: storm", StringComparison.Ordinal)
        || failure.ResponseBody.Contains("No such image: 127.0.0.1", StringComparison.Ordinal)
        || failure.ResponseBody.Contains("reference does not exist", StringComparison.Ordinal)
        || failure.ResponseBody.Contains("is using its referenced image", StringComparison.Ordinal)
        || failure.ResponseBody.Contains("a prune operation is already running", StringComparison.Ordinal);

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    private int Pick() => random.Next(StormPlan.Images);

    private async Task LoadAsync() => await client.LoadAsync(await File.ReadAllBytesAsync(plan.Archive(Pick())));

    private Task PullAsync() => client.Images.CreateImageAsync(
        new ImagesCreateParameters { FromImage = plan.PulledImage }, new AuthConfig(), new ThrowOnError());

    private async Task TagAsync()
    {
        var i = Pick();
        await client.Images.TagImageAsync(StormPlan.Name(plan.Run, i), new ImageTagParameters { RepositoryName = plan.Alias(i)[..^2], Tag = "1" });
    }

    private async Task BuildAsync()
    {
        var i = Pick(); // One Dockerfile a tag: taking a tag over from another image would leave that one unnamed on request.
        await client.BuildAsync($"FROM {StormPlan.Base(plan.Run)}\nENV a={i}\nENV b=c\nENV d=e\nENV f=g\n", plan.Built(i));
    }

    private async Task CommitAsync()
    {
        var name = $"storm-committed-{Guid.NewGuid():n}";
        await client.Images.CommitContainerChangesAsync(
            new CommitContainerChangesParameters { ContainerID = plan.Container, RepositoryName = name, Tag = "1" });
        await client.Images.DeleteImageAsync(name + ":1", new ImageDeleteParameters());
    }

    private async Task SaveAsync()
    {
        await using var archive = await client.Images.SaveImageAsync(StormPlan.Name(plan.Run, Pick()));
        await archive.CopyToAsync(Stream.Null);
    }

    private async Task RemoveAsync() => await client.Images.DeleteImageAsync(
        random.Next(4) switch
        {
            0 => StormPlan.Name(plan.Run, Pick()),
            1 => plan.Alias(Pick()),
            2 => plan.Built(Pick()),
            _ => plan.PulledImage,
        },
        new ImageDeleteParameters());

    private async Task PruneAsync() => await client.Images.PruneImagesAsync();
}
