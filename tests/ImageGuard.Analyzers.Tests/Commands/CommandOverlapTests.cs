namespace ImageGuard.Analyzers.Tests.Commands;

/// <summary>Started commands that run beside one another, and the other rules that command lines bring with them.</summary>
public class CommandOverlapTests
{
    private const string Docker = """
        static async Task DockerAsync(string args) { using var process = Process.Start("docker", args); await process.WaitForExitAsync(); }
        static void Docker(string args) { using var process = Process.Start("docker", args); process.WaitForExit(); }
        """;

    [Theory]
    [InlineData("""await Task.WhenAll(DockerAsync($"pull {image}"), {|IMG201:DockerAsync|}($"rmi {other}"));""")]
    [InlineData("""
        var save = DockerAsync($"save -o x.tar {image}");
        await {|IMG202:DockerAsync|}($"rmi {other}");
        await save;
        """)]
    [InlineData("""
        var build = Task.Run(() => Docker($"build -t {image} ."));
        {|IMG203:Docker|}("image prune -f");
        await build;
        """)]
    [InlineData("""
        var pull = Process.Start("docker", $"pull {image}");
        var remove = {|IMG201:Process.Start|}("docker", $"rmi {other}");
        pull.WaitForExit();
        remove.WaitForExit();
        """)]
    [InlineData("""
        var pull = new Process { StartInfo = new ProcessStartInfo("docker", $"pull {image}") };
        var prune = new Process { StartInfo = new ProcessStartInfo("docker", "image prune -f") };
        pull.Start();
        {|IMG201:prune.Start|}();
        await Task.WhenAll(pull.WaitForExitAsync(), prune.WaitForExitAsync());
        """)]
    [InlineData("""
        Process.Start("docker", $"pull {image}");
        {|IMG201:Process.Start|}("docker", $"rmi {other}");
        """)]
    [InlineData("""await Task.WhenAll(Cli.Wrap("docker").WithArguments(["pull", image]).ExecuteAsync(), {|IMG201:Cli.Wrap("docker").WithArguments(["rmi", other]).ExecuteAsync|}());""")]
    [InlineData("""
        await Parallel.ForEachAsync(images, async (one, token) =>
        {
            await DockerAsync($"pull {one}");
            await {|IMG201:DockerAsync|}($"rmi {other}");
        });
        """)]
    [InlineData("""{|IMG205:DockerAsync|}($"pull {image}");""")]
    [InlineData("""{|IMG205:Cli.Wrap("docker").WithArguments($"rmi {image}").ExecuteAsync|}();""")]
    [InlineData("""_ = Task.Run(() => Docker("pull alpine")); {|IMG201:Docker|}("rmi alpine");""", "IMG205")]
    public Task Commands_that_overlap_are_found(string statements, string? dropped = null) => Verify.ProcessMembers($$"""
        {{Docker}}

        public async Task RunAsync(string image, string other, string[] images)
        {
            {{(dropped is null ? statements : statements.Replace("Task.Run", $"{{|{dropped}:Task.Run|}}", StringComparison.Ordinal))}}
            await Task.Yield();
        }
        """);

