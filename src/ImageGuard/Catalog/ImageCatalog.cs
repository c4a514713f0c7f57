using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Catalog;
using ImageGuard.Engines;

namespace ImageGuard;

/// <summary>
/// The engine's images in memory (S10), kept current by the engine's own events: looking one up, or listing some, asks the engine nothing.
/// Names are written alike whatever the engine: <c>app:1</c>, never <c>docker.io/library/app:1</c>; an image without a name has none.
/// </summary>
/// <remarks>
/// It follows the engine within a moment; what must be right at this very moment, the guard's <c>InspectAsync</c> tells. Intermediate images
/// of builds are left out.
/// </remarks>
public sealed class ImageCatalog : IAsyncDisposable
{
    /// <summary>How long events are gathered that are looked into together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>The engine's clock may be read a little wrong; an event that is read twice does no harm.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly Engine _engine;
    private readonly TimeSpan _reread;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _following;
    private volatile CatalogSnapshot _snapshot = CatalogSnapshot.Empty;
    private volatile bool _isCurrent;

    internal ImageCatalog(Engine engine, TimeSpan reread)
    {
        _engine = engine;
        _reread = reread;
        _following = Task.Run(FollowAsync);
    }

    /// <summary>Whether the engine's events are being followed; where not, the contents are those of the last time they were.</summary>
    public bool IsCurrent => _isCurrent;

    /// <summary>How many images there are.</summary>
    public int Count => _snapshot.Images.Count;

    /// <summary>Finds an image by name, ID, or the beginning of its ID of at least 12 digits; null where there is none.</summary>
    public ImageSummary? Find(string nameOrId)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameOrId);
        return _snapshot.Find(nameOrId);
    }

    /// <summary>Lists the images that the filter selects, or all.</summary>
    public IReadOnlyList<ImageSummary> List(Func<ImageSummary, bool>? filter = null)
    {
        var images = _snapshot.Images.Values;
        return [.. filter is null ? images : images.Where(filter)];
    }

    /// <summary>Stops following the engine.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        _closing.Dispose();
    }

    /// <summary>Ends when the images are read for the first time.</summary>
    internal Task WaitUntilReadAsync(CancellationToken cancellationToken) => _firstRead.Task.WaitAsync(cancellationToken);

    private static bool IsEngineFailure(Exception failure) =>
        failure is HttpRequestException or IOException or TimeoutException or DockerApiException or OperationCanceledException;

    private async Task FollowAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                using var stream = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
                stream.CancelAfter(_reread); // Some changes send no event, such as a build that breaks off.
                await FollowStreamAsync(stream.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsEngineFailure(failure))
            {
                // The engine restarts, the connection broke, or it is time: read everything again.
            }

            if (!_closing.IsCancellationRequested && !_isCurrent)
            {
                await Task.Delay(PauseAfterFailure, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task FollowStreamAsync(CancellationToken cancellationToken)
    {
        // The events first, the list then: what happens in between is in both.
        var events = new EventChannel();
        var following = CompleteAsync(events, _engine.FollowImageEventsAsync(DateTimeOffset.UtcNow - Margin, events, cancellationToken));
        try
        {
            await ReadAllAsync(cancellationToken).ConfigureAwait(false);
            _isCurrent = true;
            _firstRead.TrySetResult();
            while (await events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await Task.Delay(Gathering, cancellationToken).ConfigureAwait(false);
                await ApplyAsync(events.Take(), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _isCurrent = cancellationToken.IsCancellationRequested && !_closing.IsCancellationRequested && _isCurrent;
            await following.ConfigureAwait(false);
        }
    }

    private static async Task CompleteAsync(EventChannel events, Task stream)
    {
        try
        {
            await stream.ConfigureAwait(false);
        }
        catch (Exception failure) when (IsEngineFailure(failure))
        {
            // The reader sees the end of the channel.
        }
        finally
        {
            events.Complete();
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken) =>
        _snapshot = CatalogSnapshot.Of(await ListAsync(filters: null, cancellationToken).ConfigureAwait(false));

    private async Task ApplyAsync(IReadOnlyCollection<Message> messages, CancellationToken cancellationToken)
    {
        if (await CatalogUpdate.OfAsync(messages, _snapshot, _engine, cancellationToken).ConfigureAwait(false) is not { } update)
        {
            await ReadAllAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var added = new List<ImagesListResponse>();
        foreach (var filters in update.FiltersForNew())
        {
            added.AddRange(await ListAsync(filters, cancellationToken).ConfigureAwait(false));
        }

        _snapshot = _snapshot.With(update, added);
    }

    private Task<IList<ImagesListResponse>> ListAsync(
        IDictionary<string, IDictionary<string, bool>>? filters, CancellationToken cancellationToken) =>
        _engine.Images.ListImagesAsync(new ImagesListParameters { Filters = filters }, cancellationToken);

    /// <summary>Takes the events as they come, however long the last ones take to look into.</summary>
    private sealed class EventChannel : IProgress<Message>
    {
        private readonly Channel<Message> _channel = Channel.CreateUnbounded<Message>();

        public ChannelReader<Message> Reader => _channel.Reader;

        public void Report(Message value) => _channel.Writer.TryWrite(value);

        public void Complete() => _channel.Writer.TryComplete();

        public List<Message> Take()
        {
            var messages = new List<Message>();
            while (_channel.Reader.TryRead(out var message))
            {
                messages.Add(message);
            }

            return messages;
        }
    }
}
