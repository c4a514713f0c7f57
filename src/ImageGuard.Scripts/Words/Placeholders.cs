using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What a format replaces in a script before its shell sees it: <c>${{ … }}</c>, <c>$(name)</c>, <c>&lt;&lt; … &gt;&gt;</c>.</summary>
internal static class Placeholders
{
    /// <summary>Replaces what stands between two marks, the marks included.</summary>
    /// <param name="text">The script.</param>
    /// <param name="open">Begins a placeholder.</param>
    /// <param name="close">Ends it.</param>
    /// <param name="valueOf">What takes the place of what stands between the marks; null where it is no placeholder.</param>
    public static IReadOnlyList<CommandPart> Replace(
        IReadOnlyList<CommandPart> text, string open, string close, Func<string, SourceSpan?, IEnumerable<CommandPart>?> valueOf)
    {
        var isOpen = true;
        return Replace(text, open, LengthAt, (placeholder, span) => valueOf(Inner(placeholder), span));

        // Where one placeholder is never closed, none behind it is.
        int LengthAt(string whole, int start)
        {
            var end = isOpen ? whole.IndexOf(close, start + open.Length, StringComparison.Ordinal) : -1;
            isOpen = end >= 0;
            return isOpen ? end + close.Length - start : 0;
        }

        string Inner(string placeholder) => placeholder.Substring(open.Length, placeholder.Length - open.Length - close.Length);
    }

    /// <summary>Replaces whatever begins with a mark and has a length.</summary>
    /// <param name="text">The script.</param>
    /// <param name="open">Begins a placeholder.</param>
    /// <param name="lengthAt">The length of the placeholder that begins in a text at an index; 0 where none does.</param>
    /// <param name="valueOf">What takes the place of a placeholder; null where it is none.</param>
    public static IReadOnlyList<CommandPart> Replace(
        IReadOnlyList<CommandPart> text, string open, Func<string, int, int> lengthAt, Func<string, SourceSpan?, IEnumerable<CommandPart>?> valueOf)
    {
        var flat = new FlatParts(text);
        var whole = flat.Text;
        var replaced = new List<CommandPart>();
        var done = 0;
        for (var next = IndexOfOpen(0); next >= 0; next = IndexOfOpen(Math.Max(done, next + 1)))
        {
            var length = lengthAt(whole, next);
            if (length > 0 && valueOf(whole.Substring(next, length), flat.Span(next, next + length)) is { } value)
            {
                replaced.AddRange(flat.Slice(done, next));
                replaced.AddRange(value);
                done = next + length;
            }
        }

        replaced.AddRange(flat.Slice(done, whole.Length));
        return done == 0 ? text : replaced;

        int IndexOfOpen(int start) => whole.IndexOf(open, start, StringComparison.Ordinal);
    }

    /// <summary>Replaces each placeholder by a value that is known only at run time.</summary>
    public static IReadOnlyList<CommandPart> Forget(IReadOnlyList<CommandPart> text, string open, string close) =>
        Replace(text, open, close, (_, span) => Unknown(span));

    /// <summary>What a placeholder for a variable becomes: its value where that is known.</summary>
    public static IEnumerable<CommandPart> ValueOf(string name, IReadOnlyDictionary<string, string> variables, SourceSpan? span) =>
        variables.TryGetValue(name, out var value) ? Known(value, span) : Unknown(span);

    /// <summary>A value that is known, as it stands for a placeholder; in it, <see cref="FlatParts.Hole"/> stands for what is not.</summary>
    public static IEnumerable<CommandPart> Known(string value, SourceSpan? span) =>
        value.Split(FlatParts.Hole).SelectMany((text, index) => index == 0 ? [CommandPart.Known(text, span)] : Unknown(span).Append(CommandPart.Known(text, span)));

    /// <summary>A value that is not known.</summary>
    public static IEnumerable<CommandPart> Unknown(SourceSpan? span) => [CommandPart.Hole(HoleExtent.AnyWords, span)];
}
