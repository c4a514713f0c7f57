namespace ImageGuard.Scripts.Running;

/// <summary>What a filter of a pipeline leaves of the lines that it reads.</summary>
internal static class OutputFilter
{
    public static ShellOutput Apply(ShellOutput input, string filter, IEnumerable<CommandWord> words) => filter switch
    {
        "awk" or "cut" when input.Line == OutputLine.ImageTable => new ShellOutput(Column(string.Concat(words.Select(word => word.ToString())))),
        "awk" or "cut" or "sed" or "tr" when input.Line == OutputLine.Name => ShellOutput.Unknown,
        _ => new ShellOutput(input.Line),
    };

    /// <summary>Repository, tag and ID are the first three columns of a listing.</summary>
    private static OutputLine Column(string filter) =>
        filter.Contains("$3") && !filter.Contains("$1") && !filter.Contains("$2") ? OutputLine.Id
        : filter.EndsWith("-f3", StringComparison.Ordinal) ? OutputLine.Id
        : filter.Contains("$1") ? OutputLine.Name
        : OutputLine.Unknown;
}
