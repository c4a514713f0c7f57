using System.Globalization;
using System.Text;

namespace ImageGuard.Archives;

/// <summary>
/// Reads a tar archive as its bytes pass by, in pieces of any size, and notes what it holds. It never throws for what the archive
/// contains: <see cref="Problem"/> says what is wrong.
/// </summary>
/// <param name="keeps">Whether the content of the file of this name is wanted (<see cref="Kept"/>); for small files only.</param>
internal sealed class TarScanner(Func<string, bool> keeps)
{
    private const int BlockSize = 512;
    private const int TailSize = 4096;
    private const int LargestKeptFile = 16 * 1024 * 1024;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _kept = new(StringComparer.Ordinal);
    private readonly byte[] _block = new byte[BlockSize];
    private readonly byte[] _tail = new byte[TailSize];
    private int _blockLength;
    private long _length;
    private long _contentLeft;
    private long _paddingLeft;
    private MemoryStream? _content;
    private Action<byte[]>? _contentDone;
    private string? _longName;
    private long? _longSize;
    private int _zeroBlocks;
    private bool _isBroken;

    /// <summary>The names of all entries, links included, without a leading <c>./</c>.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>The contents of the files that were wanted.</summary>
    public IReadOnlyDictionary<string, byte[]> Kept => _kept;

    /// <summary>How many of the next bytes belong to a content that nobody wants, so that a stream that can seek may skip them.</summary>
    public long Skippable => _content is null ? _contentLeft : 0;

    /// <summary>Why the bytes so far are no complete archive, as a clause; null where they are one.</summary>
    public string? Problem
    {
        get
        {
            if (_length == 0)
            {
                return "it is empty";
            }

            if (_isBroken || (_zeroBlocks < 2 && TailError is not null))
            {
                return string.Create(CultureInfo.InvariantCulture, $"after {_length} bytes it ends with: {TailError ?? "no tar header"}");
            }

            return _zeroBlocks < 2
                ? string.Create(CultureInfo.InvariantCulture, $"it is cut off after {_length} bytes: its two closing blocks are missing")
                : null;
        }
    }

    /// <summary>
    /// The error message at the end of the bytes, where there is one: an engine that fails after it has begun to answer writes it into
    /// the archive.
    /// </summary>
    public string? TailError
    {
        get
        {
            var tail = Encoding.UTF8.GetString(Tail());
            var start = tail.LastIndexOf("""{"error""", StringComparison.Ordinal);
            return start < 0 ? null : tail[start..].TrimEnd('\0', '\r', '\n');
        }
    }

    /// <summary>Takes the next bytes.</summary>
    public void Scan(ReadOnlySpan<byte> bytes)
    {
        RememberTail(bytes);
        _length += bytes.Length;
        while (!bytes.IsEmpty && !_isBroken)
        {
            bytes = bytes[Advance(bytes)..];
        }
    }

    /// <summary>Passes over bytes that were not read, at most <see cref="Skippable"/>.</summary>
    public void Skip(long count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Skippable);
        _length += count;
        _contentLeft -= count;
        FinishContent();
    }

    private int Advance(ReadOnlySpan<byte> bytes)
    {
        if (_contentLeft > 0)
        {
            var count = (int)Math.Min(_contentLeft, bytes.Length);
            _content?.Write(bytes[..count]);
            _contentLeft -= count;
            FinishContent();
            return count;
        }

        if (_paddingLeft > 0)
        {
            var count = (int)Math.Min(_paddingLeft, bytes.Length);
            _paddingLeft -= count;
            return count;
        }

        var part = Math.Min(BlockSize - _blockLength, bytes.Length);
        bytes[..part].CopyTo(_block.AsSpan(_blockLength));
        _blockLength += part;
        if (_blockLength == BlockSize)
        {
            _blockLength = 0;
            ReadHeader();
        }

        return part;
    }

    private void ReadHeader()
    {
        if (_block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            _zeroBlocks++;
            return;
        }

        if (_zeroBlocks > 0 || !TarHeader.TryRead(_block, out var header))
        {
            _isBroken = true;
            return;
        }

        var size = _longSize ?? header.Size;
        switch (header.Type)
        {
            case TarHeader.PaxOfNext:
                BeginContent(size, wanted: true, ReadPax);
                return;
            case TarHeader.PaxOfAll or TarHeader.GnuLongLink:
                BeginContent(size, wanted: false, null);
                return;
            case TarHeader.GnuLongName:
                BeginContent(size, wanted: true, content => _longName = Encoding.UTF8.GetString(content).TrimEnd('\0'));
                return;
        }

        var name = Normalize(_longName ?? header.Name);
        (_longName, _longSize) = (null, null);
        _names.Add(name);
        BeginContent(header.HasContent ? size : 0, keeps(name), content => _kept[name] = content);
    }

    private void BeginContent(long size, bool wanted, Action<byte[]>? done)
    {
        _contentLeft = size;
        _paddingLeft = (BlockSize - (size % BlockSize)) % BlockSize;
        var isKept = wanted && size <= LargestKeptFile;
        _content = isKept ? new MemoryStream() : null;
        _contentDone = isKept ? done : null;
        FinishContent();
    }

    private void FinishContent()
    {
        if (_contentLeft == 0 && _content is { } content)
        {
            _content = null;
            _contentDone?.Invoke(content.ToArray());
        }
    }

    /// <summary>Reads the records of a PAX header: <c>length key=value\n</c>, the length in bytes and including itself.</summary>
    private void ReadPax(byte[] records)
    {
        ReadOnlySpan<byte> rest = records;
        while (rest.IndexOf((byte)' ') is > 0 and var blank
            && int.TryParse(Encoding.ASCII.GetString(rest[..blank]), CultureInfo.InvariantCulture, out var length)
            && length > blank && length <= rest.Length)
        {
            var record = Encoding.UTF8.GetString(rest[(blank + 1)..(length - 1)]);
            if (record.StartsWith("path=", StringComparison.Ordinal))
            {
                _longName = record["path=".Length..];
            }
            else if (record.StartsWith("size=", StringComparison.Ordinal)
                && long.TryParse(record["size=".Length..], CultureInfo.InvariantCulture, out var size))
            {
                _longSize = size;
            }

            rest = rest[length..];
        }
    }

    private static string Normalize(string name) => (name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name).TrimEnd('/');

    private void RememberTail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= TailSize)
        {
            bytes[^TailSize..].CopyTo(_tail);
            return;
        }

        _tail.AsSpan(bytes.Length).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(TailSize - bytes.Length));
    }

    private ReadOnlySpan<byte> Tail() => _tail.AsSpan(TailSize - (int)Math.Min(TailSize, _length));
}
