using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>A request to the engine's HTTP API that works on images.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="NamesEngine">Whether the target can only be an engine's, by the version in its path; other services have images, too.</param>
public sealed record EngineRequest(ImageOperation Operation, bool NamesEngine)
{
    /// <summary>Reads a request, or returns null where it does nothing to images.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="target">The URL, whole or from its path on: known stretches and holes.</param>
    /// <param name="place">Where the request stands, for what has no position of its own.</param>
    public static EngineRequest? Read(string method, IReadOnlyList<CommandPart> target, SourceSpan place)
    {
        var parsed = new RequestTarget(target);
        foreach (var route in EngineRoute.All)
        {
            if (method.Equals(route.Method, StringComparison.OrdinalIgnoreCase) && route.StartIn(parsed) is { } start)
            {
                return new EngineRequest(ToOperation(route, parsed, start, place), parsed.HasVersionBefore(start));
            }
        }

        return null;
    }

    private static ImageOperation ToOperation(EngineRoute route, RequestTarget target, int start, SourceSpan place)
    {
        var text = $"{route.Method} /{route.Path}";
        var operation = new ImageOperation { Kind = route.Kind, Text = text, Span = place, Images = [.. route.ImagesIn(target, start)] };
        if (route.Kind == ImageOperationKind.Remove && target.Parameter("force") is { } force && IsTrue(force.Value) is var state and not Certainty.No)
        {
            return operation with { Text = $"{text}?force={force.Value}", Force = state, ForceSpan = force.Cut };
        }

        if (route.Kind == ImageOperationKind.Build && target.Parameter("rm") is { } remove && IsTrue(remove.Value) == Certainty.No)
        {
            operation = operation with { KeepsIntermediates = Certainty.Certain, KeepsIntermediatesSpan = remove.Cut };
        }

        return route.IsUnnamedWithout && target.Parameter(route.NameParameter!) is null && target.QueryIsKnown
            ? operation with { Unnamed = Certainty.Certain }
            : operation;
    }

    /// <summary>The engine takes everything for true but these (its <c>httputils.BoolValue</c>).</summary>
    private static Certainty IsTrue(CommandWord value) => value.Text?.Trim().ToUpperInvariant() switch
    {
        null => Certainty.Possible,
        "" or "0" or "NO" or "FALSE" or "NONE" => Certainty.No,
        _ => Certainty.Certain,
    };
}
