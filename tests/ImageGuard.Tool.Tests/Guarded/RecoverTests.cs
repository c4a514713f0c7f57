using System.Text.Json;
using ImageGuard.Engines;

namespace ImageGuard.Tool.Tests.Guarded;

/// <summary>Commands that are killed, and what finds and recovers them.</summary>
[Collection(OneEngine.Name)]
public sealed class RecoverTests(ShellFixture shell)
{
    private readonly string _state = shell.PathOf($"state-{Guid.NewGuid():n}");

    [Fact]
    public async Task A_killed_command_is_found_and_recovered()
    {
        var archive = TestImage.Create(ballastMegabytes: 1).ToArchive(TestImage.NewName("killed"));
        using (var load = shell.OpenWithState(_state, "load", "--quiet"))
        {
            await load.Input.BaseStream.WriteAsync(archive.AsMemory(0, archive.Length / 2));
            await load.Input.BaseStream.FlushAsync();
            while (!await IsWrittenDownAsync())
            {
                await Task.Delay(50);
            }

            load.Kill();
            await load.EndAsync();
        }

        var found = await RunAsync("doctor");
        Assert.Equal(1, found.ExitCode);
        Assert.Contains("Interrupted: Load of ", found.Output, StringComparison.Ordinal);

        var recovered = await RunAsync("recover", "--quiet", "--format", "json");
        Assert.Equal(1, recovered.ExitCode); // What came by the pipe nobody can load again.
        using var report = JsonDocument.Parse(recovered.Output);
        var left = Assert.Single(report.RootElement.GetProperty("operations").EnumerateArray()).GetProperty("left");
        Assert.Contains("Repeat the load", left[0].GetString(), StringComparison.Ordinal);

        var again = await RunAsync("recover");
        Assert.Equal((0, "Nothing was interrupted.\n"), (again.ExitCode, again.Output));
    }

    [Fact]
    public async Task Doctor_tells_of_unnamed_images_and_of_too_many_and_repairs_when_told_to()
    {
        var name = await shell.NewImageAsync();
        var unnamed = (await shell.Client.FindImageAsync(name))!.ID;
        await shell.Client.LoadNewAsync(name, ballastMegabytes: 1);

        var found = await RunAsync("doctor", "--keep", "1");

        Assert.Equal(1, found.ExitCode);
        Assert.Contains($"Unnamed: {unnamed}: ", found.Output, StringComparison.Ordinal);
        Assert.Matches("Too many: |In the way: ", found.Output);
        Assert.NotNull(await shell.Client.FindImageAsync(unnamed));
    }

    [Fact]
    public async Task Doctor_verifies_what_it_is_told_to()
    {
        await shell.NewImageAsync();
        var verified = await RunAsync("doctor", "--verify", "--quiet");
        Assert.DoesNotContain("Damaged: ", verified.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_used_is_told_with_the_options_of_the_shell()
    {
        await File.WriteAllTextAsync(_state, "");
        var name = await shell.NewImageAsync();

        var refused = await RunAsync("tag", name, $"{name}-2");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--state-folder", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--journal optional", refused.Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("tag", name, $"{name}-2", "--journal", "optional")).ExitCode);
    }

    private Task<ToolRun> RunAsync(params string[] arguments) =>
        shell.RunWithStateAsync(_state, [.. arguments, "--settle-time", "1"]);

    /// <summary>Whether the load is in the journal, and so about to be sent.</summary>
    private async Task<bool> IsWrittenDownAsync()
    {
        var journals = Directory.Exists(_state) ? Directory.GetFiles(_state, "journal.db-wal", SearchOption.AllDirectories) : [];
        return journals.Length > 0 && (await ReadSharedAsync(journals[0])).Contains("Started", StringComparison.Ordinal);
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return await new StreamReader(file, System.Text.Encoding.Latin1).ReadToEndAsync();
    }
}
