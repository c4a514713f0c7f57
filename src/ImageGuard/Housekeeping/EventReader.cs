using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Operations;

namespace ImageGuard.Housekeeping;

/// <summary>Brings into the chronicle what the engine tells of itself. An engine remembers its last 256 events only.</summary>
internal sealed class EventReader(Chronicle chronicle) : IDisposable
{
    private static readonly TimeSpan FirstSpan = TimeSpan.FromDays(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset _readUntil = DateTimeOffset.MinValue;

    /// <summary>Reads what has happened since the last time.</summary>
    public async Task ReadAsync(Engine engine, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var start = _readUntil == DateTimeOffset.MinValue ? DateTimeOffset.UtcNow - FirstSpan : _readUntil - engine.Identity.ClockAhead;
            var happenings = new List<Happening>();
            foreach (var message in await engine.EventsSinceAsync(start, cancellationToken).ConfigureAwait(false))
            {
                var time = VersionedMembers.TimeOf(message);
                if (time > _readUntil)
                {
                    _readUntil = time;
                    if (ToHappening(message, time) is { } happening)
                    {
                        happenings.Add(happening);
                    }
                }
            }

            await chronicle.AddAsync(happenings).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static Happening? ToHappening(Message message, DateTimeOffset time) => (message.Type, message.Action) switch
    {
        ("image", "tag") => new Happening(time, HappeningKind.Named, message.Actor.ID, Name(message, "name")),
        ("image", "pull") => new Happening(time, HappeningKind.Named, Id: null, ImageNames.KeyOf(message.Actor.ID)),
        ("image", "untag") => new Happening(time, HappeningKind.Untagged, message.Actor.ID, Name(message, "name")),
        ("image", "delete") => new Happening(time, HappeningKind.Deleted, message.Actor.ID, Name: null),
        ("image", "load") => new Happening(time, HappeningKind.Loaded, message.Actor.ID, Name(message, "name")),
        ("image", "save" or "push") => new Happening(time, HappeningKind.Used, message.Actor.ID, Name(message, "name")),
        ("container", "commit") => new Happening(time, HappeningKind.Committed, Text(message, "imageID"), Name(message, "imageRef")),
        ("container", "create" or "start" or "die" or "destroy") =>
            new Happening(time, HappeningKind.Used, Id: null, Name(message, "image")),
        _ => null,
    };

    /// <summary>The name, or the ID where the engine names an image by that.</summary>
    private static string? Name(Message message, string attribute) => Text(message, attribute) is { } text ? ImageNames.KeyOf(text) : null;

    private static string? Text(Message message, string attribute) =>
        message.Actor.Attributes is { } attributes && attributes.TryGetValue(attribute, out var text) && text.Length > 0 ? text : null;
}
