using static ImageGuard.Model.ImageOperationKind;

namespace ImageGuard.Model.Tests;

/// <summary>
/// The table written a second time, by hand, from the requirements:
/// S1 (creating beside removing), S6 (saving beside removing), S9 (building beside removing), S4 (builds that share a name or FROM);
/// everything else may overlap.
/// </summary>
public class OverlapTableTests
{
    private static readonly Dictionary<ImageOperationKind, string> BesideARemoval = new()
    {
        [Pull] = "IMG201",
        [Load] = "IMG201",
        [Build] = "IMG203",
        [Commit] = "IMG201",
        [Import] = "IMG201",
        [Tag] = "IMG201",
        [Save] = "IMG202",
        [Push] = "IMG202",
        [Remove] = "",
        [Prune] = "",
        [List] = "",
        [Inspect] = "",
    };

    public static TheoryData<ImageOperationKind, ImageOperationKind> Pairs()
    {
        var kinds = Enum.GetValues<ImageOperationKind>();
        var pairs = new TheoryData<ImageOperationKind, ImageOperationKind>();
        foreach (var first in kinds)
        {
            foreach (var second in kinds)
            {
                pairs.Add(first, second);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_pair_breaks_the_rule_that_the_requirements_name(ImageOperationKind first, ImageOperationKind second)
    {
        var expected = first is Remove or Prune ? BesideARemoval[second]
            : second is Remove or Prune ? BesideARemoval[first]
            : "";

        Assert.Equal(expected, OverlapTable.RuleBrokenBy(Operation(first), Operation(second))?.Id ?? "");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_order_of_a_pair_does_not_matter(ImageOperationKind first, ImageOperationKind second) =>
        Assert.Same(
            OverlapTable.RuleBrokenBy(Operation(first), Operation(second)),
            OverlapTable.RuleBrokenBy(Operation(second), Operation(first)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Operations_on_different_known_names_may_overlap(ImageOperationKind first, ImageOperationKind second) =>
        Assert.Null(OverlapTable.RuleBrokenBy(Operation(first, "a:1"), Operation(second, "b:1")));

    [Theory]
    [InlineData(new[] { "a:1", "b:1" }, new[] { "b:1", "c:1" }, true)]
    [InlineData(new[] { "a:1", "b:1" }, new[] { "c:1" }, false)]
    [InlineData(new string[0], new[] { "c:1" }, true)]
    [InlineData(new[] { "a:1" }, new[] { "e3b0c44298fc" }, true)]
    public void One_image_in_common_is_enough(string[] loaded, string[] removed, bool broken) =>
        Assert.Equal(broken, OverlapTable.RuleBrokenBy(Operation(Pull, loaded), Operation(Remove, removed)) is not null);

    [Theory]
    [InlineData(new[] { "a:1" }, new[] { "docker.io/library/a:1" }, "IMG204")]
    [InlineData(new[] { "a:1", "b:1" }, new[] { "c:1", "b:1" }, "IMG204")]
    [InlineData(new[] { "a" }, new[] { "a:latest" }, "IMG204")]
    [InlineData(new[] { "a:1" }, new[] { "a:2" }, "")]
    [InlineData(new[] { "a:1" }, new string[0], "")]
    [InlineData(new string[0], new string[0], "")]
    public void Builds_that_share_a_name_break_a_rule(string[] first, string[] second, string rule) =>
        Assert.Equal(rule, OverlapTable.RuleBrokenBy(Operation(Build, first), Operation(Build, second))?.Id ?? "");

    [Theory]
    [InlineData(Certainty.Certain, Certainty.Certain, "alpine:3", "IMG204")]
    [InlineData(Certainty.Certain, Certainty.Certain, "alpine:4", "")]
    [InlineData(Certainty.Certain, Certainty.Certain, null, "")]
    [InlineData(Certainty.Certain, Certainty.No, "alpine:3", "")]
    [InlineData(Certainty.Certain, Certainty.Possible, "alpine:3", "")]
    [InlineData(Certainty.No, Certainty.No, "alpine:3", "")]
    public void Builds_without_a_parent_that_share_FROM_break_a_rule(Certainty first, Certainty second, string? baseOfSecond, string rule)
    {
        var one = Operation(Build, "a:1") with { NoParent = first, BaseImages = [ImageOperand.FromText("alpine:3")] };
        var two = Operation(Build, "b:1") with { NoParent = second, BaseImages = [baseOfSecond is null ? ImageOperand.Unknown : ImageOperand.FromText(baseOfSecond)] };

        Assert.Equal(rule, OverlapTable.RuleBrokenBy(one, two)?.Id ?? "");
    }

    [Fact]
    public void Every_kind_has_a_place_in_the_table() =>
        Assert.Equal(Enum.GetValues<ImageOperationKind>().Order(), BesideARemoval.Keys.Order());

    private static ImageOperation Operation(ImageOperationKind kind, params string[] images) => new()
    {
        Kind = kind,
        Text = kind.ToString(),
        Span = new SourceSpan("document", 0, 0),
        Images = [.. images.Select(image => ImageOperand.FromText(image))],
    };
}
