using System.Text.Json.Serialization;
using ImageGuard.Operations;

namespace ImageGuard.Journal;

/// <summary>What an operation is about to do, as far as it takes to find out later whether it was done, and to do it again.</summary>
internal sealed record OperationIntent
{
    /// <summary>The names that it gives, or takes away; an unnamed image stands here by its ID.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The IDs that the names stood for before; a name that stood for nothing is not in it.</summary>
    public IReadOnlyDictionary<string, string> Before { get; init; } = new Dictionary<string, string>();

    /// <summary>The IDs of the images that it brings, where they are known before.</summary>
    public IReadOnlyList<string> Brings { get; init; } = [];

    /// <summary>The IDs of the images that a removal takes away, the image itself before its unnamed parents.</summary>
    public IReadOnlyList<string> Takes { get; init; } = [];

    /// <summary>
    /// The IDs of the unnamed images that were there before a build, commit or import, those left out that others are made from.
    /// </summary>
    public IReadOnlyList<string> Unnamed { get; init; } = [];

    /// <summary>The ID of the image that gets a further name.</summary>
    public string? Source { get; init; }

    /// <summary>The archive, where it lies in a file.</summary>
    public ArchiveFile? Archive { get; init; }

    /// <summary>The name that an unnamed image of the archive gets.</summary>
    public string? NameForUnnamed { get; init; }

    /// <summary>Whether unnamed images of the archive are wanted too.</summary>
    public bool AllowUnnamed { get; init; }

    /// <summary>The platform that is pulled; null for the engine's own.</summary>
    public string? Platform { get; init; }

    /// <summary>Whether it is a part of a recovery: the operation that is recovered stays open until all of it is done.</summary>
    public bool IsRecovery { get; init; }

    /// <summary>How to tell from the engine's events whether it was carried out.</summary>
    public required Settlement Settlement { get; init; }

    /// <summary>All names and IDs by which operations on the same images are recognised.</summary>
    [JsonIgnore]
    public IEnumerable<string> Keys => [.. Names.Select(ImageNames.KeyOf), .. Brings, .. Takes];
}
