using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace ImageGuard.EndToEnd.Tests;

/// <summary>What is in the package of the analyzers.</summary>
[Collection(Packed.Name)]
public sealed class PackageTests(PackedPackages packages)
{
    private const string Id = "ImageGuard.Analyzers";
    private const string Repository = "https://github.com/imageguard/imageguard";

    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    /// <summary>What the oldest compiler that the package is for brings; there is nobody to bring anything else.</summary>
    private static readonly Dictionary<string, Version> OldestHost = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
    };

    [Fact]
    public void It_holds_what_the_compiler_and_the_reader_need_and_nothing_else()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);

        Assert.Equal(
            [
                "ImageGuard.Analyzers.nuspec",
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/roslyn4.8/cs/ImageGuard.Analyzers.dll",
                "analyzers/dotnet/roslyn4.8/cs/ImageGuard.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.8/cs/ImageGuard.Model.dll",
                "analyzers/dotnet/roslyn4.8/cs/ImageGuard.Scripts.dll",
                "analyzers/dotnet/roslyn4.8/cs/YamlDotNet.dll",
                "build/ImageGuard.Analyzers.props",
                "build/ImageGuard.Analyzers.targets",
                "icon.png",
                "presets/default.globalconfig",
                "presets/off.globalconfig",
                "presets/strict.globalconfig",
                "tools/linux-x64/ImageGuard.Analyzers.dll",
                "tools/linux-x64/ImageGuard.Model.dll",
                "tools/linux-x64/ImageGuard.Scripts.dll",
                "tools/linux-x64/YamlDotNet.dll",
            ],
            PackedPackages.EntriesOf(package));
    }

    [Fact]
    public void It_says_who_it_is_and_brings_no_dependency()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);
        var metadata = PackedPackages.MetadataOf(package, Id);

        Assert.Equal(Id, Text("id"));
        Assert.Equal("true", Text("developmentDependency"));
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("icon.png", Text("icon"));
        Assert.Equal("README.md", Text("readme"));
        Assert.Equal(Repository, Text("projectUrl"));
        Assert.Contains("docker", Text("tags").Split(' '));
        Assert.Contains("IMG101", Text("releaseNotes"), StringComparison.Ordinal);
        Assert.Null(Element("dependencies"));

        var repository = Element("repository")!;
        Assert.Equal(Repository, repository.Attribute("url")!.Value);
        Assert.Equal(packages.Commit, repository.Attribute("commit")!.Value);

        XElement? Element(string name) => metadata.Element(metadata.Name.Namespace + name);
        string Text(string name) => Element(name)?.Value ?? "";
    }

    [Fact]
    public async Task Packing_it_in_another_folder_makes_the_same_assemblies()
    {
        using var clone = new TemporaryFolder();
        await PackedPackages.PackAsync(clone.Path);

        using var first = PackedPackages.Open(packages.Feed, Id);
        using var second = PackedPackages.Open(Path.Combine(clone.Path, "feed"), Id);

        Assert.Equal(Assemblies(first).Select(assembly => assembly.Name), Assemblies(second).Select(assembly => assembly.Name));
        // As arrays: two ImmutableArrays are equal only if they are the same one.
        Assert.All(Assemblies(first).Zip(Assemblies(second)), pair => Assert.Equal(pair.First.Content.ToArray(), pair.Second.Content.ToArray()));
    }

    [Fact]
    public void Its_symbols_lead_to_the_published_sources()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);

        Assert.All(OwnAssemblies(package), assembly =>
        {
            using var reader = new PEReader(assembly.Content);
            var embedded = reader.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            using var provider = reader.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
            var symbols = provider.GetMetadataReader();

            var sourceLink = symbols.CustomDebugInformation
                .Select(symbols.GetCustomDebugInformation)
                .Single(information => symbols.GetGuid(information.Kind) == SourceLink);

            Assert.Equal(
                $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/imageguard/imageguard/{{{packages.Commit}}}/*"}}""",
                Encoding.UTF8.GetString(symbols.GetBlobBytes(sourceLink.Value)));
            Assert.All(
                symbols.Documents.Select(handle => symbols.GetString(symbols.GetDocument(handle).Name)),
                document => Assert.DoesNotContain(Path.GetTempPath(), document, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void What_is_compiled_ahead_is_the_same_code()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);
        var files = package.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).ToLookup(
            entry => entry.Name, entry => (IsAhead: entry.FullName.StartsWith("tools/", StringComparison.Ordinal), Content: Read(entry)));

        Assert.All(files.Where(file => file.Count() > 1), file =>
        {
            Assert.Single(file, of => of.IsAhead);
            Assert.All(file, of => Assert.Equal(of.IsAhead, HasMachineCode(of.Content)));
            Assert.Single(file.Select(of => ModuleOf(of.Content)).Distinct());
        });

        static bool HasMachineCode(ImmutableArray<byte> content)
        {
            using var reader = new PEReader(content);
            return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
        }

        static Guid ModuleOf(ImmutableArray<byte> content)
        {
            using var reader = new PEReader(content);
            var metadata = reader.GetMetadataReader();
            return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }
    }

    [Fact]
    public void Its_assemblies_load_into_the_oldest_host()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);
        var assemblies = Assemblies(package);
        var own = assemblies.Select(assembly => Path.GetFileNameWithoutExtension(assembly.Name)).ToHashSet();

        Assert.All(assemblies, assembly =>
        {
            using var reader = new PEReader(assembly.Content);
            var metadata = reader.GetMetadataReader();
            foreach (var reference in metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()))
            {
                Assert.True(
                    own.Contains(reference.Name!) || (OldestHost.TryGetValue(reference.Name!, out var version) && reference.Version <= version),
                    $"{assembly.Name} needs {reference}");
            }
        });
    }

    /// <summary>The assemblies that are built here.</summary>
    private static IEnumerable<(string Name, ImmutableArray<byte> Content)> OwnAssemblies(ZipArchive package) =>
        Assemblies(package).Where(assembly => assembly.Name.StartsWith("ImageGuard.", StringComparison.Ordinal));

    private static ImmutableArray<(string Name, ImmutableArray<byte> Content)> Assemblies(ZipArchive package) =>
    [
        .. from entry in package.Entries
           where entry.FullName.EndsWith(".dll", StringComparison.Ordinal)
           orderby entry.FullName
           select (entry.Name, Read(entry)),
    ];

    private static ImmutableArray<byte> Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var memory = new MemoryStream();
        content.CopyTo(memory);
        return [.. memory.ToArray()];
    }
}
