using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Housekeeping.Campaigns;

/// <summary>One engine that is filled with images at a steady pace, with or without housekeeping.</summary>
internal sealed class Campaign(CampaignPlan plan, bool hasHousekeeping)
{
    private const string Protected = "protected:1";
    private const string Used = "used:1";
    private const string Base = "base:1";

    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    /// <summary>An image must be this much younger than the minimum age to be looked for: the look takes a moment too.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(string Name, long Made)> _made = new();
    private readonly Stopwatch _clock = new();
    private int _count;
    private double _lastBuild;

    public List<CampaignSample> Samples { get; } = [];

    /// <summary>Images that went and must not.</summary>
    public ConcurrentBag<string> Lost { get; } = [];

    public async Task RunAsync()
    {
        await using var engine = await DockerEngine.StartThrowawayAsync();
        using var client = EngineClient.Connect(engine.Endpoint);
        var folder = Directory.CreateTempSubdirectory("imageguard-").FullName;
        try
        {
            var options = new ImageGuardOptions
            {
                LockFolder = folder,
                StateFolder = folder,
                Budget = hasHousekeeping ? plan.Budget : null,
                HousekeepingInterval = CampaignPlan.LookInterval,
            };
            await using var guard = await DockerImageGuard.OpenAsync(client, options);
            await RunAsync(client, guard);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(DockerClient client, DockerImageGuard guard)
    {
        await client.LoadNewAsync(Used);
        await client.RunToEndAsync(Used, "/bin/busybox", "true");
        await client.LoadNewAsync(Base);
        await ImportAsync(guard, Protected);
        while (_count < plan.FirstImages)
        {
            await MakeAsync(guard);
        }

        _clock.Start();
        using var housekeeping = new HousekeepingService(guard);
        await housekeeping.StartAsync(CancellationToken.None);
        var filling = FillAsync(guard); // On a busy machine it takes longer than planned.
        await Task.WhenAll(filling, SampleAsync(client, filling), WatchAsync(client, filling));
        await housekeeping.StopAsync(CancellationToken.None);
        foreach (var name in new[] { Used, Base, Protected })
        {
            await LookForAsync(client, name);
        }
    }

    private async Task FillAsync(DockerImageGuard guard)
    {
        for (var due = TimeSpan.Zero; due < plan.Duration; due += TimeSpan.FromSeconds(1.0 / plan.ImagesASecond))
        {
            if (due > _clock.Elapsed)
            {
                await Task.Delay(due - _clock.Elapsed);
            }

            await MakeAsync(guard);
        }
    }

    private async Task MakeAsync(DockerImageGuard guard)
    {
        var name = $"image-{++_count}:1";
        if (_count % CampaignPlan.Build == 0)
        {
            var clock = Stopwatch.StartNew();
            await guard.BuildAsync(TestImages.BuildContext($"FROM {Base}\nLABEL number={_count}\n"), TestImages.BuildParameters(name));
            _lastBuild = clock.Elapsed.TotalMilliseconds;
        }
        else
        {
            await ImportAsync(guard, name);
        }

        _made.Enqueue((name, Stopwatch.GetTimestamp()));
    }

    private static Task<ImageDescription> ImportAsync(DockerImageGuard guard, string name) =>
        guard.ImportAsync(new MemoryStream(Tar.Of(("name", Encoding.UTF8.GetBytes(name)))), name);

    private async Task SampleAsync(DockerClient client, Task filling)
    {
        do
        {
            await Task.WhenAny(filling, Task.Delay(SampleInterval));
            var clock = Stopwatch.StartNew();
            await client.Images.ListImagesAsync(new ImagesListParameters());
            var list = clock.Elapsed.TotalMilliseconds;
            var images = (await client.System.GetSystemInfoAsync()).Images;
            Samples.Add(new CampaignSample(_clock.Elapsed.TotalSeconds, images, list, _lastBuild));
        }
        while (!filling.IsCompleted);
    }

    /// <summary>Looks all the time whether the images are still there that are younger than the minimum age.</summary>
    private async Task WatchAsync(DockerClient client, Task filling)
    {
        while (!filling.IsCompleted)
        {
            while (_made.TryDequeue(out var image))
            {
                if (Stopwatch.GetElapsedTime(image.Made) < plan.Budget.MinimumAge - Slack)
                {
                    await LookForAsync(client, image.Name);
                    _made.Enqueue(image);
                    await Task.Delay(20);
                }
            }

            await Task.Delay(20);
        }
    }

    private async Task LookForAsync(DockerClient client, string name)
    {
        var asked = _clock.Elapsed;
        if (await client.FindImageAsync(name) is null)
        {
            Lost.Add($"{name} at {asked}");
        }
    }
}
