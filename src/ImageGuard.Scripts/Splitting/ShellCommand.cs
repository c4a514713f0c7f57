namespace ImageGuard.Scripts;

/// <summary>What stands between a command and the next.</summary>
public enum ShellSeparator
{
    /// <summary>Nothing: it is the last one.</summary>
    End,

    /// <summary>The next runs after it: <c>;</c>, a new line, a parenthesis.</summary>
    Sequence,

    /// <summary>The next runs only if it succeeds: <c>&amp;&amp;</c>.</summary>
    And,

    /// <summary>The next runs only if it fails: <c>||</c>.</summary>
    Or,

    /// <summary>The next runs at the same time and reads its output: <c>|</c>.</summary>
    Pipe,

    /// <summary>The next does not wait for it: <c>&amp;</c>.</summary>
    Background,
}

/// <summary>A simple command of a shell's command line.</summary>
/// <param name="Words">Its words, redirections left out; never empty.</param>
/// <param name="Separator">What follows it.</param>
public sealed record ShellCommand(IReadOnlyList<CommandWord> Words, ShellSeparator Separator)
{
    /// <summary>The script block that it stands in, where that runs on its own; or null.</summary>
    internal ShellBlock? Block { get; init; }

    /// <summary>Whether it looks at the exit code of the command before it.</summary>
    internal bool ReadsStatus { get; init; }

    /// <summary>Whether its own failure is thrown away: <c>|| $true</c>.</summary>
    internal bool FailureIsIgnored { get; init; }
}

/// <summary>Commands that run on their own: beside what follows, or several at once.</summary>
/// <param name="severalAtOnce">What runs them several times at once, and waits for all of them; null for a job.</param>
internal sealed class ShellBlock(string? severalAtOnce)
{
    public string? SeveralAtOnce => severalAtOnce;

    /// <summary>Whether it stands in a function, whose callers may wait for it.</summary>
    public bool IsOthersToWaitFor { get; set; }
}
