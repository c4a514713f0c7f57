using System.Runtime.InteropServices;

namespace ImageGuard.EndToEnd.Tests;

/// <summary>Projects that are set up in less usual ways.</summary>
[Collection(Packed.Name)]
public sealed class ProjectTests(PackedPackages packages)
{
    private const string DockerDotNet = """<PackageReference Include="Docker.DotNet" Version="3.125.15" />""";

    /// <summary>One finding that is a warning by default, and one that is a suggestion.</summary>
    private const string Removals = """
        using Docker.DotNet;
        using Docker.DotNet.Models;

        public static class Removals
        {
            public static async Task RemoveAsync(IDockerClient client, bool force)
            {
                await client.Images.DeleteImageAsync("a:1", new ImageDeleteParameters { Force = true });
                await client.Images.DeleteImageAsync("a:2", new ImageDeleteParameters { Force = force });
            }
        }
        """;

    [Theory]
    [InlineData("", "IMG101 warning, IMG102 note")]
    [InlineData("default", "IMG101 warning, IMG102 note")]
    [InlineData("strict", "IMG101 warning, IMG102 warning")]
    [InlineData("off", "")]
    public async Task A_preset_sets_how_loudly_the_rules_speak(string preset, string expected)
    {
        using var workspace = Workspace.OfCode(packages, DockerDotNet, Removals);

        var build = await workspace.BuildAsync($"-p:ImageGuardPreset={preset}");

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(expected, string.Join(", ", build.Findings.Select(finding => $"{finding.Rule} {finding.Level}")));
    }

    [Fact]
    public async Task A_preset_that_does_not_exist_is_an_error()
    {
        using var workspace = Workspace.OfCode(packages, DockerDotNet, Removals);

        var build = await workspace.BuildAsync("-p:ImageGuardPreset=stict");

        Assert.False(build.Succeeded);
        Assert.Contains("ImageGuardPreset 'stict' does not exist. Presets: default, strict, off.", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_takes_what_is_compiled_ahead_for_its_platform_and_an_editor_what_lies_beside_its_fixes()
    {
        const string ahead = "imageguard.analyzers/0.1.0/tools/linux-x64/ImageGuard.Analyzers.dll";
        const string usual = "imageguard.analyzers/0.1.0/analyzers/dotnet/roslyn4.8/cs/ImageGuard.Analyzers.dll";
        using var workspace = Workspace.OfCode(packages, DockerDotNet, Removals);

        var build = await workspace.BuildAsync("-t:Compile", "-getItem:Analyzer");
        var other = await workspace.BuildAsync("-t:Compile", "-getItem:Analyzer", "-p:NETCoreSdkRuntimeIdentifier=osx-arm64");
        var editor = await workspace.BuildAsync("-t:Compile", "-getItem:Analyzer", "-p:DesignTimeBuild=true");

        var expected = RuntimeInformation.RuntimeIdentifier == "linux-x64" ? ahead : usual;
        Assert.Contains(expected, build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(expected == ahead ? usual : ahead, build.Output, StringComparison.Ordinal);
        Assert.All([other, editor], each =>
        {
            Assert.Contains(usual, each.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(ahead, each.Output, StringComparison.Ordinal);
        });
        Assert.Equal(2, build.Findings.Count);
        Assert.Equal(build.Findings, other.Findings);
    }

    [Fact]
    public async Task What_a_project_says_of_its_own_methods_is_heard()
    {
        using var workspace = Workspace.OfCode(packages, "", """
            namespace Shop;

            public class Store
            {
                public void Drop(string name, bool hard) => Console.WriteLine(name + hard);

                public void Clean() => Drop("a:1", hard: true);
            }
            """);
        workspace.Write("imageguard.sources.txt", "Shop.Store.Drop Remove image=name force=hard\n");

        var build = await workspace.BuildAsync();

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal([new("IMG101", "warning", "Code.cs", "public void Clean() => Drop(\"a:1\", hard: true);")], build.Findings);
    }

    /// <summary>Both packages hold an assembly of one name, so the older one has to be referenced as a file, under an alias.</summary>
    [Fact]
    public async Task Both_clients_are_understood_in_one_project()
    {
        using var workspace = Workspace.OfCode(
            packages,
            """
            <PackageReference Include="Docker.DotNet" Version="3.125.15" GeneratePathProperty="true" ExcludeAssets="all" />
            <PackageReference Include="Docker.DotNet.Enhanced" Version="4.3.3" />
            <Reference Include="Docker.DotNet.Classic" HintPath="$(PkgDocker_DotNet)/lib/netstandard2.1/Docker.DotNet.dll" Aliases="classic" />
            """,
            """
            extern alias classic;

            using Docker.DotNet;
            using Docker.DotNet.Models;
            using Classic = classic::Docker.DotNet;

            public static class Removals
            {
                public static async Task ClassicAsync(Classic.IDockerClient client) =>
                    await client.Images.DeleteImageAsync("a:1", new Classic.Models.ImageDeleteParameters { Force = true });

                public static async Task EnhancedAsync(IDockerClient client) =>
                    await client.Images.DeleteImageAsync("a:2", new ImageDeleteParameters { Force = true });
            }
            """);

        var build = await workspace.BuildAsync();

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(
            [
                new("IMG101", "warning", "Code.cs", "await client.Images.DeleteImageAsync(\"a:1\", new Classic.Models.ImageDeleteParameters { Force = true });"),
                new("IMG101", "warning", "Code.cs", "await client.Images.DeleteImageAsync(\"a:2\", new ImageDeleteParameters { Force = true });"),
            ],
            build.Findings);
    }
}
