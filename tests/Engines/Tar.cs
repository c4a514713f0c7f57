using System.Formats.Tar;

namespace ImageGuard.Engines;

/// <summary>Writes tar archives in memory: build contexts, layers, image archives.</summary>
public static class Tar
{
    /// <summary>An archive of these files, each readable and executable by all.</summary>
    public static byte[] Of(params IEnumerable<(string Path, byte[] Content)> files) =>
        Of(files.Select(file => new PaxTarEntry(TarEntryType.RegularFile, file.Path)
        {
            Mode = (UnixFileMode)0b111_101_101, // rwxr-xr-x
            DataStream = new MemoryStream(file.Content),
        }));

    /// <summary>An archive of these entries.</summary>
    public static byte[] Of(IEnumerable<TarEntry> entries)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    /// <summary>The content of one file of an archive; null if the archive has no such file.</summary>
    public static byte[]? Read(Stream archive, string path)
    {
        using var reader = new TarReader(archive, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name == path && entry.DataStream is { } data)
            {
                var content = new MemoryStream();
                data.CopyTo(content);
                return content.ToArray();
            }
        }

        return null;
    }
}
