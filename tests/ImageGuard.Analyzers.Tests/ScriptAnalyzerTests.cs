using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace ImageGuard.Analyzers.Tests;

/// <summary>Script files of a project, as the package's targets hand them to the compiler.</summary>
public sealed class ScriptAnalyzerTests
{
    private const string Script = "#!/bin/sh\nif true; then\n  docker rmi -f app:1\nfi\n";

    private static readonly DiagnosticResult Forced = new DiagnosticResult("IMG101", DiagnosticSeverity.Warning).WithSpan("/p/clean.sh", 3, 14, 3, 16).WithArguments("docker rmi -f");

    [Fact]
    public Task A_marked_script_is_linted() => VerifyAsync("/p/clean.sh", Script, Marked("/p/clean.sh"), Forced);

    [Theory]
    [InlineData("imageguard.IMG101.severity = error", DiagnosticSeverity.Error)]
    [InlineData("imageguard.IMG101.severity = suggestion", DiagnosticSeverity.Info)]
    [InlineData("imageguard.IMG101.severity = loud", DiagnosticSeverity.Warning)]
    public Task Editorconfig_sets_the_severity(string setting, DiagnosticSeverity severity) =>
        VerifyAsync("/p/clean.sh", Script, Marked("/p/clean.sh") + setting + "\n", Forced.WithSeverity(severity));

    [Theory]
    [InlineData("imageguard.IMG101.severity = none")]
    [InlineData("imageguard.exclude = true")]
    public Task Editorconfig_silences(string setting) => VerifyAsync("/p/clean.sh", Script, Marked("/p/clean.sh") + setting + "\n");

    [Fact]
    public Task A_global_config_silences() => VerifyAsync("/p/clean.sh", Script, Marked("/p/clean.sh") + "\n", "dotnet_diagnostic.IMG101.severity = none\n");

    [Theory]
    [InlineData("/p/clean.sh", "[/p/other.sh]\nbuild_metadata.AdditionalFiles.ImageGuardScript = ./\n")]
    [InlineData("/p/clean.sh", "[/p/clean.sh]\nbuild_metadata.AdditionalFiles.ImageGuardScript = \n")]
    [InlineData("/p/clean.sh", "[/p/clean.sh]\nbuild_metadata.AdditionalFiles.ImageGuardScript = ./../shared/\n")]
    [InlineData("/p/clean.sh", "[/p/clean.sh]\nbuild_metadata.AdditionalFiles.ImageGuardScript = .//abs/\n")]
    [InlineData("/p/clean.sh", "[/p/clean.sh]\nbuild_metadata.AdditionalFiles.ImageGuardScript = ./node_modules/x/\n")]
    [InlineData("/p/clean.sh", "[/p/clean.sh]\nbuild_metadata.AdditionalFiles.SomebodyElses = true\n")]
    [InlineData("/p/notes.txt", "[/p/notes.txt]\nbuild_metadata.AdditionalFiles.ImageGuardScript = ./\n")]
    public Task Other_additional_files_are_left_alone(string path, string config) => VerifyAsync(path, Script, config);

    [Theory]
    [InlineData("docker rmi app:1\n")]
    [InlineData("make clean\n")]
    [InlineData("")]
    public Task Harmless_scripts_are_silent(string script) => VerifyAsync("/p/clean.sh", script, Marked("/p/clean.sh"));

    [Fact]
    public Task A_broken_script_is_linted_and_said_to_be_broken() => VerifyAsync(
        "/p/clean.sh",
        "docker rmi -f app\necho \"unclosed\n",
        Marked("/p/clean.sh"),
        new DiagnosticResult("IMG101", DiagnosticSeverity.Warning).WithSpan("/p/clean.sh", 1, 12, 1, 14).WithArguments("docker rmi -f"),
        new DiagnosticResult("IMG002", DiagnosticSeverity.Warning).WithSpan("/p/clean.sh", 2, 6, 2, 7).WithArguments("the quote is never closed"));

    [Theory]
    [InlineData("make # imageguard disable=IMG101 moved away\n", "it disables IMG101, which finds nothing here")]
    [InlineData("make # imageguard disable=IMG999 of old\n", "it disables 'IMG999', which is no rule")]
    public Task A_comment_that_disables_in_vain_is_reported(string script, string reason) => VerifyAsync(
        "/p/clean.sh",
        script,
        Marked("/p/clean.sh"),
        new DiagnosticResult("IMG002", DiagnosticSeverity.Warning).WithSpan("/p/clean.sh", 1, 6, 1, script.Length).WithArguments(reason));

    [Theory]
    [InlineData("imageguard.IMG002.severity = none")]
    [InlineData("imageguard.exclude = true")]
    public Task What_is_said_of_broken_scripts_can_be_silenced(string setting) =>
        VerifyAsync("/p/clean.sh", "echo 'docker\n", Marked("/p/clean.sh") + setting + "\n");

    [Theory]
    [InlineData("/p/run", true)]
    [InlineData("/p/run.txt", false)]
    public Task A_file_without_an_ending_is_known_by_its_first_line(string path, bool isLinted) => VerifyAsync(
        path,
        Script,
        Marked(path),
        isLinted ? [new DiagnosticResult("IMG101", DiagnosticSeverity.Warning).WithSpan(path, 3, 14, 3, 16).WithArguments("docker rmi -f")] : []);

    [Fact]
    public Task Jobs_that_share_a_runner_are_looked_at_together() => VerifyAsync(
        "/p/.github/workflows/ci.yml",
        "jobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - run: docker pull a:1\n  b:\n    runs-on: self-hosted\n    steps:\n      - run: docker rmi a:1\n",
        Marked("/p/.github/workflows/ci.yml"),
        new DiagnosticResult("IMG206", DiagnosticSeverity.Info)
            .WithSpan("/p/.github/workflows/ci.yml", 9, 14, 9, 28)
            .WithSpan("/p/.github/workflows/ci.yml", 5, 14, 5, 29)
            .WithArguments("docker rmi", "b", "docker pull", "a"));

    [Fact]
    public Task A_script_beneath_the_root_is_linted() =>
        VerifyAsync("/p/clean.sh", Script, "[/p/clean.sh]\nbuild_metadata.AdditionalFiles.ImageGuardScript = root\n", Forced);

    private static string Marked(string path) => $"[{path}]\nbuild_metadata.AdditionalFiles.ImageGuardScript = ./\n";

    private static Task VerifyAsync(string path, string script, string config, params DiagnosticResult[] expected) => VerifyAsync(path, script, config, "", expected);

    private static async Task VerifyAsync(string path, string script, string config, string globalConfig, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<ScriptAnalyzer, DefaultVerifier> { ReferenceAssemblies = ReferenceAssemblies.Net.Net80, TestCode = "" };
        test.TestState.AdditionalFiles.Add((path, script));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", config));
        test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\n" + globalConfig));
        test.ExpectedDiagnostics.AddRange(expected);
        await test.RunAsync();
    }
}
