using Docker.DotNet;
using ImageGuard;
using SafeDeployer;

var settings = Settings.Load("deployer.json");
using var configuration = new DockerClientConfiguration(settings.Engine);
using var client = configuration.CreateClient();
await using var guard = await DockerImageGuard.OpenAsync(client);

var releases = new Releases(guard, settings);
var builds = new Builds(guard, settings);
var archives = new Archives(guard, settings);
var cleaner = new Cleaner(guard, settings);

switch (args)
{
    case ["deploy", var version]:
        await releases.PullAsync(version);
        await cleaner.KeepNewestAsync();
        break;

    case ["upgrade", var from, var to]:
        await releases.ReplaceAsync(from, to);
        break;

    case ["build", var folder, var version]:
        await builds.BuildAsync(folder, version);
        break;

    case ["save", var version]:
        await archives.SaveAsync(version);
        break;

    case ["archive", var version]:
        await archives.MoveToArchiveAsync(version);
        break;

    case ["load", var file]:
        await archives.LoadAsync(file);
        break;

    case ["retire", var version]:
        await cleaner.RetireAsync(version);
        break;

    case ["clean"]:
        await cleaner.RemoveUnnamedAsync();
        break;

    default:
        Console.Error.WriteLine("deployer deploy V | upgrade FROM TO | build FOLDER V | save V | archive V | load FILE | retire V | clean");
        return 2;
}

return 0;
