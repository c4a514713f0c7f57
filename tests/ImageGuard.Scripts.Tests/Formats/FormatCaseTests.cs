namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>The files of all formats that are labelled: what has to be found is found in its place, and nothing else is.</summary>
public sealed class FormatCaseTests
{
    public static TheoryData<FormatCase> Cases => [.. FormatCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_file_is_judged_as_a_reviewer_would(FormatCase labelled) => Assert.Equal(labelled.Findings, labelled.FindingsIn(labelled.Text));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Line_breaks_of_Windows_change_nothing(FormatCase labelled) =>
        Assert.Equal(labelled.Findings, labelled.FindingsIn(labelled.Text.ReplaceLineEndings("\r\n")));
}
