using ImageGuard.Model;
using ImageGuard.Scripts.Formats;
using ImageGuard.Scripts.Linting;
using ImageGuard.Scripts.Running;

namespace ImageGuard.Scripts;

/// <summary>Finds unsafe image operations in script files of every format. Reads any text, broken text included, and never throws.</summary>
public static class ScriptLinter
{
    /// <summary>
    /// What a file has in it, in whatever case, if the linter has anything to say of it: only a client, or the engine's own API, works on images.
    /// A cheap look before it is read word by word.
    /// </summary>
    public static IReadOnlyList<string> TellingWords { get; } =
    [
        .. ContainerClient.All.Where(client => client != ContainerClient.DockerCompose).Select(client => client.Name), // "docker" is in that one.
        "container_", // CONTAINER_ENGINE and the like.
        "/images/",
        Suppressions.Mark,
    ];

    /// <summary>Whether a file's name lets it hold scripts: it says so, or it has no ending, so that the first line has the say.</summary>
    public static bool MayRead(string path) => Reads(path, firstLine: "") || !Path.HasExtension(path);

    /// <summary>Whether a file is of a format that can hold scripts.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="firstLine">Its first line, which may be a shebang; empty where only the name is to count.</param>
    public static bool Reads(string path, string firstLine) => ScriptFormats.Of(path, firstLine) is not null;

    /// <summary>Lints a file; one of another format has no findings.</summary>
    public static ScriptReport Lint(ScriptFile file)
    {
        if (!TellingWords.Any(word => file.Text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            || ScriptFormats.Of(file.Path, file.Text.Substring(0, file.EndOfLine(0))) is not { } format)
        {
            return ScriptReport.Nothing;
        }

        var problems = new List<ScriptProblem>();
        var sequences = format.Read(file, problems);
        var findings = new ScriptFindings(file, WordListsIn(sequences));
        var jobs = new List<JobRun>();
        foreach (var sequence in sequences)
        {
            var performed = ShellWalker.Walk(sequence.Scripts, findings, problems, new SourceSpan(file, 0, 0));
            if (sequence.Job is { } job)
            {
                jobs.Add(new JobRun(job, performed));
            }
        }

        JobRun.FindOverlaps(jobs, findings);

        var said = problems.Take(1).ToList();
        return new ScriptReport(Suppressions.Apply(file, findings.InOrder, said), said);
    }

    /// <summary>The words that their format lists one by one.</summary>
    private static SourceSpan[] WordListsIn(IReadOnlyList<ScriptSequence> sequences) =>
        [.. sequences.SelectMany(sequence => sequence.Scripts).Where(script => script.IsWordList).SelectMany(script => script.Text).Select(part => part.Span).OfType<SourceSpan>()];
}
