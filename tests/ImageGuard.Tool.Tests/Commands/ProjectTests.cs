namespace ImageGuard.Tool.Tests.Commands;

/// <summary>The C# of projects and solutions that are named.</summary>
public sealed class ProjectTests : IDisposable
{
    private readonly SampleTree _tree = new SampleTree()
        .Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """)
        .Write("App/Clean.cs", """
            using System.Diagnostics;

            class Clean
            {
                static void Run()
                {
                    Process.Start("docker", "rmi -f app:1");
            #pragma warning disable IMG101
                    Process.Start("docker", "rmi -f app:2");
            #pragma warning restore IMG101
                    Process.Start("docker", "rm -f web");
                }
            }
            """)
        .Write("App/clean.sh", "docker rmi -f app:1\n");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task A_project_is_linted_by_the_analyzers_and_its_scripts_are_not()
    {
        await RestoreAsync();

        var run = await _tree.LintAsync("App/App.csproj");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("App/Clean.cs:7:38: warning IMG101", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 finding in ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_and_settings_count_for_projects_too()
    {
        await RestoreAsync();
        var asked = await _tree.LintAsync("App/App.csproj", "--rule", "IMG103");
        Assert.Equal(0, asked.ExitCode);
        Assert.Contains("App/Clean.cs:11:", asked.Output, StringComparison.Ordinal);
        Assert.Contains("info IMG103", asked.Output, StringComparison.Ordinal);

        _tree.Write("App/.editorconfig", "[*.cs]\nimageguard.IMG101.severity = none\n");
        Assert.Contains("No findings", (await _tree.LintAsync("App/App.csproj")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_is_linted_project_by_project()
    {
        await RestoreAsync();
        _tree.Write("All.slnx", """<Solution><Project Path="App/App.csproj" /></Solution>""");
        Assert.Contains("App/Clean.cs:7:38: warning IMG101", (await _tree.LintAsync("All.slnx")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_project_is_an_error()
    {
        _tree.Write("Broken.csproj", "<Project>");
        var run = await _tree.LintAsync("Broken.csproj");
        Assert.True(run.ExitCode == 2 || run.Output.Contains("Broken.csproj: problem", StringComparison.Ordinal), run.Output + run.Errors);
    }

    private async Task RestoreAsync()
    {
        var restored = await ToolProcess.StartAsync(_tree.PathOf("App"), "dotnet", "restore");
        Assert.True(restored.ExitCode == 0, restored.Output);
    }
}
