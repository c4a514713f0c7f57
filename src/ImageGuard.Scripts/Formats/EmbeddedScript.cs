namespace ImageGuard.Scripts.Formats;

/// <summary>A script as it stands in a file: a whole shell file, a step of a pipeline, a recipe line of a Makefile.</summary>
/// <param name="Text">Its text: known stretches with their places in the file, and holes where the format puts a value in at run time.</param>
/// <param name="Dialect">Whose script it is.</param>
public sealed record EmbeddedScript(IReadOnlyList<CommandPart> Text, ShellDialect Dialect)
{
    /// <summary>Whether the first command that fails ends it from its start, as after <c>set -e</c>.</summary>
    public bool StopsAtFailure { get; init; }

    /// <summary>Whether a failure within a pipeline counts from its start, as after <c>set -o pipefail</c>.</summary>
    public bool HasPipefail { get; init; }

    /// <summary>Whether its failure is thrown away by what holds it: <c>continue-on-error</c>, a recipe line's <c>-</c>.</summary>
    public bool FailureIsIgnored { get; init; }

    /// <summary>Whether another program makes the file out of this text: what is broken in it may be whole in what comes out.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Whether each word stands for itself in the file, in quotes or a line of its own: cutting one out of it takes more than its text.</summary>
    public bool IsWordList { get; init; }
}
