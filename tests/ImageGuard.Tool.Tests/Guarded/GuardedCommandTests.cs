using System.Text;
using ImageGuard.Engines;

namespace ImageGuard.Tool.Tests.Guarded;

/// <summary>Each guarded command on a real engine.</summary>
[Collection(OneEngine.Name)]
public sealed class GuardedCommandTests(ShellFixture shell)
{
    private const string Bar = "━";
    private const string Escape = "\u001b[";

    [Fact]
    public async Task Load_prints_lines_in_a_pipe_and_a_bar_in_a_terminal()
    {
        var (first, second) = (TestImage.NewName("load"), TestImage.NewName("load"));
        await File.WriteAllBytesAsync(shell.PathOf("first.tar"), TestImage.Create(ballastMegabytes: 5).ToArchive(first));
        await File.WriteAllBytesAsync(shell.PathOf("second.tar"), TestImage.Create(ballastMegabytes: 5).ToArchive(second));

        var piped = await shell.RunAsync("load", "--input", "first.tar");
        Assert.Equal(0, piped.ExitCode);
        Assert.Equal($"Loaded image: {first}\n", piped.Output);
        Assert.StartsWith("Sending\n", piped.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, piped.Errors, StringComparison.Ordinal);

        var shown = await shell.RunInTerminalAsync("load", "-i", "second.tar");
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(Bar, shown.Output, StringComparison.Ordinal);
        Assert.Contains($"Loaded image: {second}", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_takes_what_is_piped_in_and_names_what_has_no_name()
    {
        var name = TestImage.NewName("named");
        await File.WriteAllBytesAsync(shell.PathOf("unnamed.tar"), TestImage.Create().ToArchive());

        var refused = await shell.RunAsync("load", "-i", "unnamed.tar");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("imageguard load --name NAME", refused.Errors, StringComparison.Ordinal);

        using var process = shell.Open("load", "--quiet", "--name", name);
        await process.Input.BaseStream.WriteAsync(await File.ReadAllBytesAsync(shell.PathOf("unnamed.tar")));
        process.Input.Close();
        var run = await process.EndAsync();
        Assert.Equal((0, $"Loaded image: {name}\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Load_of_a_cut_archive_fails_and_says_so()
    {
        var archive = TestImage.Create().ToArchive(TestImage.NewName("cut"));
        await File.WriteAllBytesAsync(shell.PathOf("cut.tar"), archive[..(archive.Length / 2)]);

        var run = await shell.RunAsync("load", "-i", "cut.tar");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the archive is damaged", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await shell.RunAsync("load", "-i", "nosuch.tar")).ExitCode);
    }

    [Fact]
    public async Task Verify_says_of_each_image_whether_it_is_intact()
    {
        var (first, second) = (await shell.NewImageAsync(), await shell.NewImageAsync());

        var run = await shell.RunAsync("verify", "--quiet", first, second);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches($@"^Intact: {first} \(.*B read, .*B/s\)\nIntact: {second} \(", run.Output);

        var all = await shell.RunAsync("verify", "--quick");
        Assert.True(all.Output.Contains(first, StringComparison.Ordinal), all.Errors);
        Assert.Equal(1, (await shell.RunAsync("verify", "nosuch:1")).ExitCode);

        var piped = await shell.RunAsync("verify", first);
        Assert.Equal((0, "Verifying\n"), (piped.ExitCode, piped.Errors));
        var shown = await shell.RunInTerminalAsync("verify", first);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(Bar, shown.Output, StringComparison.Ordinal);
        Assert.Contains($"Intact: {first} (", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_writes_a_file_or_the_output_but_never_a_terminal()
    {
        var name = await shell.NewImageAsync(ballastMegabytes: 2);
        var id = (await shell.Client.FindImageAsync(name))!.ID;

        Assert.Equal(0, (await shell.RunAsync("save", id, "--output", "saved.tar")).ExitCode);
        var piped = await shell.RunAsync("save", name);
        Assert.Equal(0, piped.ExitCode);
        Assert.Equal("Saving\n", piped.Errors);
        Assert.Contains(name, await File.ReadAllTextAsync(shell.PathOf("saved.tar"), Encoding.Latin1), StringComparison.Ordinal);
        Assert.Contains(name, piped.Output, StringComparison.Ordinal);

        Assert.Contains(Bar, (await shell.RunInTerminalAsync("save", name, "-o", "shown.tar")).Output, StringComparison.Ordinal);
        var refused = await shell.RunInTerminalAsync("save", name);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("not written to a terminal", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_shows_each_layer()
    {
        await using var registry = new LoopbackRegistry();
        var (first, second) = (registry.Add(TestImage.Create(ballastMegabytes: 3)), registry.Add(TestImage.Create(ballastMegabytes: 3)));

        var piped = await shell.RunAsync("pull", first);
        Assert.Equal(0, piped.ExitCode);
        Assert.StartsWith("sha256:", piped.Output, StringComparison.Ordinal);
        Assert.Contains(": Pull complete\n", piped.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, piped.Errors, StringComparison.Ordinal);

        var shown = await shell.RunInTerminalAsync("pull", second);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains(Bar, shown.Output, StringComparison.Ordinal);

        var missing = await shell.RunAsync("pull", $"{registry.Address}/nosuch:1");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("Check name, tag and credentials.", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_to_nowhere_fails_with_what_to_do()
    {
        var name = $"127.0.0.1:1/{TestImage.NewName("push")}";
        await shell.Client.LoadNewAsync(name);

        var run = await shell.RunAsync("push", name);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Push of ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("the registry cannot be reached", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_list_and_remove()
    {
        var (name, alias) = (await shell.NewImageAsync(), TestImage.NewName("alias"));
        var id = (await shell.Client.FindImageAsync(name))!.ID;

        Assert.Equal((0, ""), await shell.RunAsync("tag", name, alias) is { } tag ? (tag.ExitCode, tag.Output) : default);
        var list = (await shell.RunAsync("ls")).Output.Split('\n');
        Assert.StartsWith("IMAGE ", list[0], StringComparison.Ordinal);
        Assert.Contains(list, line => line.StartsWith(alias + " ", StringComparison.Ordinal) && line.Contains($" {id[7..19]} ", StringComparison.Ordinal));
        Assert.Contains(id, (await shell.RunAsync("ls", "-q", "--no-trunc")).Output.Split('\n'));
        Assert.Contains(alias, (await shell.RunInTerminalAsync("images")).Output, StringComparison.Ordinal);

        Assert.Equal($"Untagged: {alias}\n", (await shell.RunAsync("rm", alias)).Output);
        var removed = await shell.RunInTerminalAsync("rmi", id);
        Assert.Equal(0, removed.ExitCode);
        Assert.Contains($"Deleted: {id}", removed.Output, StringComparison.Ordinal);
        Assert.Null(await shell.Client.FindImageAsync(name));
    }

    [Fact]
    public async Task Remove_names_the_containers_and_never_forces()
    {
        var name = await shell.NewImageAsync();
        var container = await shell.Client.RunAsync(name, "/bin/busybox", "sleep", "1000");
        try
        {
            var run = await shell.RunAsync("rm", name);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("(running)", run.Errors, StringComparison.Ordinal);
            Assert.Contains("Remove the containers first", run.Errors, StringComparison.Ordinal);

            var forced = await shell.RunAsync("rm", "-f", name);
            Assert.Equal(2, forced.ExitCode);
            Assert.Contains("never forced", forced.Errors, StringComparison.Ordinal);
            Assert.NotNull(await shell.Client.FindImageAsync(name));
        }
        finally
        {
            await shell.Client.RemoveContainerAsync(container);
        }

        Assert.Equal(1, (await shell.RunAsync("rm", "nosuch:1")).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Build_packs_the_folder_without_what_is_ignored(bool inTerminal)
    {
        var (from, name) = (await shell.NewImageAsync(), TestImage.NewName("built"));
        var context = Directory.CreateDirectory(shell.PathOf(name.Replace(':', '-'))).FullName;
        Directory.CreateDirectory(Path.Combine(context, "docker"));
        Directory.CreateDirectory(Path.Combine(context, "logs"));
        await File.WriteAllTextAsync(Path.Combine(context, ".dockerignore"), "logs\n!logs/keep\ndocker\n");
        await File.WriteAllTextAsync(Path.Combine(context, "logs", "drop"), "x");
        await File.WriteAllTextAsync(Path.Combine(context, "logs", "keep"), "x");
        await File.WriteAllTextAsync(Path.Combine(context, "docker", "Dockerfile.test"), $"""
            FROM {from}
            ARG WORD
            COPY . /context
            RUN test -e /context/logs/keep && ! test -e /context/logs/drop && echo "the word is $WORD"
            """);
        string[] arguments = ["build", context, "--file", "docker/Dockerfile.test", "-t", name, "--network", "none", "--build-arg", "WORD=hello", "--label", "a=b"];

        var run = inTerminal ? await shell.RunInTerminalAsync(arguments) : await shell.RunAsync(arguments);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains("the word is hello", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Equal(inTerminal, run.Output.Contains(Bar, StringComparison.Ordinal));
        Assert.Equal(!inTerminal, run.Errors.StartsWith("Sending\n", StringComparison.Ordinal) && !run.Errors.Contains(Escape, StringComparison.Ordinal));
        var image = (await shell.Client.FindImageAsync(name))!;
        Assert.Contains(image.ID, run.Output, StringComparison.Ordinal);
        Assert.Equal("b", image.Config.Labels["a"]);
    }

    [Fact]
    public async Task Build_that_fails_says_why_and_one_without_a_name_is_not_begun()
    {
        var from = await shell.NewImageAsync();
        var context = Directory.CreateDirectory(shell.PathOf("failing")).FullName;
        await File.WriteAllTextAsync(Path.Combine(context, "Dockerfile"), $"FROM {from}\nRUN exit 7\n");

        var failed = await shell.RunAsync("build", context, "-t", TestImage.NewName("failed"), "--network", "none");
        Assert.Equal(1, failed.ExitCode);
        Assert.Contains("7", failed.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await shell.RunAsync("build", context)).ExitCode);
        Assert.Equal(2, (await shell.RunAsync("build", shell.PathOf("nosuch"), "-t", "a:1")).ExitCode);
    }

    [Fact]
    public async Task Commit_import_and_prune()
    {
        var from = await shell.NewImageAsync();
        var container = await shell.Client.RunToEndAsync(from, "/bin/busybox", "true");
        var (committed, imported, piped) = (TestImage.NewName("committed"), TestImage.NewName("imported"), TestImage.NewName("imported"));
        await File.WriteAllBytesAsync(shell.PathOf("files.tar"), Tar.Of(("file", [1])));

        var commit = await shell.RunAsync("commit", "--message", "why", "-c", "CMD [\"/bin/app\"]", container, committed);
        var import = await shell.RunInTerminalAsync("import", "files.tar", imported);
        var inPipe = await shell.RunAsync("import", "files.tar", piped);
        await shell.Client.RemoveContainerAsync(container);

        var image = (await shell.Client.FindImageAsync(committed))!;
        Assert.Equal((0, image.ID + "\n"), (commit.ExitCode, commit.Output));
        Assert.Equal("why", image.Comment);
        Assert.Equal(["/bin/app"], image.Config.Cmd);
        Assert.Contains((await shell.Client.FindImageAsync(imported))!.ID, import.Output, StringComparison.Ordinal);
        Assert.Contains(Bar, import.Output, StringComparison.Ordinal);
        Assert.Equal((0, (await shell.Client.FindImageAsync(piped))!.ID + "\n"), (inPipe.ExitCode, inPipe.Output));
        Assert.StartsWith("Sending\n", inPipe.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, inPipe.Errors, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(shell.PathOf("prune.tar"), TestImage.Create().ToArchive());
        var unnamed = (await shell.RunAsync("load", "-q", "--allow-unnamed", "-i", "prune.tar")).Output.Trim()["Loaded image ID: ".Length..];
        Assert.DoesNotContain("Deleted", (await shell.RunAsync("prune")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Deleted", (await shell.RunAsync("prune", "-f", "--filter", "until=24h")).Output, StringComparison.Ordinal);
        Assert.Contains($"Deleted: {unnamed}", (await shell.RunAsync("prune", "-f")).Output, StringComparison.Ordinal);
        Assert.Equal(2, (await shell.RunAsync("prune", "-f", "--filter", "until=soon")).ExitCode);
    }

    [Fact]
    public async Task What_takes_no_time_says_the_same_in_a_terminal()
    {
        var (name, alias, committed) = (await shell.NewImageAsync(), TestImage.NewName("alias"), TestImage.NewName("committed"));
        var container = await shell.Client.RunToEndAsync(name, "/bin/busybox", "true");

        var tag = await shell.RunInTerminalAsync("tag", name, alias);
        var commit = await shell.RunInTerminalAsync("commit", container, committed);
        await shell.Client.RemoveContainerAsync(container);
        var list = await shell.RunInTerminalAsync("ls");
        var remove = await shell.RunInTerminalAsync("rm", alias);
        var prune = await shell.RunInTerminalAsync("prune", "-f");

        Assert.All([tag, commit, list, remove, prune], run => Assert.True(run.ExitCode == 0 && !run.Output.Contains(Bar, StringComparison.Ordinal), run.Output));
        Assert.Equal("", tag.Output);
        Assert.Contains((await shell.Client.FindImageAsync(committed))!.ID, commit.Output, StringComparison.Ordinal);
        Assert.Contains(alias, list.Output, StringComparison.Ordinal);
        Assert.Contains($"Untagged: {alias}", remove.Output, StringComparison.Ordinal);
        Assert.Null(await shell.Client.FindImageAsync(alias));
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_named()
    {
        var run = await ToolProcess.RunAsync(shell.Folder, "ls", "--host", "unix:///nosuch.sock", "--lock-folder", shell.Folder, "--state-folder", shell.Folder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("No engine answers at unix:///nosuch.sock", run.Errors, StringComparison.Ordinal);
    }
}
