using ImageGuard.Housekeeping;

namespace ImageGuard.Tests.Housekeeping;

public sealed class ImageStockTests
{
    [Fact]
    public void A_layer_counts_once_and_goes_with_its_last_image()
    {
        var layers = new Dictionary<string, IReadOnlyDictionary<string, long>>
        {
            ["a"] = new Dictionary<string, long> { ["shared"] = 100, ["own-a"] = 1 },
            ["b"] = new Dictionary<string, long> { ["shared"] = 100, ["own-b"] = 2 },
        };
        var stock = new ImageStock([Image("a"), Image("b")], layers);
        Assert.Equal(103, stock.Bytes);

        stock.Remove("a");
        Assert.Equal(102, stock.Bytes);

        stock.Remove("b");
        Assert.Equal((0, 0), (stock.Bytes, stock.Count));
    }

    [Fact]
    public void Unnamed_parents_go_with_their_last_child_and_named_ones_stay()
    {
        var stock = new ImageStock(
            [
                Image("base", name: "base:1"),
                Image("step", parent: "base"),
                Image("first", "first:1", "step"),
                Image("second", "second:1", "step"),
            ],
            layers: null);

        stock.Remove("first");
        Assert.Equal(3, stock.Count);
        Assert.Equal("second", stock.ChildOf("step"));

        stock.Remove("second");
        Assert.Equal(1, stock.Count);
        Assert.Null(stock.ChildOf("base"));
    }

    [Theory]
    [InlineData(5, 0.8, 6, true, true)]
    [InlineData(5, 0.8, 5, false, true)]
    [InlineData(5, 0.8, 4, false, false)]
    [InlineData(5, 1.0, 5, false, false)]
    [InlineData(0, 0.8, 0, false, false)]
    public void The_high_mark_begins_and_the_low_mark_ends(int most, double lowMark, int count, bool exceeds, bool exceedsLow)
    {
        var stock = new ImageStock(Enumerable.Range(0, count).Select(number => Image($"{number}")), layers: null);
        var budget = new ImageBudget { MaxImages = most, LowMark = lowMark };

        Assert.Equal((exceeds, exceedsLow), (stock.Exceeds(budget), stock.ExceedsLowMark(budget)));
    }

    private static ImageFacts Image(string id, string? name = null, string? parent = null) => new(
        new ImageSummary(id, name is null ? [] : [name], [], DateTime.UtcNow, 1, new Dictionary<string, string>()), parent, [], Tagged: null);
}
