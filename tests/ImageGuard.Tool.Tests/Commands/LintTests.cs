using System.Text.Json;

namespace ImageGuard.Tool.Tests.Commands;

/// <summary><c>imageguard lint</c> as a user runs it.</summary>
public sealed class LintTests : IDisposable
{
    private const string Help101 = "https://github.com/imageguard/imageguard/blob/main/docs/rules/IMG101.md";
    private const string Message101 = "'docker rmi -f' forces the removal of an image: errors on the way are ignored and can leave an unnamed image or a container without its image";

    private readonly SampleTree _tree = new SampleTree()
        .Write("deploy/clean.sh", "#!/bin/sh\nif true; then\n\tdocker rmi -f app:1\nfi\n")
        .Write("deploy/good.sh", "#!/bin/sh\ndocker rmi app:1\n")
        .Write("deploy/run", "#!/usr/bin/env bash\npodman rm -f web\n");

    public void Dispose() => _tree.Dispose();

    [Fact]
    public async Task The_text_shows_the_line_the_marked_stretch_and_the_page()
    {
        var run = await _tree.LintAsync();

        Assert.Equal(
            $"""
            deploy/clean.sh:3:13: warning IMG101: {Message101}
                3 | 	docker rmi -f app:1
                  | 	           ^^
              fix  Remove -f (--fix)
              help {Help101}

            1 finding in 3 files: 1 warning, 0 info.

            """.ReplaceLineEndings("\n"),
            run.Output);
        Assert.Equal("", run.Errors);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData(0, "deploy/good.sh")]
    [InlineData(0, "deploy/run")]
    [InlineData(1, "deploy")]
    [InlineData(1, "deploy", "--fail-on", "info")]
    [InlineData(0, "deploy", "--fail-on", "none")]
    [InlineData(0, "deploy", "--rule", "IMG103")]
    [InlineData(1, "deploy", "--rule", "img103", "--fail-on", "info")]
    [InlineData(0, "deploy", "--exclude", "clean.*")]
    [InlineData(2, "nosuch")]
    [InlineData(2, "deploy", "--bogus")]
    [InlineData(2, "deploy", "--rule", "IMG999")]
    [InlineData(2, "deploy", "--format", "xml")]
    [InlineData(2, "deploy", "--diff")]
    [InlineData(2, "deploy", "--write-baseline")]
    [InlineData(2, "deploy", "--baseline", "nosuch.json")]
    [InlineData(2, "deploy", "--baseline", "deploy/run")]
    [InlineData(2, "deploy", "--output", "nosuch/file")]
    public async Task The_exit_code_tells_clean_from_findings_and_from_errors(int expected, params string[] arguments)
    {
        var run = await _tree.LintAsync(arguments);

        Assert.True(expected == run.ExitCode, $"{run.ExitCode}: {run.Output}{run.Errors}");
        Assert.Equal(expected == 2, run.Errors.Length > 0);
    }

