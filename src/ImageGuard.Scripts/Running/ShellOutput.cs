namespace ImageGuard.Scripts.Running;

/// <summary>What a command prints for the next one of a pipeline, or into a word.</summary>
/// <param name="Line">What each line names.</param>
/// <param name="Text">The text, where it is known; it may have holes.</param>
internal sealed record ShellOutput(OutputLine Line, IReadOnlyList<CommandPart>? Text = null)
{
    public static ShellOutput Unknown { get; } = new(OutputLine.Unknown);
}
