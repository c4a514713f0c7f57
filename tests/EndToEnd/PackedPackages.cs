using System.IO.Compression;
using System.Xml.Linq;

namespace ImageGuard.EndToEnd.Tests;

/// <summary>The packages, packed once from a clean clone of this work tree by the documented command.</summary>
public sealed class PackedPackages : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _clone = new();

    /// <summary>The folder that holds the packages and nothing else.</summary>
    public string Feed => Path.Combine(_clone.Path, "feed");

    /// <summary>The samples as they lie in the clone.</summary>
    public string Samples => Path.Combine(_clone.Path, "samples");

    /// <summary>The source projects as they lie in the clone.</summary>
    public string Sources => Path.Combine(_clone.Path, "src");

    /// <summary>The commit that the clone stands on.</summary>
    public string Commit { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await PackAsync(_clone.Path);
        Commit = (await Tool.RunAsync(_clone.Path, "git", "rev-parse", "HEAD")).ThatSucceeded().Output.Trim();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _clone.Dispose();

    /// <summary>Clones this work tree, what is not committed yet included, and packs every package into <c>feed</c>.</summary>
    public static async Task PackAsync(string clone)
    {
        var root = RepositoryRoot.At();
        await CloneAsync(root, clone);
        (await Tool.RunAsync(clone, "dotnet", "pack", "Analyzers.sln", "-c", "Release", "-o", "feed")).ThatSucceeded();
    }

    public static ZipArchive Open(string feed, string id) =>
        ZipFile.OpenRead(Directory.GetFiles(feed, $"{id}.*.nupkg").Single(file => char.IsDigit(Path.GetFileName(file)[id.Length + 1])));

    /// <summary>The names of the entries, but for those that belong to the format itself.</summary>
    public static IEnumerable<string> EntriesOf(ZipArchive package) => package.Entries
        .Select(entry => entry.FullName)
        .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal)
            && !name.StartsWith("package/services/", StringComparison.Ordinal)
            && name != "[Content_Types].xml")
        .Order(StringComparer.Ordinal);

    /// <summary>What the package says of itself.</summary>
    public static XElement MetadataOf(ZipArchive package, string id)
    {
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        var root = XDocument.Load(nuspec).Root!;
        return root.Element(root.Name.Namespace + "metadata")!;
    }

    private static async Task CloneAsync(string root, string clone)
    {
        (await Tool.RunAsync(root, "git", "clone", "--quiet", "--shared", "--no-checkout", root, clone)).ThatSucceeded();

        var files = (await Tool.RunAsync(root, "git", "ls-files", "--cached", "--others", "--exclude-standard")).ThatSucceeded().Output;
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // A file that was deleted and not committed is still listed.
            if (File.Exists(Path.Combine(root, file)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(clone, file))!);
                File.Copy(Path.Combine(root, file), Path.Combine(clone, file));
            }
        }
    }
}

/// <summary>One after the other: each test keeps both cores busy with a build of its own.</summary>
[CollectionDefinition(Name)]
public sealed class Packed : ICollectionFixture<PackedPackages>
{
    public const string Name = nameof(Packed);
}
