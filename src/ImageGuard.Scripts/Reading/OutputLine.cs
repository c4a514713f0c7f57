namespace ImageGuard.Scripts;

/// <summary>What a line that a command prints names.</summary>
internal enum OutputLine
{
    /// <summary>Nothing is known of it.</summary>
    Unknown,

    /// <summary>An image's name.</summary>
    Name,

    /// <summary>An image's ID.</summary>
    Id,

    /// <summary>An image by the columns repository, tag, ID and more.</summary>
    ImageTable,
}
