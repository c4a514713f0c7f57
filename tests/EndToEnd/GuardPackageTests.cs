using System.IO.Compression;
using System.Xml.Linq;

namespace ImageGuard.EndToEnd.Tests;

/// <summary>What is in the packages of the guard.</summary>
[Collection(Packed.Name)]
public sealed class GuardPackageTests(PackedPackages packages)
{
    private const string Id = "ImageGuard";
    private const string PostgresId = "ImageGuard.Postgres";

    [Fact]
    public void It_holds_the_guard_and_its_model_with_their_documentation_and_no_analyzer()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);

        Assert.Equal(
            [
                "ImageGuard.nuspec",
                "README.md",
                "icon.png",
                "lib/net8.0/ImageGuard.Model.dll",
                "lib/net8.0/ImageGuard.Model.xml",
                "lib/net8.0/ImageGuard.dll",
                "lib/net8.0/ImageGuard.xml",
            ],
            PackedPackages.EntriesOf(package));
    }

    /// <summary>Docker.DotNet.Enhanced takes the place of Docker.DotNet by a reference of the user's own.</summary>
    [Fact]
    public void It_depends_on_what_the_guard_is_compiled_with_and_on_no_package_of_this_repository()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);

        Assert.Equal(ReferencesOfTheGuard(), DependenciesOf(package, Id));
    }

    [Fact]
    public void The_package_for_PostgreSQL_holds_itself_alone_and_depends_on_the_guard()
    {
        using var package = PackedPackages.Open(packages.Feed, PostgresId);

        Assert.Equal(
            [
                "ImageGuard.Postgres.nuspec",
                "README.md",
                "icon.png",
                "lib/net8.0/ImageGuard.Postgres.dll",
                "lib/net8.0/ImageGuard.Postgres.xml",
            ],
            PackedPackages.EntriesOf(package));
        Assert.Equal(["DistributedLock.Postgres", Id, "Npgsql"], DependenciesOf(package, PostgresId));
    }

    private static IEnumerable<string> DependenciesOf(ZipArchive package, string id) =>
        PackedPackages.MetadataOf(package, id).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .Select(element => element.Attribute("id")!.Value)
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> ReferencesOfTheGuard() =>
        XDocument.Load(Path.Combine(packages.Sources, "ImageGuard", "ImageGuard.csproj"))
            .Descendants("PackageReference")
            .Where(reference => reference.Attribute("PrivateAssets") is null)
            .Select(reference => reference.Attribute("Include")!.Value)
            .Order(StringComparer.Ordinal);
}
