using System.Data.Common;
using System.Globalization;
using Docker.DotNet;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Storms;

/// <summary>
/// One lane of one process of a storm. It does image operations at random, on images that its neighbours use and remove too and on images of
/// its own, and counts what goes wrong. The first lane cleans up all the time, as a job beside the others would.
/// </summary>
internal sealed class StormWorker(IStormImages images, IDockerClient engine, StormPlan plan, Random random, bool cleans)
{
    /// <summary>The argument that makes the program such a process.</summary>
    public const string Role = "storm";

    private const int Lanes = 3;

    /// <summary>How many images of its own it keeps; the oldest go.</summary>
    private const int MostKept = 2;

    /// <summary>What a lane does at least, however slow the machine is.</summary>
    private const int FewestOperations = 8;

    private readonly StormReport _report = new();

    /// <summary>Runs all lanes of a process.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        if (arguments is not [var planFile, var process, var seed, var style])
        {
            return;
        }

        var plan = StormPlan.Read(planFile);
        using var engine = EngineClient.Connect(plan.Endpoint);
        await using var guard = await OpenAsync(engine, plan.OptionsFor(process));
        IStormImages images = Enum.Parse<StormStyle>(style) switch
        {
            StormStyle.Unguarded => new ClientImages(engine),
            StormStyle.GuardedClient => new ClientImages(engine.WithImageGuard(guard)),
            _ => new GuardImages(guard),
        };
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        var lanes = Enumerable.Range(0, Lanes)
            .Select(lane => new StormWorker(images, engine, plan, new Random(random.Next()), cleans: lane == 0))
            .ToArray();
        await Task.WhenAll(lanes.Select(lane => lane.RunAsync()));
        StormReport.Sum([.. lanes.Select(lane => lane._report)]).Write(plan.Report(int.Parse(process, CultureInfo.InvariantCulture)));
    }

    /// <summary>Opens a guard, even if the server of the locks is just recovering.</summary>
    private static async Task<DockerImageGuard> OpenAsync(IDockerClient engine, ImageGuardOptions options)
    {
        while (true)
        {
            try
            {
                return await DockerImageGuard.OpenAsync(engine, options);
            }
            catch (DbException outage) when (outage.IsTransient)
            {
                await Task.Delay(100);
            }
        }
    }

    private async Task RunAsync()
    {
        var end = DateTime.UtcNow + plan.Duration;
        for (var i = 0; i < FewestOperations || DateTime.UtcNow < end; i++)
        {
            await (cleans ? CleanAsync() : WorkAsync());
            while (_report.Kept.Count > MostKept)
            {
                await TryAsync("remove", RemoveOldestAsync);
            }
        }
    }

    private Task WorkAsync() => random.Next(100) switch
    {
        < 10 => TryAsync("load", LoadSharedAsync),
        < 18 => TryAsync("load", LoadOwnAsync),
        < 28 => TryAsync("pull", () => images.PullAsync(Base())),
        < 38 => TryAsync("tag", TagAsync),
        < 46 => TryAsync("tag", () => images.TagAsync(Shared(), plan.MovingRepository)),
        < 68 => TryAsync("build", BuildOwnAsync),
        < 80 => TryAsync("build", RebuildAsync),
        < 88 => TryAsync("commit", CommitAsync),
        _ => TryAsync("save", () => images.SaveAsync(random.Next(2) == 0 ? Shared() : Base())),
    };

    private Task CleanAsync() => random.Next(3) == 0 ? TryAsync("remove", RemoveSharedAsync) : TryAsync("prune", PruneAsync);

    private async Task TryAsync(string operation, Func<Task> runAsync)
    {
        try
        {
            await runAsync();
            _report.Count(operation, "done");
        }
        catch (Exception failure) when (images.IsExpected(failure))
        {
            _report.Count(operation, "refused: the image is not there, or in use");
        }
        catch (UnknownOutcomeException failure)
        {
            await failure.Settled;
            _report.Count(operation, StormReport.BrokenOff);
        }
        catch (ImageGuardException failure) when (failure.Kind == FailureKind.LockLost)
        {
            _report.Count(operation, StormReport.BrokenOff);
        }
        catch (Exception failure)
        {
            _report.Count(operation, "failed");
            _report.CountHarm($"{operation} failed: {failure.Message}");
        }
    }

    private int Any() => random.Next(StormPlan.Images);

    private string Shared() => plan.Shared(Any());

    private string Base() => plan.Bases[Any()];

    private async Task LoadSharedAsync() => await images.LoadAsync(await File.ReadAllBytesAsync(plan.Archive(Any())));

    private async Task LoadOwnAsync()
    {
        var name = NewOwn("loaded");
        await images.LoadAsync(TestImage.Create().ToArchive(name + ":1"));
        await KeepAsync(name);
    }

    private async Task TagAsync()
    {
        var name = NewOwn("tagged");
        await images.TagAsync(Shared(), name);
        await KeepAsync(name);
    }

    /// <summary>A build that no cache knows, but for its first step, which all builds from the base share (S4).</summary>
    private async Task BuildOwnAsync()
    {
        var name = NewOwn("built");
        await images.BuildAsync($"FROM {Base()}\nENV SHARED=1\nENV OWN={name}\nENV STEP=3\nENV STEP=4\n", name + ":1");
        await KeepAsync(name);
    }

    /// <summary>The same Dockerfile for the tag each time: the cache answers, so that the tag is taken over from no other image.</summary>
    private async Task RebuildAsync()
    {
        var i = Any();
        await images.BuildAsync($"FROM {plan.Bases[i]}\nENV REBUILT={i}\nENV STEP=2\nENV STEP=3\n", plan.Rebuilt(i));
    }

    private async Task CommitAsync()
    {
        var name = NewOwn("committed");
        await images.CommitAsync(plan.Container, name);
        await KeepAsync(name);
    }

    private Task RemoveSharedAsync() => images.RemoveAsync(random.Next(3) switch
    {
        0 => Shared(),
        1 => Base(),
        _ => plan.Rebuilt(Any()),
    });

    private Task RemoveOldestAsync()
    {
        var name = _report.Kept[0];
        _report.Kept.RemoveAt(0);
        return images.RemoveAsync(name);
    }

    /// <summary>
    /// Of what a prune deletes, what was unnamed before is written down; the rest are the parents. An image that is being built looks
    /// unnamed as well, but with the guard no prune can meet it.
    /// </summary>
    private async Task PruneAsync()
    {
        var unnamed = await engine.ListUnnamedAsync();
        _report.Pruned.AddRange((await images.PruneAsync()).Intersect(unnamed.Select(image => image.ID)));
    }

    private string NewOwn(string kind) => $"{plan.Run}-{kind}-{Guid.NewGuid():n}";

    /// <summary>Nobody else knows the name, so the image must be there when the operation has succeeded.</summary>
    private async Task KeepAsync(string repository)
    {
        var name = repository + ":1";
        if (await engine.FindImageAsync(name) is null)
        {
            _report.CountHarm("lost name: the operation succeeded, and the image is not there");
            return;
        }

        _report.Kept.Add(name);
    }
}
