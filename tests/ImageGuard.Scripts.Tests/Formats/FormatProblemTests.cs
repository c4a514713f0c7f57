namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>What is said of files that cannot be read as they stand; found in public repositories where nothing is broken.</summary>
public sealed class FormatProblemTests
{
    [Theory]
    [InlineData("Dockerfile.linux", "FROM docker\nRUN docker ps && if ({{x}}); then \\\n    {{if y}}\n    fi{{end}}\n")]
    [InlineData("Dockerfile.windows", "{{ set x ^ }}FROM {{base}}\nRUN powershell docker `\n    ps `\n")]
    [InlineData("Dockerfile", "FROM ${WINDOWS_BASE_IMAGE}\nRUN powershell \\\n    if ((Get-FileHash docker.exe).Hash -ne $Env:SUM) { \\\n        Throw 1 \\\n    }\n")]
    [InlineData(".github/workflows/.windows.yml", "jobs:\n  a:\n    runs-on: ${{ inputs.os }}\n    steps:\n      - run: |\n          docker cp \"x`:c`:\\a\" b\n          If ($a) { b }\n")]
    [InlineData("Makefile", "define d\n\t@if x; then\\\n\t\tdocker ps;\\\n\tfi\nendef\na:\n\t$(call d)\n")]
    [InlineData("a.sh", "if true; then\\\n  docker ps; fi\n")]
    public void A_sound_file_has_no_problem(string path, string text) => Assert.Empty(ScriptLinter.Lint(new ScriptFile(path, text)).Problems);

    [Theory]
    [InlineData("Dockerfile", "FROM docker\nRUN docker ps; if x; then y\n")]
    [InlineData(".github/workflows/a.yml", "jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: docker ps; echo 'a\n")]
    [InlineData("a.sh", "if docker ps; then\n")]
    public void A_broken_one_has_one(string path, string text) => Assert.Single(ScriptLinter.Lint(new ScriptFile(path, text)).Problems);
}
