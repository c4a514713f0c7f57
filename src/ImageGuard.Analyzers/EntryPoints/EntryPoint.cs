using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.EntryPoints;

/// <summary>Code that a host calls, when it pleases and beside other code.</summary>
/// <param name="Function">The method, lambda or local function.</param>
/// <param name="Name">How a message speaks of it.</param>
internal sealed record EntryPoint(IMethodSymbol Function, string Name)
{
    /// <summary>Whether the host runs it several times at once, as a web server does.</summary>
    public bool RunsBesideItself { get; init; }

    /// <summary>Whether it is over before the host runs anything else, so that only what it leaves running counts.</summary>
    public bool RunsFirst { get; init; }

    /// <summary>The collection of tests that it belongs to; null for code that is no test. Tests of one collection run one after the other.</summary>
    public string? TestCollection { get; init; }

    /// <summary>Whether the host may run both at once.</summary>
    public bool MayRunBeside(EntryPoint other) =>
        ReferenceEquals(this, other) ? RunsBesideItself
        : TestCollection is null ? other.TestCollection is null
        : other.TestCollection is not null && TestCollection != other.TestCollection;
}
