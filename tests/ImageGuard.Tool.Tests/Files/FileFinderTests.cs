using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Tests.Files;

/// <summary>What is found in folders; git itself says what it ignores.</summary>
public sealed class FileFinderTests : IDisposable
{
    private readonly SampleTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task It_finds_what_git_does_not_ignore()
    {
        await _tree.GitAsync("init", "-q");
        _tree.Write(".gitignore", "*.log\n!keep.log\n/build/\nnode_modules/\ndoc/*.tmp\n**/cache\na/**/z\n\\#odd\n#comment\ntrailing   \nspaced\\ \n[Bb]in\nfoo*bar\n")
            .Write("sub/.gitignore", "!again.log\nonly-here.sh\n/rooted.sh\n")
            .Write("sub/deep/.gitignore", "*\n!*.sh\n!/.gitignore\n");
        string[] files =
        [
            "a.sh", "x.log", "keep.log", "build/a.sh", "sub/build/a.sh", "node_modules/a.sh", "sub/node_modules/b/a.sh", "doc/x.tmp", "doc/deep/x.tmp", "sub/cache",
            "sub/cache2/cache/a", "a/z", "a/b/c/z", "a/b/zz", "#odd", "trailing", "spaced ", "Bin/a", "sub/bin/a", "foo1bar", "foo/bar", "sub/again.log", "sub/x.log",
            "sub/only-here.sh", "only-here.sh", "sub/q/only-here.sh", "sub/rooted.sh", "sub/q/rooted.sh", "sub/deep/a.sh", "sub/deep/a.txt", "sub/deep/more/a.sh",
        ];
        foreach (var file in files.Except(["foo/bar"]).Append("foo/bar"))
        {
            _tree.Write(file, "x");
        }

        var listed = (await _tree.GitAsync("-c", "core.quotepath=off", "ls-files", "--others", "--exclude-standard")).Output;

        Assert.Equal(listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), Find("."));
        Assert.Contains("sub/deep/a.sh", Find("."));
        Assert.DoesNotContain("sub/only-here.sh", Find("."));
    }

    [Fact]
    public async Task The_ignore_files_above_count_too()
    {
        await _tree.GitAsync("init", "-q");
        _tree.Write(".gitignore", "sub/x.sh\n").Write("sub/x.sh", "x").Write("sub/y.sh", "x");
        Assert.Equal(["y.sh"], Find("sub"));
    }

    [Fact]
    public void A_file_that_is_named_is_found_whatever_is_ignored()
    {
        _tree.Write(".gitignore", "*.sh\n").Write("a.sh", "x");
        Assert.Equal([".gitignore"], Find("."));
        Assert.Equal([_tree.PathOf("a.sh")], new FileFinder([]).Find([_tree.PathOf("a.sh")]).Select(file => file.ShownPath));
    }

    [Fact]
    public void Patterns_of_the_user_leave_out_files_and_folders()
    {
        _tree.Write("a.sh", "x").Write("vendor/a.sh", "x").Write("b/vendor/a.sh", "x").Write("b/c.sh", "x");
        var found = new FileFinder(["vendor", "c.*"]).Find([_tree.Root]).Select(file => Path.GetRelativePath(_tree.Root, file.FullPath));
        Assert.Equal(["a.sh"], found);
    }

    [Fact]
    public void Links_are_not_followed()
    {
        _tree.Write("a/x.sh", "x");
        Directory.CreateSymbolicLink(_tree.PathOf("a/loop"), _tree.Root);
        File.CreateSymbolicLink(_tree.PathOf("a/link.sh"), _tree.PathOf("a/x.sh"));
        Assert.Equal(["a/x.sh"], Find("."));
    }

    private IEnumerable<string> Find(string folder)
    {
        var start = Path.GetFullPath(_tree.PathOf(folder));
        return new FileFinder([]).Find([start]).Select(file => Path.GetRelativePath(start, file.FullPath)).Order(StringComparer.Ordinal);
    }
}
