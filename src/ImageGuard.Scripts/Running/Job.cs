namespace ImageGuard.Scripts.Running;

/// <summary>Commands that run in the background.</summary>
/// <param name="shell">The shell that has started them, and alone can wait for them.</param>
internal sealed class Job(object shell)
{
    public object Shell => shell;
}
