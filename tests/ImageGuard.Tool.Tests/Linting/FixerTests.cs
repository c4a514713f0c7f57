using ImageGuard.Model;
using ImageGuard.Tool.Files;
using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Tests.Linting;

public sealed class FixerTests : IDisposable
{
    private const string Script = "#!/bin/sh\ndocker rmi -f a:1\ndocker rmi -f b:1\n";

    private readonly SampleTree _tree = new SampleTree().Write("a.sh", Script);

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void It_mends_the_file_and_what_shows_only_then()
    {
        File.SetUnixFileMode(_tree.PathOf("a.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var fixer = new Fixer(writes: true);

        var (remaining, _) = Fix(fixer, first: 1);

        Assert.Equal(Script.Replace("-f ", "", StringComparison.Ordinal), _tree.Read("a.sh"));
        Assert.Empty(remaining);
        Assert.Equal(2, fixer.Count);
        Assert.True(File.GetUnixFileMode(_tree.PathOf("a.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(["a.sh"], Directory.GetFiles(_tree.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void It_shows_what_it_would_change_and_changes_nothing()
    {
        var fixer = new Fixer(writes: false);

        var (remaining, _) = Fix(fixer, first: 2);

        Assert.Equal(Script, _tree.Read("a.sh"));
        Assert.Equal(2, remaining.Count);
        Assert.Equal(
            ["--- a/a.sh\n+++ b/a.sh\n@@ -1,3 +1,3 @@\n #!/bin/sh\n-docker rmi -f a:1\n-docker rmi -f b:1\n+docker rmi a:1\n+docker rmi b:1\n"],
            fixer.Differences);
    }

    /// <summary>Fixes the first findings by removing "-f ", and the others not at all.</summary>
    private (IReadOnlyList<LintFinding> Findings, IReadOnlyList<LintProblem> Problems) Fix(Fixer fixer, int first)
    {
        var file = new LintedFile(_tree.PathOf("a.sh"), "a.sh", Script);
        var linter = new ScriptFileLinter(new Severities([], new EditorConfigs()));
        var findings = linter.Lint(file).Findings
            .Select((finding, i) => i < first
                ? finding with { Fix = new TextEdit("Remove -f", new Place(file, finding.Place.Start, "-f ".Length), "") }
                : finding with { Fix = null })
            .ToArray();
        Assert.All(findings, finding => Assert.Equal(Rules.ForcedRemoval, finding.Rule));
        return fixer.Fix(file, FileText.Read(File.ReadAllBytes(file.FullPath))!, findings, linter);
    }
}
