using ImageGuard.Verification;

namespace ImageGuard.Tests.Verification;

public sealed class FileComparisonTests
{
    [Fact]
    public void Layers_lie_over_one_another() => Assert.Empty(Differences(
        actual: [File("a", 2), File("b", 1), Folder("c")],
        [File("a", 1), File("b", 1)],
        [File("a", 2), Folder("c")]));

    [Fact]
    public void An_empty_file_is_blamed_on_the_layer_that_it_comes_from() => Assert.Equal(
        [(1, "a is empty instead of 2 bytes")],
        Differences(actual: [File("a", 0), File("b", 1)], [File("a", 1), File("b", 1)], [File("a", 2)]));

    [Fact]
    public void Another_content_of_the_same_length_is_seen() => Assert.Equal(
        [(0, "a has another content")],
        Differences(actual: [File("a", 5, content: 1)], [File("a", 5, content: 2)]));

    [Fact]
    public void In_a_quick_comparison_there_are_no_contents() =>
        Assert.Empty(Differences(actual: [File("a", 5, content: null)], [File("a", 5, content: null)]));

    [Fact]
    public void A_missing_file_is_seen() =>
        Assert.Equal([(0, "a/b is missing")], Differences(actual: [Folder("a")], [Folder("a"), File("a/b", 1)]));

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_seen() =>
        Assert.Equal([(0, "a is a folder instead of a file")], Differences(actual: [Folder("a")], [File("a", 1)]));

    [Fact]
    public void A_link_to_elsewhere_is_seen() =>
        Assert.Equal([(0, "a points to c instead of b")], Differences(actual: [Link("a", "c")], [Link("a", "b")]));

    [Theory]
    [InlineData("x/.wh.a")]
    [InlineData("x/.wh..wh..opq")]
    [InlineData(".wh.x")]
    public void What_a_layer_takes_away_is_not_expected(string whiteout) =>
        Assert.Empty(Differences(actual: [Folder("y")], [File("x/a", 1), Folder("y")], [File(whiteout, 0)]));

    [Theory]
    [InlineData("x/.wh.a")]
    [InlineData("x/.wh..wh..opq")]
    [InlineData(".wh.x")]
    public void And_its_return_is_seen(string whiteout) => Assert.Equal(
        [(1, "x/a is there although this layer takes it away")],
        Differences(actual: [Folder("x"), File("x/a", 1)], [File("x/a", 1)], [File(whiteout, 0)]));

    [Fact]
    public void A_layer_takes_nothing_of_its_own_away() => Assert.Empty(Differences(
        actual: [Folder("x"), File("x/a", 2)],
        [File("x/a", 1), File("x/b", 1)],
        [File("x/a", 2), File("x/.wh..wh..opq", 0), File("x/.wh.a", 0)]));

    [Fact]
    public void What_is_taken_away_and_made_again_is_expected() => Assert.Equal(
        [(2, "x is missing")],
        Differences(actual: [], [File("x", 1)], [File(".wh.x", 0)], [File("x", 2)]));

    [Fact]
    public void A_file_in_the_place_of_a_folder_hides_what_was_in_it() =>
        Assert.Empty(Differences(actual: [File("x", 1)], [Folder("x"), File("x/a", 1)], [File("x", 1)]));

    [Fact]
    public void A_folder_that_is_named_again_keeps_what_is_in_it() => Assert.Equal(
        [(0, "x/a is missing")],
        Differences(actual: [Folder("x")], [Folder("x"), File("x/a", 1)], [Folder("x")]));

    [Fact]
    public void A_path_through_a_link_leads_to_where_the_link_does() => Assert.Empty(Differences(
        actual: [Link("lib", "usr/lib"), Folder("usr/lib"), File("usr/lib/a", 2)],
        [Link("lib", "usr/lib"), File("usr/lib/a", 1)],
        [File("lib/a", 2)]));

    [Fact]
    public void A_link_in_a_circle_ends() =>
        Assert.Equal([(0, "a/x is missing")], Differences(actual: [Link("a", "b"), Link("b", "a")], [File("a/x", 1)]));

    [Fact]
    public void A_hard_link_has_the_content_of_its_target()
    {
        Assert.Empty(Differences(actual: [File("a", 3), HardLink("b", "a")], [File("a", 3), HardLink("b", "a")]));
        Assert.Empty(Differences(actual: [File("a", 3), File("b", 3)], [File("a", 3)], [HardLink("b", "/a")]));
        Assert.Equal(
            [(0, "b is empty instead of 3 bytes")],
            Differences(actual: [File("a", 3), File("b", 0)], [File("a", 3), HardLink("b", "a")]));
    }

    [Fact]
    public void What_engines_put_into_a_container_is_their_own() => Assert.Empty(Differences(
        actual: [File(".dockerenv", 0), File("etc/hosts", 0), File("dev/console", 0), File("more", 1)],
        [File("etc/hosts", 9), File("dev/x", 1)]));

    private static (int Layer, string Problem)[] Differences(LayerFile[] actual, params LayerFile[][] layers)
    {
        var (expectedTree, actualTree) = (new FileTree(), new FileTree());
        for (var i = 0; i < layers.Length; i++)
        {
            expectedTree.Apply(i, layers[i]);
        }

        actualTree.Apply(0, actual);
        return [.. FileComparison.Compare(expectedTree, actualTree)];
    }

    private static LayerFile File(string path, long size, int? content = 0) =>
        new(path, FileType.File, size, content is null ? null : (UInt128)content + (UInt128)size, "");

    private static LayerFile Folder(string path) => new(path, FileType.Folder, 0, null, "");

    private static LayerFile Link(string path, string target) => new(path, FileType.SymbolicLink, 0, null, target);

    private static LayerFile HardLink(string path, string target) => new(path, FileType.HardLink, 0, null, target);
}
