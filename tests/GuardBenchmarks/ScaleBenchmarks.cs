using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Locks;
using ImageGuard.LockServers;
using ImageGuard.Model;
using Medallion.Threading;
using Medallion.Threading.Postgres;
using Medallion.Threading.Redis;
using StackExchange.Redis;

namespace ImageGuard.Benchmarks;

/// <summary>What many images and many machines cost; writes docs/scale-benchmarks.md.</summary>
internal sealed class ScaleBenchmarks(IDockerClient client, DockerImageGuard guard)
{
    private const int Runs = 20;
    private const int LockRuns = 200;

    /// <summary>The catalogue is promised to cost less than this part of the engine's list.</summary>
    private const double AllowedForCatalog = 0.01;

    private static readonly int[] Counts = [100, 1000, 3000];

    private readonly Report _report = new();
    private int _images;

    /// <summary>Measures everything and writes the documented tables. The exit code tells whether all promises hold.</summary>
    public async Task<int> RunAsync()
    {
        var version = await client.System.GetVersionAsync();
        _report.Text($"""
            # What many images and many machines cost

            Written by `dotnet run -c Release --project tests/GuardBenchmarks -- scale`, on Docker {version.Version} and {Environment.ProcessorCount} cores. Medians in
            milliseconds. The load average of 1, 5 and 15 minutes when it began: {Machine.Load()}.

            ## The catalogue and the engine's list

            The engine's list of all images; a look-up by name, and a list of the images with a certain label, in the catalogue. Promised: each
            less than a hundredth of the engine's list at 3,000 images.

            """);
        _report.Header("images", "runs", "engine's list", "look-up", "filtered list");
        await MeasureCatalogAsync();

        _report.Text("""

            ## Lock round trips

            One lock that nobody else wants, taken and released, first shared and then exclusive: lock files of this machine, PostgreSQL and Redis
            over the loopback interface. A lease is one more such round trip, however many locks the operation takes.

            """);
        _report.Header("lock", "runs", "shared", "exclusive");
        await MeasureLocksAsync();

        _report.Text($"\nThe load average at the end: {Machine.Load()}.");
        _report.Text(LockTraffic.Describe());
        return await _report.SaveAsync("scale-benchmarks.md");
    }

    private async Task MeasureCatalogAsync()
    {
        await using var catalog = await guard.OpenCatalogAsync();
        foreach (var count in Counts)
        {
            await FillAsync(count);
            while (catalog.Count < count)
            {
                await Task.Delay(100);
            }

            var times = await new Comparison(Runs).MeasureAsync(
                () => Task.CompletedTask,
                () => client.Images.ListImagesAsync(new ImagesListParameters()),
                () => Task.FromResult(catalog.Find($"image-{count / 2}:1")),
                () => Task.FromResult(catalog.List(image => image.Labels.ContainsKey("tenth"))));
            var holds = count < Counts[^1] || times.Skip(1).All(time => time < times[0] * AllowedForCatalog);
            _report.Row(holds, $"{count}", $"{Runs}", Format(times[0]), Format(times[1]), Format(times[2]));
        }
    }

    private async Task FillAsync(int count)
    {
        while (_images < count)
        {
            var number = ++_images;
            var parameters = new ImagesCreateParameters
            {
                Repo = $"image-{number}",
                Tag = "1",
                Changes = number % 10 == 0 ? ["LABEL tenth=yes"] : [],
            };
            var content = new MemoryStream(Tar.Of(("name", Encoding.UTF8.GetBytes($"{number}"))));
            await client.Images.CreateImageAsync(parameters, content, new AuthConfig(), new ThrowOnError());
        }
    }

    private async Task MeasureLocksAsync()
    {
        var folder = Directory.CreateTempSubdirectory("imageguard-locks-").FullName;
        await using var postgres = await PostgresServer.StartAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redis.Port}");
        var postgresLocks = new PostgresDistributedSynchronizationProvider(postgres.ConnectionString());
        var redisLocks = new RedisDistributedSynchronizationProvider(connection.GetDatabase());
        const string name = "image-0001";
        await MeasureLockAsync("file", new FileLock(folder, name).AcquireAsync);
        await MeasureLockAsync(
            "PostgreSQL", new DistributedLock(((IDistributedReaderWriterLockProvider)postgresLocks).CreateReaderWriterLock(name)).AcquireAsync);
        await MeasureLockAsync("Redis", new DistributedLock(redisLocks.CreateReaderWriterLock(name)).AcquireAsync);
        var leases = new ImageGuardOptions().UsePostgres(postgres.ConnectionString()).Leases!;
        await leases.OpenAsync(CancellationToken.None);
        await MeasureLockAsync("PostgreSQL's lease", async (mode, cancellationToken) =>
            new DistributedHold(await leases.EnterAsync(Lease(name, mode), cancellationToken)));
        Directory.Delete(folder, recursive: true);
    }

    private static LeasedOperation Lease(string name, OverlapMode mode) => new(
        "engine",
        mode == OverlapMode.Shared ? [name] : [],
        mode == OverlapMode.Exclusive ? [name] : [],
        new LockHolder("machine", 1, "process", "Pull", [], DateTimeOffset.UtcNow, Holds: true));

    private async Task MeasureLockAsync(string name, Func<OverlapMode, CancellationToken, ValueTask<ILockHold>> acquireAsync)
    {
        var times = await new Comparison(LockRuns).MeasureAsync(
            () => Task.CompletedTask, () => RoundTripAsync(OverlapMode.Shared), () => RoundTripAsync(OverlapMode.Exclusive));
        _report.Row(true, name, $"{LockRuns}", Format(times[0]), Format(times[1]));

        async Task RoundTripAsync(OverlapMode mode) => await (await acquireAsync(mode, CancellationToken.None)).DisposeAsync();
    }

    private static string Format(double milliseconds) => milliseconds.ToString("0.000", CultureInfo.InvariantCulture);
}
