using ImageGuard.Engines;
using Microsoft.Win32.SafeHandles;

namespace ImageGuard.Settling;

/// <summary>
/// Where an engine's data lies, and how to force it to disk: its file system alone where that is known to be the one, every file system
/// where the engine runs on this kernel, and not at all where it runs elsewhere.
/// </summary>
/// <param name="storage">What the engine tells of itself.</param>
/// <param name="endpoint">Where it is reached; null where that is not known.</param>
internal sealed class EngineDisk(EngineStorage storage, Uri? endpoint) : IDisposable
{
    private readonly object _sync = new();
    private IReadOnlyList<SafeFileHandle>? _folders;
    private IOException? _failure;

    /// <summary>Whether it runs on this kernel: a socket of this kernel leads to it. (Docker Desktop's leads to another kernel.)</summary>
    public bool IsLocal { get; } = endpoint?.Scheme == "unix" && Kernel.Release.Length > 0 && storage.Kernel == Kernel.Release;

    /// <summary>Whether its data can be forced to disk from here.</summary>
    /// <param name="images">IDs of images that it has, by which its folder is recognised.</param>
    public bool CanFlush(IEnumerable<string> images) => IsLocal || FoldersOf(images) is not null;

    /// <summary>Waits until all that the engine has written is on disk.</summary>
    /// <param name="images">IDs of images that it has, by which its folder is recognised.</param>
    /// <exception cref="IOException">
    /// The disk has failed, now or before: a kernel tells once that data is lost, and then as if nothing had been.
    /// </exception>
    public void Flush(IEnumerable<string> images)
    {
        if (_failure is not null)
        {
            throw new IOException(_failure.Message, _failure);
        }

        if (FoldersOf(images) is { } folders)
        {
            try
            {
                foreach (var folder in folders)
                {
                    Kernel.FlushFileSystem(folder);
                }
            }
            catch (IOException failure)
            {
                _failure = failure;
                throw;
            }
        }
        else if (IsLocal)
        {
            Kernel.FlushAll();
        }
    }

    public void Dispose()
    {
        foreach (var folder in _folders ?? [])
        {
            folder.Dispose();
        }
    }

    /// <summary>The folders whose file systems hold the data; null where it is not certain that they are this engine's.</summary>
    private IReadOnlyList<SafeFileHandle>? FoldersOf(IEnumerable<string> images)
    {
        lock (_sync)
        {
            return _folders ??= storage.IsFoundHere(images) && Kernel.TryOpenFolder(storage.Folder) is { } root
                ? [root, .. storage.FurtherFileSystems.Select(Kernel.TryOpenFolder).OfType<SafeFileHandle>()]
                : null;
        }
    }
}
