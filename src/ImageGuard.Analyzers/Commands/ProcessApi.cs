using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Commands;

/// <summary>A method that starts a program, or a shell's command line.</summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Name">Its name.</param>
internal sealed record ProcessMethod(TypeName Type, string Name)
{
    /// <summary>The parameter that names the program, or null where the arguments begin with it.</summary>
    public string? Program { get; init; }

    /// <summary>The parameter that holds the arguments, as one text or as a list.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>Whether the arguments are a shell's command line.</summary>
    public bool IsShell { get; init; }

    /// <summary>The parameter that holds a <c>ProcessStartInfo</c>.</summary>
    public string? StartInfo { get; init; }

    /// <summary>Whether it is called on an object that says what to start: a <c>Process</c>, a command of CliWrap.</summary>
    public bool StartsReceiver { get; init; }

    /// <summary>Whether it returns as soon as the program has started, with an object by which to wait for its end.</summary>
    public bool ReturnsAtOnce { get; init; }
}

/// <summary>The ways to start a program, as data, matched by metadata names: no package is referenced.</summary>
internal static class ProcessApi
{
    public static TypeName Process { get; } = new("System.Diagnostics", "Process");

    public static TypeName StartInfo { get; } = new("System.Diagnostics", "ProcessStartInfo");

    public static TypeName CliWrap { get; } = new("CliWrap", "Cli");

    public static TypeName CliWrapCommand { get; } = new("CliWrap", "Command");

    public static TypeName CliWrapTask { get; } = new("CliWrap", "CommandTask");

    private static TypeName CliWrapBuffered { get; } = new("CliWrap.Buffered", "BufferedCommandExtensions");

    private static TypeName CliWrapEvents { get; } = new("CliWrap.EventStream", "EventStreamCommandExtensions");

    private static TypeName SimpleExec { get; } = new("SimpleExec", "Command");

    private static TypeName MedallionCommand { get; } = new("Medallion.Shell", "Command");

    private static TypeName MedallionShell { get; } = new("Medallion.Shell", "Shell");

    private static TypeName NukeProcessTasks { get; } = new("Nuke.Common.Tooling", "ProcessTasks");

    public static ProcessMethod[] Methods { get; } =
    [
        new(Process, "Start") { Program = "fileName", Arguments = "arguments", ReturnsAtOnce = true },
        new(Process, "Start") { StartInfo = "startInfo", ReturnsAtOnce = true },
        new(Process, "Start") { StartsReceiver = true, ReturnsAtOnce = true },
        new(CliWrapCommand, "ExecuteAsync") { StartsReceiver = true },
        new(CliWrapBuffered, "ExecuteBufferedAsync") { StartsReceiver = true },
        new(CliWrapEvents, "ListenAsync") { StartsReceiver = true },
        new(CliWrapEvents, "Observe") { StartsReceiver = true },
        new(SimpleExec, "Run") { Program = "name", Arguments = "args" },
        new(SimpleExec, "RunAsync") { Program = "name", Arguments = "args" },
        new(SimpleExec, "Read") { Program = "name", Arguments = "args" },
        new(SimpleExec, "ReadAsync") { Program = "name", Arguments = "args" },
        new(MedallionCommand, "Run") { Program = "executable", Arguments = "arguments", ReturnsAtOnce = true },
        new(MedallionShell, "Run") { Program = "executable", Arguments = "arguments", ReturnsAtOnce = true },
        new(NukeProcessTasks, "StartProcess") { Program = "toolPath", Arguments = "arguments", ReturnsAtOnce = true },
        new(NukeProcessTasks, "StartShell") { Arguments = "command", IsShell = true, ReturnsAtOnce = true },
    ];

    /// <summary>The words of a source without which it starts no program itself; those of libraries that are not there do not count.</summary>
    public static IEnumerable<string> NamesFor(HashSet<string> libraries) =>
        ProcessTypes.Concat(OfLibraries.Where(method => libraries.Contains(method.Type.Library)).Select(method => method.Name));

    /// <summary>The same, whichever libraries are there.</summary>
    public static IEnumerable<string> Names => [.. ProcessTypes, .. Methods.Select(method => method.Name)];

    /// <summary>The libraries that start programs.</summary>
    public static IEnumerable<string> Libraries => OfLibraries.Select(method => method.Type.Library);

    private static IEnumerable<ProcessMethod> OfLibraries => Methods.Where(method => method.Type != Process);

    /// <summary>The types whose programs are started first and waited for later.</summary>
    public static string[] ProcessTypes { get; } = [Process.Name, StartInfo.Name];

    /// <summary>Methods that wait for a program that has been started, or that read all of its output.</summary>
    public static string[] Waits { get; } = ["WaitForExit", "WaitForExitAsync", "AssertZeroExitCode", "AssertWaitForExit"];
}
