namespace ImageGuard.Scripts;

/// <summary>A line of a file.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, its line break left out.</param>
/// <param name="Next">Where the next line begins, or the file ends.</param>
internal readonly record struct Line(int Start, int End, int Next);

/// <summary>Cuts a text into lines.</summary>
internal static class Lines
{
    public static IEnumerable<Line> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var next = feed < 0 ? text.Length : feed + 1;
            var end = feed < 0 ? text.Length : feed;
            yield return new Line(start, end > start && text[end - 1] == '\r' ? end - 1 : end, next);
            start = next;
        }
    }

    /// <summary>The first index from a start on that holds no blank, at most the end.</summary>
    public static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }
}
