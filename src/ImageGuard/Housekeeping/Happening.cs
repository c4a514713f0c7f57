namespace ImageGuard.Housekeeping;

/// <summary>What can happen to an image.</summary>
internal enum HappeningKind
{
    /// <summary>It was read, or a container of it was made, started or ended.</summary>
    Used,

    /// <summary>It got a name.</summary>
    Named,

    /// <summary>It lost a name to a removal.</summary>
    Untagged,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>It came from an archive.</summary>
    Loaded,

    /// <summary>It was made from a container.</summary>
    Committed,

    /// <summary>An operation of the guard failed or broke off.</summary>
    BrokeOff,
}

/// <summary>Something that happened to an image.</summary>
/// <param name="Time">When it ended, by the engine's clock.</param>
/// <param name="Kind">What.</param>
/// <param name="Id">The image's full ID, where it is known.</param>
/// <param name="Name">The image's canonical name, where it is known.</param>
/// <param name="Began">When it began, where that is known and matters.</param>
/// <param name="Operation">The guard's operation, for messages; null for what the engine tells.</param>
internal sealed record Happening(
    DateTimeOffset Time,
    HappeningKind Kind,
    string? Id,
    string? Name,
    DateTimeOffset? Began = null,
    string? Operation = null)
{
    /// <summary>What was made, named or used by it, with the time; empty where the image only lost something, or an operation failed.</summary>
    public IEnumerable<KeyValuePair<string, DateTimeOffset>> Uses =>
        Kind is HappeningKind.Untagged or HappeningKind.Deleted or HappeningKind.BrokeOff
            ? []
            : new[] { Id, Name }.OfType<string>().Select(key => KeyValuePair.Create(key, Time));
}
