using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Surroundings;

/// <summary>
/// The rule that a program with a guard sends its image operations through it. A client from elsewhere may be a guarded one, so only a client
/// that is seen to be made, and not to be wrapped, is spoken of.
/// </summary>
internal sealed class GuardChecks
{
    /// <summary>The guard's assembly. The guard is no dependency of the analyzers: it is known by its name.</summary>
    private const string Assembly = "ImageGuard";

    private readonly bool _hasGuard;
    private readonly ClientOrigins _clients;

    public GuardChecks(Compilation compilation, ClientOrigins clients)
    {
        _hasGuard = compilation.ReferencedAssemblyNames.Any(reference => reference.Name == Assembly);
        _clients = clients;
    }

    public IEnumerable<Finding> FindingsIn(OperationSite site) =>
        from operation in site.Operations
        where _hasGuard && OverlapTable.ModeOf(operation.Kind) != OverlapMode.None && _clients.Of(site.Call).Count > 0
        select new Finding(Rules.BypassedGuard, operation.Span, operation.Text);
}
