using System.Diagnostics;

namespace ImageGuard.PowerCuts;

/// <summary>A folder that goes with this object or, however it ends, with this process: another one waits for that.</summary>
internal sealed class OwnedFolder : IDisposable
{
    private readonly Process _keeper;

    private OwnedFolder(string path)
    {
        Path = path;

        // setsid: neither Ctrl+C nor a test runner that kills its process tree reaches it before it has cleaned up.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "read -r _; rm -rf \"$0\"", path]) { RedirectStandardInput = true };
        _keeper = Process.Start(start)!;
    }

    public string Path { get; }

    public static OwnedFolder Create() => new(Directory.CreateTempSubdirectory("imageguard-").FullName);

    public void Dispose()
    {
        _keeper.StandardInput.Close();
        _keeper.WaitForExit();
        _keeper.Dispose();
    }
}
