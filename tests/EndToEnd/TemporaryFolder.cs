namespace ImageGuard.EndToEnd.Tests;

/// <summary>A folder outside the repository that goes when it is no longer needed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("imageguard-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
