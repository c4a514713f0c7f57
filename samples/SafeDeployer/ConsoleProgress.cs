using ImageGuard;

namespace SafeDeployer;

/// <summary>Shows each phase of an operation once. It need not look for failures: the guard throws them.</summary>
internal sealed class ConsoleProgress : IProgress<ImageProgress>
{
    private (string? Layer, string Phase) _shown;

    public void Report(ImageProgress value)
    {
        if (_shown != (value.Layer, value.Phase))
        {
            _shown = (value.Layer, value.Phase);
            Console.WriteLine($"{value.Layer} {value.Phase}".Trim());
        }
    }
}
