namespace ImageGuard.Analyzers.Tests.Commands;

/// <summary>Methods that pass on a command line, or a part of one, that their callers write.</summary>
public class WrapperTests
{
    /// <summary>Ways to write a method that runs what it is given, each with a call.</summary>
    public static TheoryData<string, string> Wrappers { get; } = new()
    {
        { """static void Docker(string args) => Process.Start("docker", args).WaitForExit();""", """Docker($"rmi {|IMG101:-f|} {image}");""" },
        { """static void Execute(string file, string args) => Process.Start(file, args).WaitForExit();""", """Execute("docker", $"rmi {|IMG101:-f|} {image}");""" },
        { """static void Execute(string file, string args) => Process.Start(file, args).WaitForExit();""", """Execute(args: $"rmi {|IMG101:-f|} {image}", file: "docker");""" },
        { """static void Docker(params string[] args) => Process.Start("docker", args).WaitForExit();""", """Docker("rmi", {|IMG101:"-f"|}, image);""" },
        { """static void Docker(params string[] args) => Process.Start("docker", string.Join(" ", args)).WaitForExit();""", """Docker("rmi", "{|IMG101:-f|}", image);""" },
        { """static void Docker(IEnumerable<string> args) { var start = new ProcessStartInfo("docker"); foreach (var arg in args) start.ArgumentList.Add(arg); Process.Start(start).WaitForExit(); }""", """Docker(["rmi", {|IMG101:"-f"|}, ..images]);""" },
        { """static void Docker(string command, string options, string rest) => Process.Start("docker", $"{command} {options} {rest}").WaitForExit();""", """Docker("rmi", "{|IMG101:-f|}", image);""" },
        { """static void Bash(string command) => Process.Start("/bin/bash", $"-c \"{command}\"").WaitForExit();""", """Bash($"docker rmi {|IMG101:-f|} {image}");""" },
        {
            """
            static void Shell(string command)
            {
                var escaped = command.Replace("\"", "\\\"");
                var start = new ProcessStartInfo { FileName = "/bin/bash", Arguments = $"-c \"{escaped}\"", RedirectStandardOutput = true };
                using var process = new Process { StartInfo = start };
                process.Start();
                process.WaitForExit();
            }
            """,
            """Shell($"docker rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            static string Shell(string command)
            {
                var isWindows = OperatingSystem.IsWindows();
                var start = new ProcessStartInfo
                {
                    FileName = isWindows ? "cmd.exe" : "/bin/sh",
                    Arguments = isWindows ? $"/c {command}" : $"-c \"{command}\"",
                };
                using var process = Process.Start(start);
                return process.StandardOutput.ReadToEnd();
            }
            """,
            """Shell($"docker rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            static async Task<(int Code, string Output)> RunAsync(string file, params string[] args)
            {
                var start = new ProcessStartInfo(file) { RedirectStandardOutput = true };
                foreach (var arg in args)
                {
                    start.ArgumentList.Add(arg);
                }

                using var process = new Process { StartInfo = start };
                process.Start();
                await process.WaitForExitAsync();
                return (process.ExitCode, await process.StandardOutput.ReadToEndAsync());
            }
            """,
            """await RunAsync("docker", "rmi", {|IMG101:"-f"|}, image);"""
        },
        {
            """
            static Task RunAsync(string file, string args) => RunCoreAsync(new ProcessStartInfo(file, args));
            static async Task RunCoreAsync(ProcessStartInfo start) { using var process = Process.Start(start); await process.WaitForExitAsync(); }
            """,
            """await RunAsync("docker", $"rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            static ProcessStartInfo Create(string args) => new() { FileName = "docker", Arguments = args };
            static void Docker(string args) { using var process = Process.Start(Create(args)); process.WaitForExit(); }
            """,
            """Docker($"rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            const string Exe = "docker";
            static void Run(string args, int attempts = 3) => Execute(Exe, args, attempts);
            static void Execute(string file, string args, int attempts) => ExecuteOnce(file, args);
            static void ExecuteOnce(string file, string args) => Process.Start(file, args).WaitForExit();
            """,
            """Run("rmi {|IMG101:-f|} " + image);"""
        },
        {
            """
            interface IRunner { Task RunAsync(string args); }
            class Runner : IRunner { public async Task RunAsync(string args) { using var process = Process.Start("docker", args); await process.WaitForExitAsync(); } }
            readonly IRunner runner = new Runner();
            """,
            """await runner.RunAsync($"rmi {|IMG101:-f|} {image}");"""
        },
        {
            """static void Docker(string args) => Process.Start(Options.DockerPath, args).WaitForExit(); static class Options { public static string DockerPath { get; set; } }""",
            """Docker($"rmi {|IMG101:-f|} {image}");"""
        },
        {
            """static void Run(string args, string log) { Console.WriteLine(log + args); Process.Start("docker", args).WaitForExit(); }""",
            """Run($"rmi {|IMG101:-f|} {image}", "now docker rmi -f");"""
        },
        {
            """
            static void Exec(string command)
            {
                var split = command.Split(' ', 2);
                Process.Start(split[0], split[1]).WaitForExit();
            }
            """,
            """Exec($"docker rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            static void Exec(string command)
            {
                var space = command.IndexOf(' ');
                var start = new ProcessStartInfo { FileName = command.Substring(0, space), Arguments = command.Substring(space + 1) };
                Process.Start(start).WaitForExit();
            }
            """,
            """Exec($"docker rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            Process _process;
            void Docker(string args)
            {
                _process = new Process();
                _process.StartInfo.FileName = "docker";
                _process.StartInfo.Arguments = args;
                _process.Start();
                _process.WaitForExit();
            }
            """,
            """Docker($"rmi {|IMG101:-f|} {image}");"""
        },
        {
            """
            static Process Create(string args) => new Process { StartInfo = { FileName = "docker", Arguments = args } };
            """,
            """var option = images.Length > 3 ? "{|IMG102:-f|} " : ""; var args = $"image rm {option}{image}"; using (var process = Create(args)) { process.Start(); process.WaitForExit(); }"""
        },
        { """static void Run(string args) { args = "--context remote " + args; Process.Start("docker", args); }""", """Run($"rmi {|IMG101:-f|} {image}");""" },
    };

