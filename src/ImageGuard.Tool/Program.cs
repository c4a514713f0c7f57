using System.CommandLine;
using System.CommandLine.Invocation;
using ImageGuard.Tool.Commands;

namespace ImageGuard.Tool;

/// <summary>The program.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var parsed = RootCommands.Create().Parse(arguments);

        // Commands handle Ctrl-C themselves: an operation that has reached the engine is not simply over.
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : exitCode;
    }
}
