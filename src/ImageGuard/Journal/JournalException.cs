namespace ImageGuard;

/// <summary>The journal of operations cannot be used, so that no operation is started (<see cref="JournalPolicy"/>).</summary>
public sealed class JournalException : IOException
{
    internal JournalException(string message, string path, string? setAside = null, Exception? cause = null)
        : base(message, cause)
    {
        Path = path;
        SetAside = setAside;
    }

    /// <summary>Where the journal is.</summary>
    public string Path { get; }

    /// <summary>Where the file was put that was damaged or no journal; null where nothing was moved.</summary>
    public string? SetAside { get; }
}
