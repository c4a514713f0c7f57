namespace ImageGuard.EndToEnd.Tests;

/// <summary>Scripts beside the code of a project that has the package.</summary>
[Collection(Packed.Name)]
public sealed class ScriptTests(PackedPackages packages)
{
    private const string Forced = "docker rmi -f app:1";

    [Fact]
    public async Task Scripts_in_the_folder_of_the_project_are_linted_in_the_build()
    {
        using var workspace = Workspace.OfCode(packages, """<None Include="../shared/shared.sh" />""", "class C;");
        foreach (var file in new[] { "clean.sh", "deploy/o'neil (x)/run.sh", "node_modules/tool/clean.sh", "bin/clean.sh", "../shared/shared.sh", "notes.txt", "LICENSE" })
        {
            workspace.Write(file, Forced + "\n");
        }

        workspace.Write("deploy/clean", $"#!/bin/sh\n{Forced}\n");
        workspace.Write("deploy/tool", "\u007fELF\0\0\0\u00ff");

        var build = await workspace.BuildAsync();

        Assert.True(build.Succeeded, build.Output);
        Assert.Equal(
            [new("IMG101", "warning", "clean", Forced), new("IMG101", "warning", "clean.sh", Forced), new("IMG101", "warning", "run.sh", Forced)],
            build.Findings.OrderBy(finding => finding.File, StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_project_lints_what_lies_beneath_no_project()
    {
        using var workspace = Workspace.OfCode(packages, "", "class C;");
        workspace.Write("own.sh", Forced + "\n");
        workspace.Write("../Other/Other.csproj", "<Project />");
        workspace.Write("../Other/other.sh", Forced + "\n");
        workspace.Write("../.ci/root.sh", Forced + "\n");

        var build = await workspace.BuildAsync("-p:ImageGuardScriptRoot=..");

        Assert.Equal(["own.sh", "root.sh"], build.Findings.Select(finding => finding.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_switch_and_the_settings_of_the_files_silence_it()
    {
        using var workspace = Workspace.OfCode(packages, "", "class C;");
        workspace.Write("clean.sh", Forced + "\n");
        Assert.Empty((await workspace.BuildAsync("-p:ImageGuardLintScripts=false")).Findings);
        Assert.Empty((await workspace.BuildAsync("-p:ImageGuardPreset=off")).Findings);

        workspace.Write(".editorconfig", "[*.sh]\nimageguard.IMG101.severity = suggestion\n");
        Assert.Equal(["note"], (await workspace.BuildAsync()).Findings.Select(finding => finding.Level));

        workspace.Write(".editorconfig", "[*.sh]\nimageguard.exclude = true\n");
        Assert.Empty((await workspace.BuildAsync()).Findings);
    }
}