    [Fact]
    public async Task A_rule_that_is_off_speaks_only_when_it_is_asked_for()
    {
        Assert.DoesNotContain("IMG103", (await _tree.LintAsync()).Output, StringComparison.Ordinal);

        var asked = (await _tree.LintAsync("--rule", "IMG103,IMG101")).Output;
        Assert.Contains("deploy/run:2:11: info IMG103", asked, StringComparison.Ordinal);
        Assert.Contains("warning IMG101", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker", "docker rmi app:1")]
    [InlineData("imageguard", "imageguard rm app:1")]
    public async Task Forced_removals_become_what_is_asked_for(string with, string expected)
    {
        var run = await _tree.LintAsync("--fix", "--fix-with", with);

        Assert.Equal($"#!/bin/sh\nif true; then\n\t{expected}\nfi\n", _tree.Read("deploy/clean.sh"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Every_comment_that_disables_in_vain_is_told()
    {
        _tree.Write("deploy/clean.sh", "# imageguard disable=IMG999 gone\nmake # imageguard disable=IMG101 moved away\n");

        var run = await _tree.LintAsync();

        Assert.StartsWith(
            "deploy/clean.sh:1: problem: it disables 'IMG999', which is no rule\ndeploy/clean.sh:2: problem: it disables IMG101, which finds nothing here\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_what_the_text_says()
    {
        var run = await _tree.LintAsync("--format", "json", "--output", "out.json");

        Assert.Equal("", run.Output);
        using var document = JsonDocument.Parse(_tree.Read("out.json"));
        var finding = document.RootElement.GetProperty("findings").EnumerateArray().Single();
        Assert.Equal("IMG101", finding.GetProperty("rule").GetString());
        Assert.Equal("warning", finding.GetProperty("severity").GetString());
        Assert.Equal("deploy/clean.sh", finding.GetProperty("path").GetString());
        Assert.Equal((3, 13, 3, 15), (Number("line"), Number("column"), Number("endLine"), Number("endColumn")));
        Assert.Equal(Message101, finding.GetProperty("message").GetString());
        Assert.Equal(3, document.RootElement.GetProperty("files").GetInt32());

        int Number(string name) => finding.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task GitHub_gets_a_workflow_command_with_the_path_from_the_root_on()
    {
        await _tree.GitAsync("init", "-q");

        var run = await ToolProcess.RunAsync(_tree.PathOf("deploy"), "lint", "--format", "github");

        Assert.Equal(
            $"::warning file=deploy/clean.sh,line=3,endLine=3,col=13,endColumn=15,title=IMG101%3A Image removal is forced::{Message101} ({Help101})\n",
            run.Output);
    }

    [Fact]
    public async Task A_baseline_knows_findings_whose_lines_have_moved_but_not_one_more()
    {
        Assert.Equal(0, (await _tree.LintAsync("--baseline", "known.json", "--write-baseline")).ExitCode);
        _tree.Write("deploy/clean.sh", "#!/bin/sh\n# moved\n\ndocker  rmi -f app:1\n");
        Assert.Equal(0, (await _tree.LintAsync("--baseline", "known.json")).ExitCode);

        _tree.Write("deploy/clean.sh", "#!/bin/sh\ndocker rmi -f app:1\ndocker rmi -f app:1\n");
        var run = await _tree.LintAsync("--baseline", "known.json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("deploy/clean.sh:3:12", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("deploy/clean.sh:2:12", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[*.sh]\ndotnet_diagnostic.IMG101.severity = none\n", "")]
    [InlineData("[*.sh]\nimageguard.IMG101.severity = suggestion\n", "info IMG101")]
    [InlineData("[*.sh]\nimageguard.IMG101.severity = suggestion\ndotnet_diagnostic.IMG101.severity = none\n", "info IMG101")]
    [InlineData("[deploy/**]\nimageguard.exclude = true\n", "")]
    [InlineData("[other/**]\nimageguard.exclude = true\n", "warning IMG101")]
    [InlineData("[*]\nindent_size = 4\n", "warning IMG101")]
    [InlineData("[*]\nimageguard.IMG103.severity = warning\nimageguard.IMG101.severity = none\n", "warning IMG103")]
    [InlineData("[*]\nimageguard.IMG101.severity = loud\n", "warning IMG101")]
    public async Task Editorconfig_sets_severities_and_leaves_files_out(string config, string expected)
    {
        _tree.Write(".editorconfig", config);

        var run = await _tree.LintAsync();

        var findings = run.Output.Split('\n').Where(line => line.Contains(": warning IMG", StringComparison.Ordinal) || line.Contains(": info IMG", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(", ", findings.Select(line => line.Split(": ")[1])));
    }

    [Fact]
    public async Task A_nearer_editorconfig_goes_before_and_a_root_ends_the_search()
    {
        _tree.Write(".editorconfig", "[*]\nimageguard.IMG101.severity = none\n").Write("deploy/.editorconfig", "[*]\nimageguard.IMG101.severity = suggestion\n");
        Assert.Contains("info IMG101", (await _tree.LintAsync()).Output, StringComparison.Ordinal);

        _tree.Write("deploy/.editorconfig", "root = true\n");
        Assert.Contains("warning IMG101", (await _tree.LintAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_gets_colours_and_NO_COLOR_takes_them_away()
    {
        Assert.Contains("\u001b[33mwarning IMG101\u001b[0m", (await InTerminalAsync("")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[33m", (await InTerminalAsync("NO_COLOR=1 ")).Output, StringComparison.Ordinal);

        Task<ToolRun> InTerminalAsync(string environment) =>
            ToolProcess.StartAsync(_tree.Root, "script", "-qec", $"{environment}dotnet {ToolProcess.Assembly} lint", "/dev/null");
    }

    [Fact]
    public async Task The_text_of_a_file_does_not_steer_the_terminal()
    {
        _tree.Write("deploy/clean.sh", "docker rmi -f a:1 # \u001b[2J\n");
        Assert.DoesNotContain("\u001b", (await _tree.LintAsync()).Output, StringComparison.Ordinal);
    }
}
