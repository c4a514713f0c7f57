using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Tests.Linting;

/// <summary>A difference is right if git can apply it.</summary>
public sealed class UnifiedDiffTests
{
    [Theory]
    [InlineData("a\n", "b\n")]
    [InlineData("a", "b")]
    [InlineData("a\n", "a")]
    [InlineData("a\r\nb\r\n", "a\r\nc\r\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nx\n3\n4\n5\n6\n7\ny\n9\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "x\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\ny\n")]
    [InlineData("1\n2\n3\n4\n", "1\n4\n")]
    [InlineData("1\n4\n", "1\n2\n3\n4\n")]
    [InlineData("1\n2\n", "")]
    public async Task Git_applies_it(string old, string @new)
    {
        using var tree = new SampleTree().Write("a.sh", old);
        tree.Write("change.diff", UnifiedDiff.Of("a.sh", old, @new));

        var applied = await tree.GitAsync("apply", "--whitespace=nowarn", "change.diff");

        Assert.True(applied.ExitCode == 0, applied.Errors);
        Assert.Equal(@new, File.Exists(tree.PathOf("a.sh")) ? tree.Read("a.sh") : "");
    }

    [Fact]
    public void It_shows_three_lines_around_a_change() => Assert.Equal(
        "--- a/a.sh\n+++ b/a.sh\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n",
        UnifiedDiff.Of("a.sh", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n"));
}
