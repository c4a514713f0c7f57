using Docker.DotNet;
using ImageGuard;
using ImageGuard.Benchmarks;
using ImageGuard.Engines;

// What the guard costs on a real engine, compared with plain Docker.DotNet; writes docs/guard-benchmarks.md. With the word "scale": what many
// images and many machines cost; writes docs/scale-benchmarks.md. With the word "verify": how fast images are verified; writes
// docs/verification-benchmarks.md. With the word "durability": what the journal and the flush to disk cost; writes
// docs/durability-benchmarks.md. Elsewhere the guard keeps no journal, so that the figures are those of its locks and checks.
var isScale = args is ["scale"];
await using var engine = isScale ? await DockerEngine.StartThrowawayAsync() : await DockerEngine.OpenAsync();
using var configuration = new DockerClientConfiguration(engine.Endpoint);
using var client = configuration.CreateClient();
var folder = Directory.CreateTempSubdirectory("imageguard-benchmark-").FullName;
try
{
    await using var guard = await OpenAsync(new ImageGuardOptions { Journal = JournalPolicy.None });
    return args switch
    {
        ["scale"] => await new ScaleBenchmarks(client, guard).RunAsync(),
        ["durability"] => await new DurabilityBenchmarks(client, OpenAsync, folder).RunAsync(),
        ["verify"] => await new VerificationBenchmarks(client, guard, engine.Endpoint).RunAsync(),
        _ => await new GuardBenchmarks(client, guard).RunAsync(),
    };
}
finally
{
    Directory.Delete(folder, recursive: true);
}

Task<DockerImageGuard> OpenAsync(ImageGuardOptions options)
{
    (options.LockFolder, options.StateFolder) = (folder, folder);
    return DockerImageGuard.OpenAsync(client, options);
}
