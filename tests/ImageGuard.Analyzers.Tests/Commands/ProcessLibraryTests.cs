namespace ImageGuard.Analyzers.Tests.Commands;

/// <summary>Command lines that are started through the usual libraries.</summary>
public class ProcessLibraryTests
{
    [Theory]
    [InlineData("""await Cli.Wrap("docker").WithArguments($"rmi {|IMG101:-f|} {image}").ExecuteAsync();""")]
    [InlineData("""await Cli.Wrap("docker").WithArguments(["rmi", {|IMG101:"-f"|}, image]).ExecuteBufferedAsync();""")]
    [InlineData("""await Cli.Wrap("docker").WithArguments(new[] { "rmi", {|IMG101:"-f"|}, image }).WithValidation(CommandResultValidation.None).ExecuteAsync(ct);""")]
    [InlineData("""await Cli.Wrap("docker").WithArguments(args => args.Add("rmi").Add({|IMG101:"-f"|}).Add(image)).ExecuteAsync();""")]
    [InlineData("""await Cli.Wrap("docker").WithArguments(args => { args.Add("rmi"); if (force) { args.Add({|IMG102:"--force"|}); } args.Add(images); }).ExecuteAsync();""")]
    [InlineData("""
        var command = Cli.Wrap("docker").WithWorkingDirectory("/tmp").WithArguments($"rmi {|IMG101:-f|} {image}");
        await command.ExecuteAsync(ct);
        """)]
    [InlineData("""
        var docker = Cli.Wrap("docker");
        await docker.WithArguments($"rmi {|IMG101:-f|} {image}").ExecuteAsync();
        await docker.WithArguments($"rmi {image}").ExecuteAsync();
        """)]
    [InlineData("""await (Cli.Wrap("docker").WithArguments("images -q") | Cli.Wrap("xargs").WithArguments("docker rmi {|IMG101:-f|}")).ExecuteAsync();""")]
    [InlineData("""Medallion.Shell.Command.Run("docker", "rmi", {|IMG101:"-f"|}, image).Wait();""")]
    [InlineData("""await Medallion.Shell.Shell.Default.Run("docker", ["rmi", {|IMG101:"-f"|}, image]).Task;""")]
    public Task A_forced_removal_is_found(string statements) => Verify.ProcessStatements(statements);

    [Theory]
    [InlineData("""await Cli.Wrap("docker").WithArguments(["rmi", image]).ExecuteAsync();""")]
    [InlineData("""await Cli.Wrap("git").WithArguments(["rm", "-f", image]).ExecuteAsync();""")]
    [InlineData("""var command = Cli.Wrap("docker").WithArguments("rmi -f alpine"); Console.WriteLine(command.ToString());""")]
    [InlineData("""await Cli.Wrap("docker").WithArguments("rmi -f alpine").WithArguments("rmi alpine").ExecuteAsync();""")]
    [InlineData("""Medallion.Shell.Command.Run("docker", "image", "prune", "-f").Wait();""")]
    public Task What_is_no_forced_removal_is_left_alone(string statements) => Verify.ProcessStatements(statements);

    [Fact]
    public Task Simple_commands_are_read() => Verify.Files(
        Verify.Processes,
        """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        namespace SimpleExec;
        public static class Command
        {
            public static void Run(string name, string args = "", string workingDirectory = "") { }
            public static void Run(string name, IEnumerable<string> args, string workingDirectory = "") { }
            public static Task RunAsync(string name, string args = "", string workingDirectory = "") => Task.CompletedTask;
            public static Task<(string, string)> ReadAsync(string name, string args = "", string workingDirectory = "") => null;
        }
        """,
        """
        // top-level
        using static SimpleExec.Command;
        Run("docker", $"rmi {|IMG101:-f|} {args[0]}");
        Run("docker", ["rmi", {|IMG101:"-f"|}, args[0]], workingDirectory: "x");
        await RunAsync("docker", "image rm {|IMG101:--force|} alpine");
        await ReadAsync("docker", "image ls -f dangling=true");
        await SimpleExec.Command.RunAsync("docker", "rmi alpine");
        """);
}
