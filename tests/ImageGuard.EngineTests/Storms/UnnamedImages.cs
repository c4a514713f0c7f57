using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Storms;

/// <summary>
/// Tells why images have no name, by the engine's own account. It is asked again and again: an engine remembers its last 256 events only,
/// and a listener that is slow for a moment loses some.
/// </summary>
internal sealed class UnnamedImages : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly IDockerClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<(long Time, string Action, string Id, string Name), Message> _events = [];
    private readonly Task _following;
    private DateTimeOffset _seenUntil = DateTimeOffset.UtcNow;

    private UnnamedImages(IDockerClient client)
    {
        _client = client;
        _following = FollowAsync();
    }

    public static UnnamedImages Watch(IDockerClient client) => new(client);

    /// <summary>The unnamed images there are now.</summary>
    public async Task<IReadOnlyList<string>> ListAsync() => [.. (await _client.ListUnnamedAsync()).Select(image => image.ID)];

    /// <summary>
    /// Those that nobody asked for: that have not lost this name because it was given to another image, which is what a tag does.
    /// </summary>
    /// <param name="ids">Unnamed images.</param>
    /// <param name="movingName">The name that is moved from image to image on purpose.</param>
    /// <param name="buildsBrokeOff">Whether builds were broken off, of which steps remain that never had a name.</param>
    /// <returns>What happened to each, for a message.</returns>
    public async Task<IReadOnlyList<string>> NotAskedForAsync(IEnumerable<string> ids, string movingName, bool buildsBrokeOff)
    {
        await _stop.CancelAsync();
        await _following;
        await ReadAsync();
        var events = _events.OrderBy(entry => entry.Key.Time).Select(entry => entry.Value).ToArray();
        var moves = events.Where(message => message.Action == "tag" && NameIn(message) == movingName).ToArray();
        var named = events.Where(message => message.Action == "tag").Select(message => message.Actor.ID).ToHashSet();
        return [.. ids.Distinct()
            .Where(id => !IsTakenOver(id, moves) && (!buildsBrokeOff || named.Contains(id)))
            .Select(id => Describe(id, events))];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private static bool IsTakenOver(string id, Message[] moves) =>
        moves.SkipWhile(move => move.Actor.ID != id).Any(move => move.Actor.ID != id);

    private static string Describe(string id, Message[] events) => string.Join(
        ", ", events.Where(message => message.Actor.ID == id).Select(message => $"{message.Action} {NameIn(message)}").Prepend(id));

    private static string NameIn(Message message) =>
        message.Actor.Attributes is { } attributes && attributes.TryGetValue("name", out var name) ? name : "";

    private async Task FollowAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await ReadAsync();
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task ReadAsync()
    {
        var (since, until) = (_seenUntil.AddSeconds(-1), DateTimeOffset.UtcNow);
        var span = new ContainerEventsParameters { Since = Seconds(since), Until = Seconds(until.AddSeconds(1)) };
        await _client.System.MonitorEventsAsync(span, new Collector(this), CancellationToken.None);
        _seenUntil = until;
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private sealed class Collector(UnnamedImages owner) : IProgress<Message>
    {
        public void Report(Message value)
        {
            if (value.Type == "image")
            {
                owner._events[(value.TimeNano, value.Action, value.Actor.ID, NameIn(value))] = value;
            }
        }
    }
}
