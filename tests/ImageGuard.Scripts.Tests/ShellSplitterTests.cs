namespace ImageGuard.Scripts.Tests;

public class ShellSplitterTests
{
    private static readonly Dictionary<string, ShellDialect> Dialects = new()
    {
        ["cmd"] = ShellDialect.Cmd,
        ["pwsh"] = ShellDialect.PowerShell,
    };

    /// <summary>Words are divided by bars; what follows a command stands behind it in brackets; {?} is a hole.</summary>
    [Theory]
    [InlineData("cmd", "a ^& b & c", "a|&|b[Sequence] c[End]")]
    [InlineData("cmd", "a \"b & c\" 'd e'", "a|b & c|'d|e'[End]")]
    [InlineData("cmd", "a %b% 100% \"%c% d\"", "a|{?}|100%|{?} d[End]")]
    [InlineData("cmd", "C:\\a\\b.exe $c ; d", "C:\\a\\b.exe|$c|;|d[End]")]
    [InlineData("pwsh", "a; b | c", "a[Sequence] b[Pipe] c[End]")]
    [InlineData("pwsh", "a \"$b c\" 'd $e' $env:F `$g C:\\h", "a|{?} c|d $e|{?}|$g|C:\\h[End]")]
    public void Splits(string dialect, string line, string expected)
    {
        var commands = ShellSplitter.Split(MarkedLine.Parse(line), Dialects[dialect]);

        Assert.Equal(
            expected,
            string.Join(' ', commands.Select(command => $"{string.Join('|', command.Words)}[{command.Separator}]")));
    }

    [Theory]
    [InlineData("a $b \"c d\" e` f", "a|$b|\"c d\"|e` f")]
    [InlineData("x'y'\"z\" ${v}", "x'y'\"z\"|${v}")]
    [InlineData("a;bb>c;ddd", "a|bb|ddd")]
    public void A_word_knows_its_place(string line, string expected)
    {
        var words = ShellSplitter.Split(MarkedLine.Parse(line), ShellDialect.PowerShell).SelectMany(command => command.Words);

        Assert.Equal(expected, string.Join('|', words.Select(word => MarkedLine.TextAt(word.Span!.Value))));
    }

    [Fact]
    public void An_expansion_in_quotes_stays_within_its_word()
    {
        var words = Assert.Single(ShellSplitter.Split(MarkedLine.Parse("a $b \"$c\" d$e \"f{?}\""), ShellDialect.PowerShell)).Words;

        Assert.Equal([false, true, false, true, false], words.Select(word => word.MayBeSeveral));
    }
}
