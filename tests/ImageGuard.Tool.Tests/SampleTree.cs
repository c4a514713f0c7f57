namespace ImageGuard.Tool.Tests;

/// <summary>A user's folder, outside of any work tree, that goes when it is no longer needed.</summary>
internal sealed class SampleTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("imageguard-").FullName;

    public string PathOf(string file) => Path.Combine(Root, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public SampleTree Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    public Task<ToolRun> LintAsync(params string[] arguments) => ToolProcess.RunAsync(Root, ["lint", .. arguments]);

    public Task<ToolRun> GitAsync(params string[] arguments) => ToolProcess.StartAsync(Root, "git", arguments);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
