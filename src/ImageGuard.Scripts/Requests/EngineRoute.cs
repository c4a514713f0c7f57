using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>A route of the engine's HTTP API that works on images (Docker's Engine API, the same from v1.24 on).</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path behind the version; <c>{name}</c> is an image's reference, which may have slashes itself.</param>
/// <param name="Kind">What it does.</param>
internal sealed record EngineRoute(string Method, string Path, ImageOperationKind Kind)
{
    private const string Name = "{name}";

    private readonly string[] _segments = Path.Split('/');

    /// <summary>The first that matches is meant: <c>/images/get</c> is no image called "get".</summary>
    public static EngineRoute[] All { get; } =
    [
        new("POST", "build", ImageOperationKind.Build) { NameParameter = "t", IsUnnamedWithout = true },
        new("POST", "commit", ImageOperationKind.Commit) { NameParameter = "repo", RequiredParameter = "container", IsUnnamedWithout = true },
        new("POST", "images/create", ImageOperationKind.Pull) { NameParameter = "fromImage", RequiredParameter = "fromImage" },
        new("POST", "images/create", ImageOperationKind.Import) { NameParameter = "repo", RequiredParameter = "fromSrc", IsUnnamedWithout = true },
        new("POST", "images/load", ImageOperationKind.Load),
        new("POST", "images/prune", ImageOperationKind.Prune),
        new("POST", "images/{name}/push", ImageOperationKind.Push),
        new("POST", "images/{name}/tag", ImageOperationKind.Tag) { NameParameter = "repo" },
        new("GET", "images/json", ImageOperationKind.List),
        new("GET", "images/get", ImageOperationKind.Save) { NameParameter = "names" },
        new("GET", "images/{name}/json", ImageOperationKind.Inspect),
        new("GET", "images/{name}/get", ImageOperationKind.Save),
        new("DELETE", "images/{name}", ImageOperationKind.Remove),
    ];

    /// <summary>The parameter that names an image; the parameter <c>tag</c> completes it.</summary>
    public string? NameParameter { get; init; }

    /// <summary>A parameter without which it is another route.</summary>
    public string? RequiredParameter { get; init; }

    /// <summary>Whether the new image gets no name without that parameter.</summary>
    public bool IsUnnamedWithout { get; init; }

    /// <summary>Where the route begins in a target's path, or null where the target is another one.</summary>
    public int? StartIn(RequestTarget target)
    {
        if (RequiredParameter is { } required && target.Parameter(required) is null)
        {
            return null;
        }

        for (var start = 0; start + _segments.Length <= target.Length; start++)
        {
            if (target.Is(start, _segments[0]))
            {
                return target.MayBeginAt(start) && EndsAsIn(target, start) ? start : null;
            }
        }

        return null;
    }

    /// <summary>The images that a target names.</summary>
    public IEnumerable<ImageOperand> ImagesIn(RequestTarget target, int start)
    {
        if (_segments.Contains(Name))
        {
            yield return target.Segments(start + 1, NameLength(target, start)).ToImageOperand();
        }

        foreach (var parameter in target.Query)
        {
            if (parameter.Name == NameParameter)
            {
                yield return WithTag(parameter.Value, target.Parameter("tag")?.Value);
            }
        }
    }

    private static ImageOperand WithTag(CommandWord repository, CommandWord? tag) =>
        tag is null ? repository.ToImageOperand()
        : repository.Text is { } name && tag.Text is { } text ? ImageOperand.FromText(name, text, repository.Span)
        : new ImageOperand(ImageOperandKind.Name, Text: null, repository.Span);

    private int NameLength(RequestTarget target, int start) => target.Length - start - (_segments.Length - 1);

    private bool EndsAsIn(RequestTarget target, int start)
    {
        if (!_segments.Contains(Name))
        {
            return start + _segments.Length == target.Length && _segments.Select((segment, index) => target.Is(start + index, segment)).All(same => same);
        }

        return _segments.Length == 2 || target.Is(target.Length - 1, _segments[2]);
    }
}
