using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Tests.Files;

public sealed class GlobTests
{
    [Theory]
    [InlineData("a.sh", "a.sh", true)]
    [InlineData("a.sh", "b/a.sh", false)]
    [InlineData("*.sh", "a.sh", true)]
    [InlineData("*.sh", ".sh", true)]
    [InlineData("*.sh", "b/a.sh", false)]
    [InlineData("*", "", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "a/c", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[]]x", "]x", true)]
    [InlineData("[", "[", true)]
    [InlineData("\\*x", "*x", true)]
    [InlineData("\\*x", "ax", false)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("**/x", "ax", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/xb", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("**", "a/b", true)]
    [InlineData("a**b", "axxb", true)]
    [InlineData("a**b", "a/b", false)]
    public void A_pattern_matches_as_git_says(string pattern, string path, bool matches) =>
        Assert.Equal(matches, new Glob(pattern).Matches(path));

    [Fact]
    public void A_hostile_pattern_costs_no_more_than_its_length()
    {
        var glob = new Glob(string.Concat(Enumerable.Repeat("*a", 100)) + "b");
        Assert.False(glob.Matches(new string('a', 2000)));
    }
}
