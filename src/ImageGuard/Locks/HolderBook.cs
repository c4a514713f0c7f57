using System.Diagnostics;
using System.Text.Json;
using ImageGuard.Model;
using Microsoft.Win32.SafeHandles;

namespace ImageGuard.Locks;

/// <summary>
/// The file in which one guard writes down its operations, for others to read when they have waited too long. It serves messages only:
/// no lock is granted or refused by it.
/// </summary>
/// <remarks>
/// The file consists of slots of <see cref="SlotSize"/> bytes, one for each operation under way: writing down costs one small write, no
/// new file. The writer keeps the file locked, so that the book of a process that has died is recognised, and deleted by the next reader.
/// </remarks>
internal sealed class HolderBook : IDisposable
{
    private const int SlotSize = 4096;
    private const int MostImages = 8;
    private const int MostResources = 128;
    private const string Extension = ".holders";

    private readonly object _sync = new();
    private readonly Stack<int> _freeSlots = new();
    private readonly string _folder;
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private int _slots;

    public HolderBook(string folder)
    {
        _folder = folder;
        _path = Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():n}{Extension}");
        _file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    /// <summary>Writes down that an operation asks for its locks.</summary>
    public Line Write(LockPlan plan, ImageOperationKind operation, IReadOnlyCollection<string> images)
    {
        var holder = new LockHolder(
            Environment.MachineName,
            Environment.ProcessId,
            OwnProcess.Name,
            operation.ToString(),
            images.Take(MostImages).ToArray(),
            DateTimeOffset.UtcNow,
            Holds: false);
        var resources = plan.Entries.Take(MostResources).Select(entry => Mark(entry.Resource, entry.Mode)).ToArray();
        return new Line(this, TakeSlot(), new HolderEntry(holder, resources));
    }

    /// <summary>The operations, of all processes that keep their book here, which stand in the way of a request.</summary>
    public IReadOnlyList<LockHolder> FindBlockers(LockResource resource, OverlapMode mode, Line asking)
    {
        var exclusive = Mark(resource, OverlapMode.Exclusive);
        var shared = Mark(resource, OverlapMode.Shared);
        return Directory.EnumerateFiles(_folder, "*" + Extension)
            .SelectMany(path => ReadBook(path).Where(entry => path != _path || entry.Slot != asking.Slot))
            .Select(entry => entry.Entry)
            .Where(entry => entry.Resources.Contains(exclusive)
                || (mode == OverlapMode.Exclusive && entry.Resources.Contains(shared)))
            .Select(entry => entry.Holder)
            .Where(holder => holder.Holds || holder.Since <= asking.Entry.Holder.Since)
            .OrderByDescending(holder => holder.Holds)
            .ThenBy(holder => holder.Since)
            .ToArray();
    }

    public void Dispose()
    {
        _file.Dispose();
        TryDelete(_path);
    }

    private static string Mark(LockResource resource, OverlapMode mode) =>
        mode == OverlapMode.Exclusive ? resource + "!" : resource.ToString();

    private (int Slot, HolderEntry Entry)[] ReadBook(string path)
    {
        if (path != _path && IsAbandoned(path))
        {
            TryDelete(path);
            return [];
        }

        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return ReadSlots(file).ToArray();
        }
        catch (IOException)
        {
            return []; // Its process has just ended.
        }
    }

    private static IEnumerable<(int Slot, HolderEntry Entry)> ReadSlots(SafeFileHandle file)
    {
        var buffer = new byte[SlotSize];
        for (var slot = 0; RandomAccess.Read(file, buffer, (long)slot * SlotSize) is > 0 and var read; slot++)
        {
            var end = Array.IndexOf(buffer, (byte)0, 0, read);
            if (TryParse(buffer.AsSpan(0, end < 0 ? read : end)) is { } entry)
            {
                yield return (slot, entry);
            }
        }
    }

    private static HolderEntry? TryParse(ReadOnlySpan<byte> text)
    {
        try
        {
            return text.IsEmpty ? null : JsonSerializer.Deserialize(text, HolderEntryJson.Default.HolderEntry);
        }
        catch (JsonException)
        {
            return null; // Read while it was being written.
        }
    }

    private static bool IsAbandoned(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another user's, or another reader's just now. It stays until the next one comes.
        }
    }

    private int TakeSlot()
    {
        lock (_sync)
        {
            return _freeSlots.TryPop(out var slot) ? slot : _slots++;
        }
    }

    /// <summary>The entry of one operation; disposing it strikes it out.</summary>
    internal sealed class Line : IAsyncDisposable
    {
        private readonly HolderBook _book;

        public Line(HolderBook book, int slot, HolderEntry entry)
        {
            _book = book;
            Slot = slot;
            Entry = entry;
            Write(JsonSerializer.SerializeToUtf8Bytes(entry, HolderEntryJson.Default.HolderEntry));
        }

        public int Slot { get; }

        public HolderEntry Entry { get; private set; }

        /// <summary>Writes down that all locks are held now.</summary>
        public void MarkHeld()
        {
            Entry = Entry with { Holder = Entry.Holder with { Holds = true } };
            Write(JsonSerializer.SerializeToUtf8Bytes(Entry, HolderEntryJson.Default.HolderEntry));
        }

        public ValueTask DisposeAsync()
        {
            Write([]);
            lock (_book._sync)
            {
                _book._freeSlots.Push(Slot);
            }

            return ValueTask.CompletedTask;
        }

        private void Write(ReadOnlySpan<byte> text)
        {
            Span<byte> slot = stackalloc byte[SlotSize];
            text = text.Length < SlotSize ? text : []; // Image names of extreme length: better no entry than a broken one.
            text.CopyTo(slot);
            slot[text.Length] = 0;
            RandomAccess.Write(_book._file, slot[..(text.Length + 1)], (long)Slot * SlotSize);
        }
    }

    private static class OwnProcess
    {
        public static string Name { get; } = ReadName();

        private static string ReadName()
        {
            using var process = Process.GetCurrentProcess();
            return process.ProcessName;
        }
    }
}
