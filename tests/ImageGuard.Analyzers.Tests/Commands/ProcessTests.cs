namespace ImageGuard.Analyzers.Tests.Commands;

/// <summary>Command lines that are started through <c>System.Diagnostics.Process</c>.</summary>
public class ProcessTests
{
    [Theory]
    [InlineData("""Process.Start("docker", "rmi {|IMG101:-f|} alpine:3.20");""")]
    [InlineData("""Process.Start("docker", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("docker", "rmi {|IMG101:--force|} " + image);""")]
    [InlineData("""Process.Start("docker", $"image rm {image} {|IMG101:--force|}");""")]
    [InlineData("""Process.Start("/usr/bin/docker", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("docker.exe", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start(@"C:\Program Files\Docker\docker.exe", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("podman", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("nerdctl", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("isula", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("buildah", $"rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("sudo", $"docker rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("docker", new[] { "rmi", {|IMG101:"-f"|}, image });""")]
    [InlineData("""Process.Start("docker", ["rmi", {|IMG101:"-f"|}, ..images]);""")]
    [InlineData("""Process.Start("docker", new List<string> { "image", "rm", {|IMG101:"--force"|}, image });""")]
    [InlineData("""
        var args = $"rmi {|IMG101:-f|} {image}";
        Process.Start("docker", args);
        """)]
    [InlineData("""
        var args = "rmi";
        args += " {|IMG101:-f|} ";
        args += image;
        Process.Start("docker", args);
        """)]
    [InlineData("""
        const string Docker = "docker";
        Process.Start(Docker, $"rmi {|IMG101:-f|} {image}");
        """)]
    [InlineData("""Process.Start(OperatingSystem.IsWindows() ? "docker.exe" : "docker", $"rmi {|IMG101:-f|} {image}");""")]
    public Task A_forced_removal_is_found(string statements) => Verify.ProcessStatements(statements);

    [Theory]
    [InlineData("""Process.Start(new ProcessStartInfo("docker", $"rmi {|IMG101:-f|} {image}"));""")]
    [InlineData("""Process.Start(new ProcessStartInfo("docker", $"rmi {|IMG101:-f|} {image}") { UseShellExecute = false });""")]
    [InlineData("""Process.Start(new ProcessStartInfo { FileName = "docker", Arguments = $"rmi {|IMG101:-f|} {image}" })!.WaitForExit();""")]
    [InlineData("""Process.Start(new ProcessStartInfo("docker") { ArgumentList = { "rmi", {|IMG101:"-f"|}, image } });""")]
    [InlineData("""
        var start = new ProcessStartInfo();
        start.FileName = "docker";
        start.Arguments = $"rmi {|IMG101:-f|} {image}";
        Process.Start(start);
        """)]
    [InlineData("""
        var start = new ProcessStartInfo("docker");
        start.ArgumentList.Add("rmi");
        start.ArgumentList.Add({|IMG101:"-f"|});
        start.ArgumentList.Add(image);
        using var process = Process.Start(start);
        process.WaitForExit();
        """)]
    [InlineData("""
        var process = new Process { StartInfo = new ProcessStartInfo { FileName = "docker", Arguments = $"rmi {|IMG101:-f|} {image}" } };
        process.Start();
        """)]
    [InlineData("""
        using var process = new Process();
        process.StartInfo.FileName = "docker";
        process.StartInfo.Arguments = $"rmi {|IMG101:-f|} {image}";
        process.Start();
        await process.WaitForExitAsync();
        """)]
    [InlineData("""
        var process = new Process();
        var start = new ProcessStartInfo("docker", $"rmi {|IMG101:-f|} {image}");
        process.StartInfo = start;
        process.Start();
        """)]
    [InlineData("""
        var process = new Process { StartInfo = { FileName = "docker", Arguments = $"rmi {|IMG101:-f|} {image}" } };
        process.Start();
        """)]
    [InlineData("""
        var start = new ProcessStartInfo("docker");
        foreach (var argument in new[] { "rmi", {|IMG101:"-f"|}, image }) start.ArgumentList.Add(argument);
        Process.Start(start);
        """)]
    public Task A_start_info_is_read_however_it_is_made(string statements) => Verify.ProcessStatements(statements);

