namespace ImageGuard.Tool.Tests.Commands;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("imageguard exp", "explain")]
    [InlineData("imageguard explain IMG20", "IMG201 IMG202 IMG203 IMG204 IMG205 IMG206")]
    [InlineData("imageguard lint --format sa", "sarif")]
    [InlineData("imageguard lint --fail-on ", "info none warning")]
    public async Task A_shell_is_told_what_can_follow(string line, string expected)
    {
        var run = await ToolProcess.RunAsync("/", "complete", $"{line.Length}", line);
        Assert.Equal(expected, string.Join(' ', run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Bash_reads_the_script_and_completes()
    {
        using var tree = new SampleTree().Write("imageguard", $"#!/bin/sh\nexec dotnet '{ToolProcess.Assembly}' \"$@\"\n");
        File.SetUnixFileMode(tree.PathOf("imageguard"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var run = await ToolProcess.StartAsync(tree.Root, "bash", "-c", """
            PATH=$PWD:$PATH
            source <(imageguard completion bash)
            COMP_LINE="imageguard exp" COMP_POINT=14 COMP_WORDS=(imageguard exp) COMP_CWORD=1
            _imageguard
            echo "${COMPREPLY[@]}"
            """);
        Assert.Equal("explain\n", run.Output);
    }

    [Fact]
    public async Task A_shell_that_is_not_known_is_an_error() =>
        Assert.Equal(2, (await ToolProcess.RunAsync("/", "completion", "tcsh")).ExitCode);
}
