using System.Formats.Tar;

namespace ImageGuard.Verification;

/// <summary>One entry of a layer, or of a container's exported files.</summary>
/// <param name="Path">Without a leading <c>./</c> and a trailing <c>/</c>.</param>
/// <param name="Type">What it is.</param>
/// <param name="Size">The length of its content in bytes.</param>
/// <param name="Content">The beginning of its content's SHA-256; null where it was not read.</param>
/// <param name="Target">What a link points to, else empty.</param>
internal sealed record LayerFile(string Path, FileType Type, long Size, UInt128? Content, string Target)
{
    /// <summary>Describes an entry whose content has this digest.</summary>
    public static LayerFile From(TarEntry entry, UInt128? content) =>
        new(Normalize(entry.Name), TypeOf(entry.EntryType), entry.Length, content, entry.LinkName);

    /// <summary>A path as it is compared.</summary>
    public static string Normalize(string path) =>
        string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != "."));

    private static FileType TypeOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => FileType.File,
        TarEntryType.Directory or TarEntryType.DirectoryList => FileType.Folder,
        TarEntryType.SymbolicLink => FileType.SymbolicLink,
        TarEntryType.HardLink => FileType.HardLink,
        _ => FileType.Special,
    };
}

/// <summary>The types of files that are compared in different ways.</summary>
internal enum FileType
{
    /// <summary>Has a content.</summary>
    File,

    /// <summary>Has other files in it.</summary>
    Folder,

    /// <summary>Names a path.</summary>
    SymbolicLink,

    /// <summary>A further name of a file.</summary>
    HardLink,

    /// <summary>A device, a pipe, or what else has no content; not compared, since engines without root cannot make it.</summary>
    Special,
}