    [Theory]
    [InlineData("""Process.Start("sh", $"-c \"docker rmi {|IMG101:-f|} {image}\"");""")]
    [InlineData("""Process.Start("/bin/bash", new[] { "-c", $"docker image prune -f && docker rmi {|IMG101:-f|} {image}" });""")]
    [InlineData("""Process.Start("cmd.exe", $"/c docker rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start(@"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe", "/c " + $"docker rmi {|IMG101:-f|} {image}");""")]
    [InlineData("""Process.Start("powershell", $"-NoProfile -Command \"docker rmi {|IMG101:-f|} {image}\"");""")]
    [InlineData(""""
        Process.Start("bash", ["-c", """
            set -e
            docker rmi {|IMG101:-f|} alpine
            """]);
        """")]
    [InlineData("""Process.Start("bash", "-c \"docker images -q | xargs docker rmi {|IMG101:-f|}\"");""")]
    public Task A_shells_command_line_is_read(string statements) => Verify.ProcessStatements(statements);

    [Theory]
    [InlineData("""
        var args = "rmi";
        if (force) args += " {|IMG102:-f|}";
        Process.Start("docker", args + " " + image);
        """)]
    [InlineData("""Process.Start("docker", $"rmi {(force ? "{|IMG102:-f|}" : "")} {image}");""")]
    [InlineData("""Process.Start("docker", "rmi " + (force ? "{|IMG102:--force|} " : string.Empty) + image);""")]
    [InlineData("""Process.Start("bash", $"-c \"docker rmi {(force ? "{|IMG102:--force|}" : "")} {image}\"");""")]
    [InlineData("""Process.Start("docker", force ? $"rmi {|IMG102:-f|} {image}" : $"rmi {image}");""")]
    [InlineData("""
        string args;
        if (force)
        {
            args = $"rmi {|IMG102:-f|} {image}";
        }
        else
        {
            args = $"rmi {image}";
        }

        Process.Start("docker", args);
        """)]
    [InlineData("""
        var args = new List<string> { "rmi" };
        if (force) args.Add({|IMG102:"-f"|});
        args.Add(image);
        Process.Start("docker", args);
        """)]
    [InlineData("""
        var start = new ProcessStartInfo("docker");
        start.ArgumentList.Add("rmi");
        if (force)
        {
            start.ArgumentList.Add({|IMG102:"--force"|});
        }

        start.ArgumentList.Add(image);
        Process.Start(start);
        """)]
    [InlineData("""
        var args = new StringBuilder("rmi");
        if (force) args.Append(" {|IMG102:-f|}");
        args.Append(' ').Append(image);
        Process.Start("docker", args.ToString());
        """)]
    [InlineData("""Process.Start("docker", $"rmi {|IMG102:--force={force}|} {image}");""")]
    public Task A_removal_that_a_value_forces_is_found(string statements) => Verify.ProcessStatements(statements);

    [Theory]
    [InlineData("""Process.Start("docker", $"rm {|IMG103:-f|} {id}");""")]
    [InlineData("""Process.Start("docker", $"container rm {|IMG103:--force|} {id}");""")]
    [InlineData("""Process.Start("docker", ["rm", "-v", {|IMG103:"-f"|}, id]);""")]
    [InlineData("""Process.Start("podman", $"rm {id}");""")]
    public Task The_removal_of_a_container_is_a_rule_of_its_own(string statements) => Verify.ProcessStatements(statements);

    [Theory]
    [InlineData("""Process.Start("docker", "rmi alpine");""")]
    [InlineData("""Process.Start("docker", $"rmi {image}");""")]
    [InlineData("""Process.Start("docker", "rmi my-foo");""")]
    [InlineData("""Process.Start("docker", "rmi my-f");""")]
    [InlineData("""Process.Start("docker", "image prune -f");""")]
    [InlineData("""Process.Start("docker", "system prune -af --volumes");""")]
    [InlineData("""Process.Start("docker", "builder prune --force");""")]
    [InlineData("""Process.Start("docker", "image ls -f dangling=true");""")]
    [InlineData("""Process.Start("docker", "images -f dangling=true");""")]
    [InlineData("""Process.Start("docker", $"build -f Dockerfile -t {image} .");""")]
    [InlineData("""Process.Start("docker", $"rmi --force=false {image}");""")]
    [InlineData("""Process.Start("docker", $"volume rm -f {id}");""")]
    [InlineData("""Process.Start("docker", $"rmi -- -f {image}");""")]
    [InlineData("""Process.Start("docker-compose", "down --rmi all -v");""")]
    [InlineData("""Process.Start("git", "rm -f docker.txt");""")]
    [InlineData("""Process.Start("kubectl", "delete pod docker -f");""")]
    [InlineData("""Process.Start("echo", "docker rmi -f alpine");""")]
    [InlineData("""Process.Start("bash", "-c \"echo docker rmi -f alpine\"");""")]
    [InlineData("""Process.Start("grep", "-f docker rmi");""")]
    [InlineData("""Process.Start("https://docs.docker.com/rmi -f");""")]
    [InlineData("""Console.WriteLine("docker rmi -f alpine");""")]
    [InlineData("""var help = "Usage: docker rmi -f IMAGE"; Console.WriteLine(help); Process.Start("docker", "ps");""")]
    [InlineData("""var start = new ProcessStartInfo("docker", "rmi -f alpine"); Console.WriteLine(start.Arguments);""")]
    [InlineData("""
        var args = "rmi -f alpine";
        Console.WriteLine(args);
        args = "rmi alpine";
        Process.Start("docker", args);
        """)]
    [InlineData("""
        if (force)
        {
            var args = "ps -f";
            Process.Start("docker", args);
        }
        """)]
    [InlineData("""
        string args;
        if (force)
        {
            args = "rmi -f alpine";
            Console.WriteLine(args);
        }
        else
        {
            args = "rmi alpine";
            Process.Start("docker", args);
        }
        """)]
    public Task What_is_no_forced_removal_is_left_alone(string statements) => Verify.ProcessStatements(statements);


    [Fact]
    public Task Rmi_is_no_other_programs_command() => Verify.ProcessMembers("""
        public void Run(ProcessStartInfo settings, string tool, string image) // docker
        {
            Process.Start(tool, ["rmi", {|IMG101:"-f"|}, image]).WaitForExit();
            Process.Start(tool, ["rm", "-f", image]).WaitForExit();
            Process.Start("git", ["rmi", "-f", image]).WaitForExit();
        }
        """);

    [Fact]
    public Task What_a_builder_appends_in_place_is_read() => Verify.ProcessStatements("""
        var args = new StringBuilder("rmi");
        args.Append(" {|IMG101:--force|}");
        args.Append($" {image}");
        Process.Start("docker", args.ToString()).WaitForExit();
        """);
}
