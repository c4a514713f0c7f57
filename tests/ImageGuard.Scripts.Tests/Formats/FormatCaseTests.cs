using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>The files of all formats that are labelled: what has to be found is found in its place, and nothing else is.</summary>
public sealed class FormatCaseTests
{
    /// <summary>The rules that a command breaks by itself, so that they tell whether it has been read.</summary>
    private static readonly Rule[] RulesOfCommands =
        [Rules.ForcedRemoval, Rules.PossiblyForcedRemoval, Rules.SavedById, Rules.CreatedUnnamed, Rules.KeptIntermediates];

    public static TheoryData<FormatCase> Cases => [.. FormatCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_file_is_judged_as_a_reviewer_would(FormatCase labelled) =>
        Assert.Equal(labelled.Findings, FindingsIn(labelled.Path, labelled.Text));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Line_breaks_of_Windows_change_nothing(FormatCase labelled) =>
        Assert.Equal(labelled.Findings, FindingsIn(labelled.Path, labelled.Text.ReplaceLineEndings("\r\n")));

    private static IEnumerable<string> FindingsIn(string path, string text) =>
        ScriptLinter.Lint(new ScriptFile(path, text)).Findings
            .Where(found => RulesOfCommands.Contains(found.Finding.Rule))
            .Select(found => Place.Describe(found.Finding));
}
