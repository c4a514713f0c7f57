namespace ImageGuard.Tool;

/// <summary>How the tool ends. docs/tool.md says the same.</summary>
internal static class ExitCode
{
    /// <summary>Nothing to complain of, or the operation is done.</summary>
    public const int Success = 0;

    /// <summary>There are findings, or the operation failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong, or a file or the engine cannot be reached.</summary>
    public const int Usage = 2;

    /// <summary>The operation was interrupted and nobody can say whether the engine has carried it out.</summary>
    public const int Unknown = 3;

    /// <summary>Interrupted by Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
