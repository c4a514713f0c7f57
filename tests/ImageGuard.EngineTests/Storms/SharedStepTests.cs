using System.Diagnostics;
using Docker.DotNet;
using ImageGuard.Engines;
using ImageGuard.PowerCuts;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace ImageGuard.EngineTests.Storms;

/// <summary>
/// A build goes on from the first step of another, which it finds in the cache, while the image that the step was made for is removed: the
/// removal takes the step along, the build fails, and the engine leaves its next step behind, which has neither name nor parent.
/// </summary>
[Collection(OneEngine.Name)]
public sealed class SharedStepTests(GuardFixture fixture, ITestOutputHelper output)
{
    /// <summary>How often the harm is to be met, and in how many rounds at most.</summary>
    private const int Enough = 4;
    private const int MostRounds = 80;

    private const int FileCount = 40;
    private const int FileKilobytes = 8;

    private readonly IDockerClient _client = fixture.Client;
    private readonly Random _random = new(1);

    [Fact]
    public async Task Without_the_guard_builds_fail_and_leave_steps_without_a_name()
    {
        var before = await UnnamedAsync();

        var failures = new List<string>();
        await RunAsync(_client, buildsAtOnce: 1, failures, failures);

        output.WriteLine(string.Join(Environment.NewLine, failures));
        Assert.Contains(failures, IsHarm);
        Assert.NotEmpty((await UnnamedAsync()).Except(before));
        await _client.Images.PruneImagesAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_the_guard_builds_succeed_and_leave_none(bool buildsMayShareBase)
    {
        var log = new FailureLog();
        var options = new ImageGuardOptions
        {
            LockFolder = fixture.LockFolder,
            StateFolder = fixture.LockFolder,
            BuildsMayShareBase = buildsMayShareBase,
        };
        await using var guard = await DockerImageGuard.OpenAsync(_client, options, log);
        var before = await UnnamedAsync();

        var failures = new List<string>();
        await RunAsync(_client.WithImageGuard(guard), buildsAtOnce: buildsMayShareBase ? 2 : 1, failures, log.Failures);

        output.WriteLine(string.Join(Environment.NewLine, log.Failures));
        Assert.Empty(failures);
        Assert.Contains(log.Failures, IsHarm); // Else the storm was none.
        Assert.Empty((await UnnamedAsync()).Except(before));
    }

    private static bool IsHarm(string failure) => failure.Contains("unknown parent image ID", StringComparison.Ordinal);

    /// <summary>Builds beside the removal of the only image that has their first step, again and again, at random moments.</summary>
    /// <param name="client">Does it.</param>
    /// <param name="buildsAtOnce">How many builds there are beside each removal.</param>
    /// <param name="failures">Gets the messages of builds that failed.</param>
    /// <param name="met">The messages that tell how often the harm was met.</param>
    private async Task RunAsync(IDockerClient client, int buildsAtOnce, List<string> failures, IReadOnlyCollection<string> met)
    {
        var source = TestImage.NewName("base");
        await _client.LoadNewAsync(source);
        for (var round = 0; round < MostRounds && met.Count(IsHarm) < Enough; round++)
        {
            var former = TestImage.NewName("former");
            var clock = Stopwatch.StartNew();
            await BuildAsync(client, source, former);
            var next = Enumerable.Range(0, buildsAtOnce).Select(_ => TestImage.NewName("next")).ToArray();
            var builds = next.Select(name => TryBuildAsync(client, source, name, failures)).ToArray();
            await Task.Delay(_random.Next((int)clock.ElapsedMilliseconds));
            await client.RemoveImageAsync(former);
            await Task.WhenAll(builds);
            foreach (var name in next)
            {
                if (await _client.FindImageAsync(name) is not null)
                {
                    await client.RemoveImageAsync(name);
                }
            }
        }

        await _client.RemoveImageAsync(source);
    }

    private static async Task TryBuildAsync(IDockerClient client, string source, string name, List<string> failures)
    {
        try
        {
            await BuildAsync(client, source, name);
        }
        catch (Exception failure) when (failure is InvalidOperationException or ImageGuardException)
        {
            lock (failures)
            {
                failures.Add(failure.Message);
            }
        }
    }

    private static Task BuildAsync(IDockerClient client, string source, string name) => client.BuildAsync(
        $"FROM {source}\nENV shared=1\nCOPY own /own\nENV last=1\n",
        name,
        new SmallFiles("own", FileCount, FileKilobytes).Contents.Select(file => (file.Key, file.Value)));

    private async Task<IReadOnlyList<string>> UnnamedAsync() => [.. (await _client.ListUnnamedAsync()).Select(image => image.ID)];

    /// <summary>Takes down the attempts that failed.</summary>
    private sealed class FailureLog : ILogger<DockerImageGuard>
    {
        private readonly List<string> _failures = [];

        public IReadOnlyCollection<string> Failures => _failures;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_failures)
            {
                _failures.Add(formatter(state, exception));
            }
        }
    }
}
