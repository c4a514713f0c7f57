using System.Diagnostics;

namespace ImageGuard.Tool.Tests;

/// <summary>A run of the tool that has ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors);

/// <summary>Runs the tool, and other programs, as a shell would: a process of its own in a folder.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The tool as it was built.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "ImageGuard.Tool.dll");

    public static Task<ToolRun> RunAsync(string folder, params string[] arguments) => StartAsync(folder, "dotnet", [Assembly, .. arguments]);

    public static async Task<ToolRun> StartAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ToolRun(process.ExitCode, await output, await errors);
    }
}
