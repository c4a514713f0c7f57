namespace ImageGuard.Tool.Linting;

/// <summary>A stretch of a file. Lines and columns count from 1, columns in UTF-16 code units; the end column is the first one behind it.</summary>
internal readonly record struct Place(LintedFile File, int Start, int Length)
{
    /// <summary>The line that it begins in.</summary>
    public int Line => File.LineOf(Start);

    /// <summary>The column that it begins in.</summary>
    public int Column => Start - File.StartOf(Line) + 1;

    /// <summary>The line that it ends in.</summary>
    public int EndLine => File.LineOf(Start + Length);

    /// <summary>The first column behind it.</summary>
    public int EndColumn => Start + Length - File.StartOf(EndLine) + 1;
}
