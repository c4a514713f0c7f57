using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What a request is sent to, taken apart: <c>http://host/v1.41/images/app?force=1</c>. Any stretch of it may be a hole.</summary>
internal sealed class RequestTarget
{
    private readonly FlatParts _parts;
    private readonly List<(int Start, int End)> _segments = [];
    private readonly int _pathStart;

    public RequestTarget(IReadOnlyList<CommandPart> parts)
    {
        _parts = new FlatParts(parts);
        var text = _parts.Text;
        var pathEnd = text.IndexOf('?') is >= 0 and var mark ? mark : text.Length;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        _pathStart = scheme >= 0 && scheme < pathEnd ? scheme + "://".Length : 0;
        for (var start = _pathStart; start < pathEnd;)
        {
            var end = text.IndexOf('/', start, pathEnd - start) is >= 0 and var slash ? slash : pathEnd;
            if (end > start)
            {
                _segments.Add((start, end));
            }

            start = end + 1;
        }

        Query = [.. ReadQuery(pathEnd)];
        QueryIsKnown = !EndsInHole(pathEnd) && Query.Count == text.Skip(pathEnd).Count(character => character is '?' or '&');
    }

    /// <summary>How many segments the path has; the host counts as one.</summary>
    public int Length => _segments.Count;

    /// <summary>The parameters of the query, as far as they can be told apart.</summary>
    public IReadOnlyList<QueryParameter> Query { get; }

    /// <summary>Whether the query has no other parameters than these.</summary>
    public bool QueryIsKnown { get; }

    /// <summary>The first parameter of that name, or null.</summary>
    public QueryParameter? Parameter(string name) => Query.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>Whether a segment is the given word, but for a hole before it (the server) or behind it (the query).</summary>
    public bool Is(int segment, string word) => TextOf(segment).Trim(FlatParts.Hole) == word;

    /// <summary>Whether the engine's part of the path may begin at a segment: at the path's own start, or behind a server or a version.</summary>
    public bool MayBeginAt(int segment)
    {
        if (segment == 0)
        {
            return true;
        }

        var before = TextOf(segment - 1);
        return IsVersion(before) || before is "libpod" or "docker" || before.Contains(FlatParts.Hole) || (segment == 1 && !_parts.Text.StartsWith("/", StringComparison.Ordinal));
    }

    /// <summary>Whether Docker's, or Podman's, version stands before a segment.</summary>
    public bool HasVersionBefore(int segment) => segment > 0 && (IsVersion(TextOf(segment - 1)) || TextOf(segment - 1) == "libpod");

    /// <summary>Some segments with the slashes between them as the one value that they are.</summary>
    public CommandWord Segments(int first, int count) => Decode(_parts.Word(_segments[first].Start, _segments[first + count - 1].End));

    private string TextOf(int segment) => _parts.Text.Substring(_segments[segment].Start, _segments[segment].End - _segments[segment].Start);

    private bool EndsInHole(int end) => end > 0 && _parts.Text[end - 1] == FlatParts.Hole;

    /// <summary>Docker's API has been at 1.x since its first days: <c>v1.41</c>. A <c>v1</c> alone is any service's.</summary>
    private static bool IsVersion(string segment) =>
        segment.StartsWith("v1.", StringComparison.Ordinal) && segment.Skip(3).All(character => char.IsDigit(character) || character == FlatParts.Hole);

    private IEnumerable<QueryParameter> ReadQuery(int mark)
    {
        var text = _parts.Text;
        for (var start = mark + 1; start < text.Length;)
        {
            var end = text.IndexOf('&', start) is >= 0 and var ampersand ? ampersand : text.Length;
            var equals = text.IndexOf('=', start, end - start);
            if (equals > start)
            {
                // The first of several parameters takes the "&" behind it along, any other the mark before it: the query stays well-formed.
                var cut = start == mark + 1 && end < text.Length ? _parts.Span(start, end + 1) : _parts.Span(start - 1, end);
                yield return new QueryParameter(text.Substring(start, equals - start), Decode(_parts.Word(equals + 1, end)), cut);
            }

            start = end + 1;
        }
    }

    private static CommandWord Decode(CommandWord word) => new(
        [.. word.Parts.Select(part => part.Text is { } text && text.Contains('%') ? CommandPart.Known(Uri.UnescapeDataString(text), part.Span, part.Presence) : part)],
        word.Span);
}

/// <summary>A parameter of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, decoded.</param>
/// <param name="Cut">What to cut so that the query is without it, or null where it is stitched together.</param>
internal sealed record QueryParameter(string Name, CommandWord Value, SourceSpan? Cut);
