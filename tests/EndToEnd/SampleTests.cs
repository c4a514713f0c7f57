namespace ImageGuard.EndToEnd.Tests;

/// <summary>The samples, built from the packed package as a user would.</summary>
[Collection(Packed.Name)]
public sealed class SampleTests(PackedPackages packages)
{
    /// <summary>The faults of the unsafe sample, each with the line that it is found at, in the order of files and lines.</summary>
    private static readonly Finding[] Faults =
    [
        new("IMG301", "warning", "Archives.cs", "await using var archive = await client.Images.SaveImageAsync(image.ID);"),
        new("IMG202", "warning", "Archives.cs", "await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());"),
        new("IMG401", "warning", "Archives.cs", "await client.Images.LoadImageAsync(new ImageLoadParameters { Quiet = true }, archive, null);"),
        new("IMG203", "warning", "Builds.cs", "var prune = Task.Run(() => client.Images.PruneImagesAsync());"),
        new("IMG401", "warning", "Builds.cs", "new Progress<JSONMessage>(message => Console.Write(message.Stream)));"),
        new("IMG102", "note", "Cleaner.cs", "await client.Images.DeleteImageAsync(image.RepoTags[0], new ImageDeleteParameters { Force = settings.ForceCleanup });"),
        new("IMG101", "warning", "Cleaner.cs", "Force = true,"),
        new("IMG205", "warning", "Cleaner.cs", "_ = client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters());"),
        new("IMG401", "warning", "Releases.cs", "new Progress<JSONMessage>());"),
        new("IMG201", "warning", "Releases.cs", "var remove = client.Images.DeleteImageAsync($\"{settings.Repository}:{from}\", new ImageDeleteParameters());"),
    ];

    [Fact]
    public async Task Each_fault_of_the_unsafe_sample_is_found_where_it_stands()
    {
        using var workspace = Workspace.OfSample(packages, "UnsafeDeployer");

        var build = await workspace.BuildAsync();

        AssertFaults(build);
    }

    [Fact]
    public async Task The_unsafe_sample_does_not_build_where_warnings_are_errors()
    {
        using var workspace = Workspace.OfSample(packages, "UnsafeDeployer");

        var build = await workspace.BuildAsync("-p:TreatWarningsAsErrors=true");

        Assert.False(build.Succeeded);
        Assert.Contains("error IMG101", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_safe_sample_builds_where_warnings_are_errors_and_has_no_finding()
    {
        using var workspace = Workspace.OfSample(packages, "SafeDeployer");

        var build = await workspace.BuildAsync("-p:TreatWarningsAsErrors=true", "-p:ImageGuardPreset=strict");

        Assert.True(build.Succeeded, build.Output);
        Assert.Empty(build.Findings);
    }

    [Fact]
    public async Task The_same_faults_are_found_with_the_enhanced_client()
    {
        using var workspace = Workspace.OfSample(packages, "UnsafeDeployer");
        workspace.Replace("UnsafeDeployer.csproj", "\"Docker.DotNet\" Version=\"3.125.15\"", "\"Docker.DotNet.Enhanced\" Version=\"4.3.3\"");
        workspace.Replace("Program.cs", "using var configuration = new DockerClientConfiguration(settings.Engine);\n", "");
        workspace.Replace("Program.cs", "configuration.CreateClient()", "new DockerClientBuilder().WithEndpoint(settings.Engine).Build()");

        var build = await workspace.BuildAsync();

        AssertFaults(build);
    }

    [Fact]
    public async Task The_fixes_that_a_real_host_applies_leave_no_finding()
    {
        using var workspace = Workspace.OfSample(packages, "UnsafeDeployer");
        Assert.NotEmpty((await workspace.BuildAsync()).Findings);

        string[] rules = [.. Faults.Select(fault => fault.Rule).Distinct()];
        (await workspace.RunAsync("format analyzers", ["--no-restore", "--severity", "info", "--diagnostics", .. rules])).ThatSucceeded();

        var build = await workspace.BuildAsync("-p:TreatWarningsAsErrors=true");
        Assert.True(build.Succeeded, build.Output);
        Assert.Empty(build.Findings);
    }

    private static void AssertFaults(Build build)
    {
        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(Faults, build.Findings);
    }
}
