using System.Collections.Concurrent;
using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Linting;

/// <summary>Lints script files, several at a time.</summary>
/// <param name="severities">What is reported.</param>
/// <param name="request">What is asked for.</param>
/// <param name="looked">Is told of each file, from any thread.</param>
internal sealed class ScriptRun(Severities severities, LintRequest request, Action<FoundFile> looked)
{
    private readonly ScriptFileLinter _linter = new(severities, request.FixesUseGuard);
    private readonly ConcurrentBag<LintFinding> _findings = [];
    private readonly ConcurrentBag<LintProblem> _problems = [];
    private int _fileCount;

    /// <summary>Lints the files.</summary>
    public LintResult Run(IEnumerable<FoundFile> files, CancellationToken cancellationToken)
    {
        Parallel.ForEach(files, new ParallelOptions { CancellationToken = cancellationToken }, Lint);
        return new LintResult([.. _findings], [.. _problems], _fileCount);
    }

    private void Lint(FoundFile found)
    {
        Interlocked.Increment(ref _fileCount);
        looked(found);
        try
        {
            if (FileReader.Read(found) is { } text && !severities.Excludes(found.FullPath))
            {
                Lint(new LintedFile(found.FullPath, found.ShownPath, text.Text), text);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new LintProblem(found.ShownPath, Line: null, unreadable.Message));
        }
    }

    private void Lint(LintedFile file, FileText text)
    {
        var (findings, problems) = _linter.Lint(file);
        if (request.Fixer is { } fixer && findings.Any(finding => finding.Fix is not null))
        {
            (findings, problems) = fixer.Fix(file, text, findings, _linter);
        }

        foreach (var finding in findings)
        {
            _findings.Add(finding);
        }

        foreach (var problem in problems)
        {
            _problems.Add(problem);
        }
    }
}