    [Theory]
    [InlineData("""await DockerAsync($"pull {image}"); await DockerAsync($"rmi {other}");""")]
    [InlineData("""Docker($"pull {image}"); Docker($"rmi {other}");""")]
    [InlineData("""await Task.WhenAll(DockerAsync("pull alpine:3.20"), DockerAsync("rmi alpine:3.19"));""")]
    [InlineData("""await Task.WhenAll(DockerAsync($"pull {image}"), DockerAsync("ps"), DockerAsync("images"));""")]
    [InlineData("""await DockerAsync("pull alpine && docker rmi alpine");""")]
    [InlineData("""Process.Start("sh", ["-c", "docker pull alpine && docker rmi alpine"]);""")]
    [InlineData("""
        var pull = Process.Start("docker", $"pull {image}");
        pull.WaitForExit();
        var remove = Process.Start("docker", $"rmi {other}");
        remove.WaitForExit();
        """)]
    [InlineData("""
        Process.Start("docker", $"pull {image}")?.WaitForExit();
        Process.Start("docker", $"rmi {other}")?.WaitForExit();
        """)]
    [InlineData("""
        var pull = Process.Start("docker", $"pull {image}");
        pull?.WaitForExit();
        Process.Start("docker", $"rmi {other}");
        """)]
    [InlineData("""
        var pull = Process.Start(new ProcessStartInfo("docker", $"pull {image}") { RedirectStandardOutput = true });
        Console.WriteLine(pull.StandardOutput.ReadToEnd());
        Docker($"rmi {other}");
        """)]
    [InlineData("""
        var done = new TaskCompletionSource();
        var pull = new Process { StartInfo = new ProcessStartInfo("docker", $"pull {image}"), EnableRaisingEvents = true };
        pull.Exited += (_, _) => done.SetResult();
        pull.Start();
        await done.Task;
        Docker($"rmi {other}");
        """)]
    [InlineData("""
        var pull = Process.Start("docker", $"pull {image}");
        Wait(pull);
        Docker($"rmi {other}");
        void Wait(Process process) => process.WaitForExit();
        """)]
    [InlineData("""
        foreach (var one in images)
        {
            using var process = Process.Start("docker", $"pull {one}");
            process.WaitForExit();
            using var second = Process.Start("docker", $"rmi {one}");
            second.WaitForExit();
        }
        """)]
    [InlineData("""await Cli.Wrap("docker").WithArguments(["pull", image]).ExecuteAsync(); await Cli.Wrap("docker").WithArguments(["rmi", other]).ExecuteAsync();""")]
    [InlineData("""
        Process Start(string args) => Process.Start("docker", args);
        var pull = Start($"pull {image}");
        pull.WaitForExit();
        Start($"rmi {other}").WaitForExit();
        """)]
    public Task Commands_that_follow_one_another_are_left_alone(string statements) => Verify.ProcessMembers($$"""
        {{Docker}}

        public async Task RunAsync(string image, string other, string[] images)
        {
            {{statements}}
            await Task.Yield();
        }
        """);

    [Theory]
    [InlineData("""Docker("save -o web.tar {|IMG301:sha256:8a2b0c1d2e3f|}");""")]
    [InlineData("""Docker("save -o web.tar {|IMG301:8a2b0c1d2e3f|}");""")]
    [InlineData("""Docker($"save {|IMG301:sha256:{id}|} -o web.tar");""")]
    public Task A_save_by_id_is_found(string statements) => Verify.ProcessMembers($$"""
        {{Docker}}

        public void Save(string image, string id)
        {
            {{statements}}
            Docker($"save {image} -o web.tar");
            Docker($"save {id} -o web.tar");
            Docker("save alpine:3.20 -o web.tar");
        }
        """);

    [Fact]
    public Task Both_surfaces_meet() => Verify.Members("""
        static async Task DockerAsync(string args) { using var process = System.Diagnostics.Process.Start("docker", args); await process.WaitForExitAsync(); }

        public async Task RunAsync(string image)
        {
            var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
            await {|IMG201:DockerAsync|}($"rmi {image}");
            await tag;
            await DockerAsync($"save -o x.tar {image}");
        }
        """);


    [Fact]
    public Task A_lock_in_a_wrapper_keeps_its_commands_apart() => Verify.ProcessMembers("""
        private readonly object gate = new();
        private void Docker(string args) { lock (gate) { Process.Start("docker", args).WaitForExit(); } }
        private void Podman(string args) => Process.Start("podman", args).WaitForExit();

        public void Run(string image, string other)
        {
            Parallel.Invoke(() => Docker($"pull {image}"), () => Docker($"rmi {other}"));
            Parallel.Invoke(() => Podman($"pull {image}"), () => {|IMG201:Podman|}($"rmi {other}"));
        }
        """);

    [Fact]
    public Task To_feed_a_process_is_not_to_wait_for_it() => Verify.ProcessStatements("""
        using var load = Process.Start(new ProcessStartInfo("docker", "load") { RedirectStandardInput = true });
        await File.OpenRead(other).CopyToAsync(load.StandardInput.BaseStream);
        {|IMG201:Process.Start|}("docker", $"rmi {image}").WaitForExit();
        await load.WaitForExitAsync();
        """);
}
