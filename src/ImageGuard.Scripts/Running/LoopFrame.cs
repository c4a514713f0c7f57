using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Running;

/// <summary>A loop that commands stand in.</summary>
/// <param name="Body">All that it repeats.</param>
/// <param name="IsEndless">Whether nothing but a command within it ends it.</param>
internal sealed record LoopFrame(ShellList Body, bool IsEndless)
{
    /// <summary>The inside of a function: it may be called in a loop or not.</summary>
    public static LoopFrame Outside { get; } = new(ShellList.Empty, IsEndless: false);

    /// <summary>Whether it lets time pass between its iterations: it looks at intervals for what is new.</summary>
    public bool IsPaced => Has("sleep", "usleep", "inotifywait", "wait");

    /// <summary>Whether it goes on until the script is told to stop.</summary>
    public bool NeverEnds => IsEndless && !Has("break", "exit", "return", "exec");

    private bool Has(params string[] programs) =>
        ShellDescent.Commands(Body).Any(command => command.Words is [{ Text: { } name }, ..] && programs.Contains(name));
}
