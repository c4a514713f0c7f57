using System.Buffers;
using ImageGuard.Scripts;

namespace ImageGuard.Tool.Files;

/// <summary>Reads what may be a script. Most files are given up by their name, most others by their bytes; a buffer serves many files.</summary>
internal static class FileReader
{
    private const int ShebangLimit = 256;

    /// <summary>The text of a file that the linter reads and that names a client; null for all others.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileText? Read(FoundFile found)
    {
        if (!found.IsNamed && !ScriptLinter.MayRead(found.FullPath))
        {
            return null;
        }

        var isScriptByName = ScriptLinter.Reads(found.FullPath, firstLine: "");
        using var file = File.OpenHandle(found.FullPath);
        var length = (int)Math.Min(RandomAccess.GetLength(file), FileText.SizeLimit + 1);
        if (length > FileText.SizeLimit)
        {
            return isScriptByName ? throw new IOException($"it is larger than {FileText.SizeLimit >> 20} MB") : null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var start = 0;
            if (!isScriptByName)
            {
                start = RandomAccess.Read(file, buffer.AsSpan(0, Math.Min(length, ShebangLimit)), 0);
                if (!ScriptLinter.Reads(found.FullPath, FirstLineOf(buffer.AsSpan(0, start))))
                {
                    return null;
                }
            }

            while (start < length && RandomAccess.Read(file, buffer.AsSpan(start, length - start), start) is > 0 and var count)
            {
                start += count;
            }

            return FileText.Read(buffer.AsSpan(0, start));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string FirstLineOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("#!"u8)
            ? System.Text.Encoding.Latin1.GetString(bytes.IndexOf((byte)'\n') is >= 0 and var end ? bytes[..end] : bytes)
            : "";
}
