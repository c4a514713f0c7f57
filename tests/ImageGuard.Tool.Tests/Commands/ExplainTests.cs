using ImageGuard.Model;

namespace ImageGuard.Tool.Tests.Commands;

public sealed class ExplainTests
{
    [Fact]
    public async Task A_pipe_gets_the_page_as_it_is_written()
    {
        var run = await ToolProcess.RunAsync("/", "explain", "img201");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(RulePages.TextOf("IMG201"), run.Output);
        Assert.StartsWith("# IMG201: Image is created while images are removed\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_gets_it_without_marks()
    {
        var run = await ToolProcess.StartAsync("/", "script", "-qec", $"stty cols 200; dotnet {ToolProcess.Assembly} explain IMG101", "/dev/null");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("IMG101: Image removal is forced", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("```", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("](", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_has_its_page_with_it() =>
        Assert.All(Rules.All, rule => Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", RulePages.TextOf(rule.Id), StringComparison.Ordinal));

    [Fact]
    public async Task A_rule_that_does_not_exist_is_an_error()
    {
        var run = await ToolProcess.RunAsync("/", "explain", "IMG999");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("there is no rule 'IMG999'", run.Errors, StringComparison.Ordinal);
    }
}
