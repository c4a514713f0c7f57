using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Reports;

/// <summary>A format that results are written in.</summary>
internal interface IReport
{
    /// <summary>Writes a result.</summary>
    void Write(LintResult result, TextWriter writer);
}
