using System.Diagnostics;

namespace ImageGuard.Tool.Tests;

/// <summary>A run of the tool that has ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors);

/// <summary>Runs the tool, and other programs, as a shell would: a process of its own in a folder.</summary>
internal sealed class ToolProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ToolProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The tool as it was built.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "ImageGuard.Tool.dll");

    public int Id => _process.Id;

    public StreamWriter Input => _process.StandardInput;

    public static Task<ToolRun> RunAsync(string folder, params string[] arguments) => StartAsync(folder, "dotnet", [Assembly, .. arguments]);

    public static async Task<ToolRun> StartAsync(string folder, string program, params string[] arguments)
    {
        using var process = Open(folder, program, arguments);
        process.Input.Close();
        return await process.EndAsync();
    }

    /// <summary>
    /// Starts a program whose input stays open, and which hears Ctrl-C as it does in a terminal: a shell's background job, such as a test run
    /// may be, ignores it, and so would all that it starts.
    /// </summary>
    public static ToolProcess Open(string folder, string program, params string[] arguments) => new(Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    })!);

    /// <summary>Ends the program as a crash would.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>Waits until the program has ended.</summary>
    public async Task<ToolRun> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            throw;
        }

        return new ToolRun(_process.ExitCode, await _output, await _errors);
    }

    public void Dispose() => _process.Dispose();
}
