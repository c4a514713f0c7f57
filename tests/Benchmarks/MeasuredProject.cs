using System.Diagnostics;

namespace ImageGuard.Benchmarks;

/// <summary>A project that is built again and again with our analyzers, and asked each time what they cost.</summary>
internal sealed class MeasuredProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageguard-benchmark-");
    private readonly string _project;
    private readonly string _injected;

    private MeasuredProject(string? project)
    {
        _project = project ?? Path.Combine(_folder.FullName, "Generated.csproj");

        // Every project imports the file that this property names, and takes the analyzers from it as if it referenced their package.
        _injected = Path.Combine(_folder.FullName, "analyzers.targets");
        File.WriteAllText(_injected, $"""
            <Project>
              <ItemGroup>
                <Analyzer Include="{AppContext.BaseDirectory}analyzers/ImageGuard.*.dll;{AppContext.BaseDirectory}analyzers/YamlDotNet.dll" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>A project that exists.</summary>
    public static MeasuredProject Existing(string project) => new(project);

    /// <summary>A project made of the given files, as <c>dotnet new</c> would set it up.</summary>
    public static MeasuredProject Generated(bool referencesDocker, params IEnumerable<string> files)
    {
        var measured = new MeasuredProject(project: null);
        File.WriteAllText(measured._project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {(referencesDocker ? """<PackageReference Include="Docker.DotNet" Version="3.125.15" />""" : "")}
              </ItemGroup>
            </Project>
            """);
        foreach (var (index, file) in files.Index())
        {
            File.WriteAllText(Path.Combine(measured._folder.FullName, $"File{index}.cs"), file);
        }

        return measured;
    }

    /// <summary>Builds several times.</summary>
    public async Task<IReadOnlyList<AnalyzerTimes>> MeasureAsync(int runs)
    {
        await RunAsync("restore", _project);

        var times = new List<AnalyzerTimes>();
        for (var run = 0; run < runs; run++)
        {
            times.Add(await BuildAsync());
        }

        return times;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<AnalyzerTimes> BuildAsync()
    {
        var log = Path.Combine(_folder.FullName, "build.log");

        // A compiler of its own for each build, started cold, as in a build on a server.
        await RunAsync(
            "build",
            _project,
            "--no-restore",
            "--no-incremental",
            "-p:ReportAnalyzer=true",
            "-p:UseSharedCompilation=false",
            $"-p:CustomAfterMicrosoftCommonTargets={_injected}",
            $"-flp:LogFile={log};Verbosity=detailed");

        return AnalyzerTimes.Read(await File.ReadAllTextAsync(log));
    }

    private static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [.. arguments, "-nodeReuse:false", "-v:q"])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}:\n{output}");
        }
    }
}
