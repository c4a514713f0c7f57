using System.Diagnostics;
using CsCheck;
using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Tests;

/// <summary>The splitters against what they imitate: .NET's own splitting of an arguments string, and a real POSIX shell.</summary>
public sealed class SplitterOracleTests
{
    private static readonly Gen<string> Line = Gen.String[Gen.Char["ab-= \t\"\"\\\\'"], 0, 24];
    private static readonly Gen<string> ShellLine = Gen.String[Gen.Char["ab-=  \t\"\"\\''#"], 0, 24];

    [Fact]
    public void Arguments_are_split_as_for_a_real_process()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Line.ForEach(
            line =>
            {
                var start = new ProcessStartInfo("printf", "<%s> " + line) { RedirectStandardOutput = true };
                Assert.Equal(Run(start), Print(ArgumentSplitter.Split([CommandPart.Known(line)]).Select(word => word.Text)));
            },
            count: 200);
    }

    [Fact]
    public void A_shell_line_is_split_as_by_a_real_shell()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        ShellLine.ForEach(
            line =>
            {
                var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, RedirectStandardError = true };
                start.ArgumentList.Add("-c");
                start.ArgumentList.Add("printf '<%s>' " + line);
                if (Run(start) is { } printed)
                {
                    var script = "printf '<%s>' " + line;
                    var commands = ShellDescent.Commands(ShellParser.Parse([CommandPart.Known(script)], MarkedLine.Whole(script)).Body);
                    Assert.Equal(printed, Print(Assert.Single(commands).Words.Skip(2).Select(word => word.Text)));
                }
            },
            count: 200);
    }

    private static string? Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }

    /// <summary>As printf does, which prints its format once even if there is nothing to print.</summary>
    private static string Print(IEnumerable<string?> words) =>
        string.Concat(words.Select(word => $"<{word}>")) is { Length: > 0 } printed ? printed : "<>";
}
