using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests;

public class ArgumentSplitterTests
{
    [Theory]
    [InlineData("a b", "a|b")]
    [InlineData("  a\t b ", "a|b")]
    [InlineData("", "")]
    [InlineData("\"a b\" c", "a b|c")]
    [InlineData("\"\" a", "|a")]
    [InlineData("a\"b c\"d", "ab cd")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    [InlineData("\\\"a b\\\"", "\"a|b\"")]
    [InlineData("\\\\\"a b\"", "\\a b")]
    [InlineData("C:\\a\\b c\\", "C:\\a\\b|c\\")]
    [InlineData("'a b'", "'a|b'")]
    [InlineData("\"a b", "a b")]
    public void Splits(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', Split(line).Select(word => word.Text)));

    [Fact]
    public void A_hole_in_quotes_stays_within_its_word()
    {
        var words = Split("a \"b {?}\" c{?} {?}");

        Assert.Equal(["a", "b {?}", "c{?}", "{?}"], words.Select(word => word.ToString()));
        Assert.Equal([false, false, true, true], words.Select(word => word.MayBeSeveral));
    }

    [Fact]
    public void A_word_knows_its_place_with_its_quotes()
    {
        var words = Split("a \"b c\" d\\\"e");

        Assert.Equal(["a", "\"b c\"", "d\\\"e"], words.Select(word => MarkedLine.TextAt(word.Span!.Value)));
    }

    /// <summary>Cutting across the gap between two literals would cut what stands between them.</summary>
    [Fact]
    public void A_word_from_two_places_has_no_place()
    {
        const string document = "\"rmi --for\" + \"ce x\"";
        var words = ArgumentSplitter.Split(
        [
            CommandPart.Known("rmi --for", new SourceSpan(document, 1, 9)),
            CommandPart.Known("ce x", new SourceSpan(document, 15, 4)),
        ]);

        Assert.Equal(["rmi", "--force", "x"], words.Select(word => word.Text));
        Assert.Null(words[1].Span);
        Assert.Equal("x", MarkedLine.TextAt(words[2].Span!.Value));
    }

    /// <summary>In C#, <c>"rmi \"x\""</c>: one character of the value, two of the source.</summary>
    [Fact]
    public void An_escape_sequence_is_not_divided()
    {
        const string document = "rmi \\\"x\\\"";
        var words = ArgumentSplitter.Split(
        [
            CommandPart.Known("rmi ", new SourceSpan(document, 0, 4)),
            CommandPart.Known("\"", new SourceSpan(document, 4, 2)),
            CommandPart.Known("x", new SourceSpan(document, 6, 1)),
            CommandPart.Known("\"", new SourceSpan(document, 7, 2)),
        ]);

        Assert.Equal(["rmi", "x"], words.Select(word => word.Text));
        Assert.Equal("\\\"x\\\"", MarkedLine.TextAt(words[1].Span!.Value));
    }

    [Fact]
    public void A_part_that_may_be_missing_makes_its_words_possible()
    {
        var words = Split("rmi« -f» x");

        Assert.Equal([Certainty.Certain, Certainty.Possible, Certainty.Certain], words.Select(word => word.Presence));
        Assert.Equal(["rmi", "-f", "x"], words.Select(word => word.Text));
    }

    [Fact]
    public void A_word_with_a_part_that_may_be_missing_is_there_but_not_known()
    {
        var word = Assert.Single(Split("app«-debug»"));

        Assert.Equal(Certainty.Certain, word.Presence);
        Assert.Null(word.Text);
        Assert.False(word.MayBeSeveral);
    }

    private static IReadOnlyList<CommandWord> Split(string line) => ArgumentSplitter.Split(MarkedLine.Parse(line));
}
