using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ImageGuard.EndToEnd.Tests;

/// <summary>The package of the tool, installed from a feed as a user would.</summary>
[Collection(Packed.Name)]
public sealed class ToolPackageTests(PackedPackages packages) : IDisposable
{
    private const string Id = "ImageGuard.Tool";

    /// <summary>What older SDKs and other platforms run.</summary>
    private const string AnyPlatform = "tools/net8.0/any";

    /// <summary>What is compiled for this platform.</summary>
    private const string Compiled = "tools/net10.0/linux-x64";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_says_who_it_is_and_holds_no_library()
    {
        using var package = PackedPackages.Open(packages.Feed, Id);
        var metadata = PackedPackages.MetadataOf(package, Id);
        var entries = PackedPackages.EntriesOf(package).ToArray();

        Assert.Equal("DotnetTool", metadata.Descendants().Single(element => element.Name.LocalName == "packageType").Attribute("name")!.Value);
        Assert.Equal("MIT", Text("license"));
        Assert.Equal("icon.png", Text("icon"));
        Assert.Equal("README.md", Text("readme"));
        Assert.Contains("icon.png", entries);
        Assert.Contains("README.md", entries);
        foreach (var folder in new[] { AnyPlatform, Compiled })
        {
            Assert.Contains($"{folder}/ImageGuard.Tool.dll", entries);
            Assert.Contains($"{folder}/BuildHost-netcore/Microsoft.CodeAnalysis.Workspaces.MSBuild.BuildHost.dll", entries);
        }

        Assert.DoesNotContain(entries, entry => entry.StartsWith("lib/", StringComparison.Ordinal));

        string Text(string name) => metadata.Element(metadata.Name.Namespace + name)!.Value;
    }

    [Fact]
    public async Task It_installs_from_the_feed_and_lints_scripts_and_a_project()
    {
        var imageguard = await InstallAsync();
        File.WriteAllText(Path.Combine(_folder.Path, "clean.sh"), "docker rmi -f app:1\n");

        var run = await Tool.RunAsync(_folder.Path, imageguard, "lint");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("clean.sh:1:12: warning IMG101", run.Output, StringComparison.Ordinal);

        using var sample = Workspace.OfSample(packages, "UnsafeDeployer");
        (await sample.RunAsync("restore")).ThatSucceeded();
        var project = await sample.RunProgramAsync(imageguard, "lint", "UnsafeDeployer.csproj");
        Assert.Contains("Cleaner.cs:", project.Output, StringComparison.Ordinal);
        Assert.Contains("warning IMG101", project.Output, StringComparison.Ordinal);
        Assert.Equal(1, project.ExitCode);
    }

    [Fact]
    public async Task It_takes_what_is_compiled_for_this_platform_and_runs_everywhere_else()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "clean.sh"), "docker rmi -f app:1\n");
        var shim = File.ReadAllText(await InstallAsync(), Encoding.Latin1);
        Assert.Contains($"{Compiled}/ImageGuard.Tool.dll", shim, StringComparison.Ordinal);

        using var package = PackedPackages.Open(packages.Feed, Id);
        package.ExtractToDirectory(Path.Combine(_folder.Path, "package"));
        foreach (var (folder, isCompiled) in new[] { (AnyPlatform, false), (Compiled, true) })
        {
            var files = Path.Combine(_folder.Path, "package", folder);
            using var assembly = new PEReader(File.OpenRead(Path.Combine(files, "ImageGuard.Scripts.dll")));
            Assert.Equal(isCompiled, assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);

            var run = await Tool.RunAsync(_folder.Path, "dotnet", Path.Combine(files, "ImageGuard.Tool.dll"), "lint", "clean.sh");
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("clean.sh:1:12: warning IMG101", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_explains_a_rule_without_the_repository()
    {
        var run = await Tool.RunAsync(_folder.Path, await InstallAsync(), "explain", "IMG101");
        Assert.Contains("# IMG101: Image removal is forced", run.ThatSucceeded().Output, StringComparison.Ordinal);
    }

    private async Task<string> InstallAsync()
    {
        var tools = Path.Combine(_folder.Path, "tools");
        (await Tool.RunAsync(_folder.Path, "dotnet", "tool", "install", Id, "--add-source", packages.Feed, "--tool-path", tools, "--version", "0.*")).ThatSucceeded();
        return Path.Combine(tools, "imageguard");
    }
}
