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
public sealed record ShellCommand(IReadOnlyList<CommandWord> Words, ShellSeparator Separator);