    [Theory]
    [MemberData(nameof(Wrappers))]
    public Task A_call_of_a_wrapper_is_read(string wrapper, string call) => Verify.ProcessMembers($$"""
        {{wrapper}}

        public static class Helper { }

        public async Task CleanAsync(string image, string[] images)
        {
            {{call}}
            await Task.Yield();
        }
        """);

    [Fact]
    public Task A_wrapper_in_another_file_is_found_also_as_an_extension() => Verify.Files(
        Verify.Processes,
        """
        using System.Diagnostics;
        namespace Tools;
        public static class ProcessExtensions
        {
            public static int Run(this string file, string args) { using var process = Process.Start(file, args); process.WaitForExit(); return process.ExitCode; }
            public static int Docker(this object test, string args) => "docker".Run(args);
        }
        """,
        """
        using Tools;
        class Tests
        {
            void Clean(string image)
            {
                this.Docker($"rmi {|IMG101:-f|} {image}");
                "docker".Run($"image rm {|IMG101:--force|} {image}");
                this.Docker($"rmi {image}");
            }
        }
        """);

    [Fact]
    public Task Local_functions_wrap_too() => Verify.Files(
        Verify.Processes,
        """
        // top-level
        using System.Diagnostics;
        Docker($"rmi {|IMG101:-f|} {args[0]}");
        void Docker(string arguments) => Run("docker", arguments);
        void Run(string file, string arguments) => Process.Start(file, arguments)!.WaitForExit();
        """);

    /// <summary>The operation stands in the helper, where the command is written, and is not found again at each call.</summary>
    [Fact]
    public Task A_helper_that_writes_the_command_itself_is_found_once() => Verify.ProcessMembers("""
        static void Docker(string args) => Process.Start("docker", args).WaitForExit();

        static void Remove(string image) => Docker($"rmi {|IMG101:-f|} {image}");

        public void Clean(string image)
        {
            Remove(image);
            Remove("alpine");
        }
        """);

    [Theory]
    [InlineData("""static void Git(string args) => Process.Start("git", args);""", """Git("rm -f docker.txt"); Git("rmi -f x");""")]
    [InlineData("""static void Log(string text) => Console.WriteLine("docker: " + text);""", """Log("rmi -f x");""")]
    [InlineData("""static string Docker(string text) => "docker " + text;""", """Console.WriteLine(Docker("rmi -f x"));""")]
    [InlineData("""static void Docker(string args, string note) => Process.Start("docker", args);""", """Docker("ps", "docker rmi -f x");""")]
    [InlineData("""static void Docker(string args) => Process.Start("docker", "inspect " + args);""", """Docker("rmi -f x");""")]
    [InlineData("""static void Docker(string args) { Process.Start("docker", "ps"); Console.WriteLine(args); }""", """Docker("rmi -f x");""")]
    [InlineData("""static void Exec(string container, string args) => Process.Start("docker", $"exec {container} {args}");""", """Exec("c", "rmi -f x"); Exec("c", "docker rmi -f x");""")]
    [InlineData("""interface IRunner { void Run(string args); }  class A : IRunner { public void Run(string args) => Process.Start("docker", args); } class B : IRunner { public void Run(string args) => Process.Start("git", args); } IRunner r;""", """r.Run("rmi -f x");""")]
    [InlineData("""static void Docker(string args) => Docker(args + " "); static void Other(string args) { Docker(args); Process.Start("ls", args); }""", """Docker("rmi -f x"); Other("rmi -f docker");""")]
    public Task What_runs_no_client_is_no_wrapper(string wrapper, string call) => Verify.ProcessMembers($$"""
        {{wrapper}}

        public void Clean(string image)
        {
            {{call}}
        }
        """);

    [Fact]
    public Task A_chain_of_overloads_is_followed_to_its_end() => Verify.ProcessMembers("""
        public void Remove(string image) => Docker("rmi", $"{|IMG101:--force|} {image}");

        private void Docker(string command, string options) => Docker(command, options, null);

        private void Docker(string command, string options, string folder)
        {
            string arguments = $"{command} {options}".Trim();
            Execute("docker", arguments, folder);
        }

        public void Execute(string fileName, string arguments, string folder) => Execute(fileName, arguments, folder, false);

        public void Execute(string fileName, string arguments, string folder, bool a) => Execute(fileName, arguments, folder, a, false);

        public void Execute(string fileName, string arguments, string folder, bool a, bool b) => Execute(fileName, arguments, folder, a, b, false);

        public void Execute(string fileName, string arguments, string folder, bool a, bool b, bool c) => Execute(fileName, arguments, folder, a, b, c, false);

        public void Execute(string fileName, string arguments, string folder, bool a, bool b, bool c, bool d) => Execute(fileName, arguments, folder, a, b, c, d, false);

        public void Execute(string fileName, string arguments, string folder, bool a, bool b, bool c, bool d, bool e)
        {
            using var process = new Process();
            process.StartInfo.FileName = fileName;
            process.StartInfo.Arguments = arguments;
            process.Start();
            process.WaitForExit();
        }
        """);
}
