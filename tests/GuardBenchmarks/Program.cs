using Docker.DotNet;
using ImageGuard;
using ImageGuard.Benchmarks;
using ImageGuard.Engines;

// What the guard costs on a real engine, compared with plain Docker.DotNet; writes docs/guard-benchmarks.md. With the word "scale": what many
// images and many machines cost; writes docs/scale-benchmarks.md. With the word "verify": how fast images are verified; writes
// docs/verification-benchmarks.md.
var isScale = args is ["scale"];
await using var engine = isScale ? await DockerEngine.StartThrowawayAsync() : await DockerEngine.OpenAsync();
using var configuration = new DockerClientConfiguration(engine.Endpoint);
using var client = configuration.CreateClient();
var folder = Directory.CreateTempSubdirectory("imageguard-benchmark-").FullName;
try
{
    await using var guard = await DockerImageGuard.OpenAsync(client, new ImageGuardOptions { LockFolder = folder, StateFolder = folder });
    return args switch
    {
        ["scale"] => await new ScaleBenchmarks(client, guard).RunAsync(),
        ["contention"] => await new ContentionBenchmarks(client, guard).RunAsync(),
        ["verify"] => await new VerificationBenchmarks(client, guard, engine.Endpoint).RunAsync(),
        _ => await new GuardBenchmarks(client, guard).RunAsync(),
    };
}
finally
{
    Directory.Delete(folder, recursive: true);
}
