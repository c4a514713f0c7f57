using ImageGuard.Scripts;

namespace ImageGuard.Analyzers.Tests.Commands;

/// <summary>Methods whose bodies are out of sight, read by their names and arguments.</summary>
public class TellingNameTests
{
    private const string Library = """
        using System;

        public interface IRunner
        {
            int Run(string file, string args);
            System.Threading.Tasks.Task<int> ExecuteAsync(string directory, string file, params string[] args);
            void Docker(string args);
            void RunDockerCommand(params string[] args);
            void Bash(string command);
            void ExecuteCommand(string command, string note);
            System.Threading.Tasks.Task RunProcessAsync(System.Diagnostics.ProcessStartInfo start);
            string Runtime { get; }
            Lazy<string> DockerPath { get; }
            void Log(string file, string args);
            void Verify(string file, string args);
            void DockerBuild(string args);
            void Expect(string command);
            void ProcessText(string text);
            string GetCommand(string file, string args);
        }

        public interface IDockerCli { void Run(string args); }
        """;

    [Theory]
    [InlineData("""runner.Run("docker", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""await runner.ExecuteAsync(".", "docker", "rmi", {|IMG101:"-f"|}, image);""")]
    [InlineData("""runner.Docker($"image rm {image} {|IMG101:-f|}");""")]
    [InlineData("""runner.RunDockerCommand("rmi", {|IMG101:"-f"|}, image);""")]
    [InlineData("""docker.Run($"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""runner.Bash($"docker rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""runner.ExecuteCommand($"sudo docker rmi {|IMG101:-f|} {image}", "gone");""")]
    [InlineData("""await runner.RunProcessAsync(new ProcessStartInfo("docker", $"rmi {|IMG101:-f|} {image}"));""")]
    [InlineData("""Process.Start(runner.Runtime, $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start(runner.DockerPath.Value, $"image rm {|IMG101:-f|} {image}");""")]
    [InlineData("""Execute($"image rm {|IMG101:-f|} {image}");""")]
    [InlineData("""{|IMG205:runner.ExecuteAsync|}(".", "docker", "pull", image);""")]
    public Task A_call_that_says_what_it_runs_is_read(string statements) => Check(statements);

    [Theory]
    [InlineData("""runner.Log("docker", $"rmi -f {image}");""")]
    [InlineData("""runner.Verify("docker", $"rmi -f {image}");""")]
    [InlineData("""Process.Start(runner.Runtime, $"rm -f {image}");""")]
    [InlineData("""Process.Start(runner.Runtime, $"image rm -f {image}");""")]
    [InlineData("""runner.Run("git", $"rm -f {image}");""")]
    [InlineData("""runner.Run("echo", $"docker rmi -f {image}");""")]
    [InlineData("""runner.Run("docker", $"rmi {image}");""")]
    [InlineData("""runner.DockerBuild("rmi -f x");""")]
    [InlineData("""runner.Expect("docker rmi -f x");""")]
    [InlineData("""runner.ProcessText("docker rmi -f x");""")]
    [InlineData("""Console.WriteLine(runner.GetCommand("docker", "rmi -f x"));""")]
    [InlineData("""runner.ExecuteCommand("echo done", "docker rmi -f x");""")]
    [InlineData("""runner.Bash("echo docker rmi -f x");""")]
    public Task A_call_that_runs_nothing_is_left_alone(string statements) => Check(statements);

    [Theory]
    [InlineData("Docker", true)]
    [InlineData("RunDockerAsync", true)]
    [InlineData("DockerExec", true)]
    [InlineData("ExecuteCommandAndWait", true)]
    [InlineData("bash", true)]
    [InlineData("run_docker", true)]
    [InlineData("DockerBuild", false)]
    [InlineData("Process", false)]
    [InlineData("StartContainer", false)]
    [InlineData("RunTests", false)]
    [InlineData("", false)]
    public void A_name_tells_by_all_of_its_words(string name, bool expected) => Assert.Equal(expected, TellingNames.IsOne(name));

    private static Task Check(string statements) => Verify.Files(
        Verify.Processes,
        Library,
        Verify.InProcessClass($$"""
            private readonly IRunner runner;
            private readonly IDockerCli docker;

            private void Execute(string args) => runner.Run("docker", args);

            public async Task CleanAsync(string image)
            {
                {{statements}}
                await Task.Yield();
            }
            """));
}
