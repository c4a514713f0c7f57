namespace ImageGuard.EndToEnd.Tests;

/// <summary>A user's folder with one project in it: away from the repository, with an empty cache of packages.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _samples;
    private readonly string _project;

    private Workspace(PackedPackages packages, string project)
    {
        // As deep as in the repository, for the samples put what they build beside their own folder.
        _samples = Path.Combine(_folder.Path, "samples");
        _project = Path.Combine(_samples, project);
        Directory.CreateDirectory(_project);

        File.WriteAllText(Path.Combine(_samples, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <add key="packed" value="{packages.Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    /// <summary>A copy of a sample.</summary>
    public static Workspace OfSample(PackedPackages packages, string sample)
    {
        var workspace = new Workspace(packages, sample);
        File.Copy(Path.Combine(packages.Samples, "Directory.Build.props"), Path.Combine(workspace._samples, "Directory.Build.props"));
        foreach (var file in Directory.GetFiles(Path.Combine(packages.Samples, sample)))
        {
            File.Copy(file, Path.Combine(workspace._project, Path.GetFileName(file)));
        }

        return workspace;
    }

    /// <summary>A library of one file.</summary>
    public static Workspace OfCode(PackedPackages packages, string projectItems, string code)
    {
        var workspace = new Workspace(packages, "Library");
        File.WriteAllText(Path.Combine(workspace._project, "Library.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ImageGuard.Analyzers" Version="0.*" PrivateAssets="all" />
                {projectItems}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(workspace._project, "Code.cs"), code);
        return workspace;
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(_project, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Replace(string file, string old, string @new)
    {
        var path = Path.Combine(_project, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, @new, StringComparison.Ordinal));
    }

    /// <summary>Builds from scratch. Whatever else happens, no analyzer may have crashed.</summary>
    public async Task<Build> BuildAsync(params string[] arguments)
    {
        var log = Path.Combine(_folder.Path, "findings.sarif");
        File.Delete(log);

        var result = await RunAsync("build", ["--no-incremental", $"-p:ErrorLog={log}%2cversion=2.1", .. arguments]);

        Assert.DoesNotContain("AD0001", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8032", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS9057", result.Output, StringComparison.Ordinal);
        return new Build(result.ExitCode, result.Output, File.Exists(log) ? Build.ReadFindings(log) : []);
    }

    /// <summary>Runs a command of the SDK on the project.</summary>
    public Task<ToolResult> RunAsync(string command, params string[] arguments) =>
        RunProgramAsync("dotnet", [.. command.Split(' '), .. arguments]);

    /// <summary>Runs a program in the project's folder.</summary>
    public Task<ToolResult> RunProgramAsync(string program, params string[] arguments) => Tool.RunAsync(_project, program, arguments);

    public void Dispose() => _folder.Dispose();
}
