namespace ImageGuard.Scripts.Tests;

public class ShellSplitterTests
{
    private static readonly Dictionary<string, ShellDialect> Dialects = new()
    {
        ["sh"] = ShellDialect.Posix,
        ["cmd"] = ShellDialect.Cmd,
        ["pwsh"] = ShellDialect.PowerShell,
    };

    /// <summary>Words are divided by bars; what follows a command stands behind it in brackets; {?} is a hole.</summary>
    [Theory]
    [InlineData("sh", "a b", "a|b[End]")]
    [InlineData("sh", "a; b", "a[Sequence] b[End]")]
    [InlineData("sh", "a;b\nc", "a[Sequence] b[Sequence] c[End]")]
    [InlineData("sh", "a && b || c | d & e", "a[And] b[Or] c[Pipe] d[Background] e[End]")]
    [InlineData("sh", "a&&b||c|d&", "a[And] b[Or] c[Pipe] d[Background]")]
    [InlineData("sh", "(a; b) | c", "a[Sequence] b[Sequence] c[End]")]
    [InlineData("sh", "a 'b;c' \"d&&e\" f\\;g", "a|b;c|d&&e|f;g[End]")]
    [InlineData("sh", "a 'it''s' \"x\\\"y\" \"\\n\"", "a|its|x\"y|\\n[End]")]
    [InlineData("sh", "a \\\n b", "a|b[End]")]
    [InlineData("sh", "a # b; c\nd", "a[Sequence] d[End]")]
    [InlineData("sh", "a b#c", "a|b#c[End]")]
    [InlineData("sh", "a $b \"$c d\" '$e' \\$f", "a|{?}|{?} d|$e|$f[End]")]
    [InlineData("sh", "a ${b:-c d}e $(f \"g)\" h) `i j`", "a|{?}e|{?}|{?}[End]")]
    [InlineData("sh", "a $((1+(2))) $? $@ $1x $", "a|{?}|{?}|{?}|{?}x|$[End]")]
    [InlineData("sh", "a >b 2>c d 2>&1 <e &>f >>g", "a|d[End]")]
    [InlineData("sh", "a b2 > c", "a|b2[End]")]
    [InlineData("sh", "a '2'> c", "a|2[End]")]
    [InlineData("sh", "a \"\" b", "a||b[End]")]
    [InlineData("sh", "; ; &", "")]
    [InlineData("sh", "a \"b", "a|b[End]")]
    [InlineData("sh", "a $(b", "a|{?}[End]")]
    [InlineData("cmd", "a ^& b & c", "a|&|b[Background] c[End]")]
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
    [InlineData("a $b \"c d\" e\\ f", "a|$b|\"c d\"|e\\ f")]
    [InlineData("x'y'\"z\" ${v}", "x'y'\"z\"|${v}")]
    [InlineData("a;bb>c;ddd", "a|bb|ddd")]
    public void A_word_knows_its_place(string line, string expected)
    {
        var words = ShellSplitter.Split(MarkedLine.Parse(line), ShellDialect.Posix).SelectMany(command => command.Words);

        Assert.Equal(expected, string.Join('|', words.Select(word => MarkedLine.TextAt(word.Span!.Value))));
    }

    [Fact]
    public void An_expansion_in_quotes_stays_within_its_word()
    {
        var words = Assert.Single(ShellSplitter.Split(MarkedLine.Parse("a $b \"$c\" d$e \"f{?}\""), ShellDialect.Posix)).Words;

        Assert.Equal([false, true, false, true, false], words.Select(word => word.MayBeSeveral));
    }
}
