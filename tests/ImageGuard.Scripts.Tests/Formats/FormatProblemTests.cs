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

    [Theory]
    [InlineData("{a: ")]
    [InlineData("[")]
    [InlineData("- ")]
    public void YAML_is_read_as_deep_as_it_makes_sense_and_the_rest_is_said(string fragment)
    {
        var report = Lint("azure-pipelines.yml", YamlStep + "- " + string.Concat(Enumerable.Repeat(fragment, 100_000)));

        Assert.Contains("nested more than 100 levels deep", Assert.Single(report.Problems).Reason, StringComparison.Ordinal);
        Assert.Single(report.Findings);
    }

    [Fact]
    public void YAML_whose_aliases_stand_for_more_than_anybody_can_read_is_read_up_to_them()
    {
        var lists = Enumerable.Range(1, 40).Select(level => $"- &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        var report = Lint("azure-pipelines.yml", YamlStep + "- &a0 [x]\n" + string.Concat(lists));

        Assert.Contains("the aliases of the YAML stand for more than", Assert.Single(report.Problems).Reason, StringComparison.Ordinal);
        Assert.Single(report.Findings);
    }

    /// <summary>Followed to the end, the first two are 80 to the 8th references; of the third, each place would look through all that follows.</summary>
    [Theory]
    [InlineData("$(call Y,1) ", "$(call X,1) ", 80)]
    [InlineData("$(call Y,$(X)) ", "$(call X,$(Y)) ", 80)]
    [InlineData("$(", "${", 100_000)]
    public void A_makefile_costs_what_its_length_costs(string ofX, string ofY, int count)
    {
        var text = $"X = {Repeat(ofX)}\nY = {Repeat(ofY)}\na:\n\techo $(call X) $(Y)\n\tdocker rmi -f app\n";

        Assert.Single(Lint("Makefile", text).Findings);

        string Repeat(string reference) => string.Concat(Enumerable.Repeat(reference, count));
    }

    private const string YamlStep = "steps:\n- script: docker rmi -f app\n";

    private static ScriptReport Lint(string path, string text) => ScriptLinter.Lint(new ScriptFile(path, text));
}
