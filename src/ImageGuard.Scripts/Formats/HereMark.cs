namespace ImageGuard.Scripts.Formats;

/// <summary>The beginning of a here-document: <c>&lt;&lt;EOF</c>, <c>&lt;&lt;-"EOF"</c>.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Word">The line that ends the document.</param>
/// <param name="StripsTabs">Whether tabs before that line do not matter.</param>
internal readonly record struct HereMark(int Start, int End, string Word, bool StripsTabs)
{
    /// <summary>The first one in a stretch, or null.</summary>
    public static HereMark? Find(string text, int start, int end) =>
        All(text, start, end).Select(mark => (HereMark?)mark).FirstOrDefault();

    /// <summary>All in a stretch; <c>&lt;&lt;&lt;</c> begins none.</summary>
    public static IEnumerable<HereMark> All(string text, int start, int end)
    {
        for (var at = text.IndexOf("<<", start, end - start, StringComparison.Ordinal); at >= 0;)
        {
            var word = at + 2;
            if (word < end && text[word] == '<')
            {
                word++;
            }
            else
            {
                var stripsTabs = word < end && text[word] == '-';
                word += stripsTabs ? 1 : 0;
                var first = word;
                while (word < end && (char.IsLetterOrDigit(text[word]) || text[word] is '_' or '"' or '\''))
                {
                    word++;
                }

                if (word > first && !char.IsDigit(text[first]))
                {
                    yield return new HereMark(at, word, text.Substring(first, word - first).Trim('"', '\''), stripsTabs);
                }
            }

            at = word < end ? text.IndexOf("<<", word, end - word, StringComparison.Ordinal) : -1;
        }
    }
}
