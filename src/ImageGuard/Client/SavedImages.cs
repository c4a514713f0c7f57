using System.IO.Pipelines;
using ImageGuard.Archives;

namespace ImageGuard.Client;

/// <summary>
/// The stream of a save as existing code expects it: read at the reader's pace while the guard writes, checks and holds its locks. What is
/// wrong with the archive is thrown by the read that reaches its end. The reader must read to the end or dispose the stream.
/// </summary>
internal sealed class SavedImages : ForwardOnlyStream
{
    private const int BufferSize = 1024 * 1024;

    private readonly Stream _reader;
    private readonly Task _saving;
    private readonly CancellationTokenSource _abandoned;

    private SavedImages(Stream reader, Task saving, CancellationTokenSource abandoned)
    {
        _reader = reader;
        _saving = saving;
        _abandoned = abandoned;
    }

    /// <summary>Runs a save; what fails before the engine answers is thrown here.</summary>
    public delegate Task Save(Stream destination, Action opened, CancellationToken cancellationToken);

    /// <summary>Starts a save and returns when the engine has begun to answer.</summary>
    public static async Task<Stream> OpenAsync(Save save, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: BufferSize, resumeWriterThreshold: BufferSize / 2));
        var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var saving = SaveAsync(save, pipe.Writer, opened.SetResult, abandoned.Token);
        if (await Task.WhenAny(opened.Task, saving).ConfigureAwait(false) == saving)
        {
            abandoned.Dispose();
            await saving.ConfigureAwait(false);
        }

        return new SavedImages(pipe.Reader.AsStream(), saving, abandoned);
    }

    public override int Read(byte[] buffer, int offset, int count) => _reader.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reader.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _reader.ReadAsync(buffer, offset, count, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_saving.IsCompleted)
        {
            _abandoned.Cancel();
        }

        if (disposing)
        {
            _reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async Task SaveAsync(Save save, PipeWriter writer, Action opened, CancellationToken cancellationToken)
    {
        try
        {
            var destination = writer.AsStream(leaveOpen: true);
            await using (destination.ConfigureAwait(false))
            {
                await save(destination, opened, cancellationToken).ConfigureAwait(false);
            }

            await writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await writer.CompleteAsync(failure).ConfigureAwait(false);
            throw;
        }
    }
}
