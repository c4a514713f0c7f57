using Docker.DotNet;
using ImageGuard;
using ImageGuard.Benchmarks;
using ImageGuard.Engines;

// What the guard costs on a real engine, compared with plain Docker.DotNet; writes docs/guard-benchmarks.md.
await using var engine = await DockerEngine.OpenAsync();
using var configuration = new DockerClientConfiguration(engine.Endpoint);
using var client = configuration.CreateClient();
var folder = Directory.CreateTempSubdirectory("imageguard-benchmark-").FullName;
try
{
    await using var guard = await DockerImageGuard.OpenAsync(client, new ImageGuardOptions { LockFolder = folder });
    return await new GuardBenchmarks(client, guard).RunAsync();
}
finally
{
    Directory.Delete(folder, recursive: true);
}
