namespace ImageGuard.Scripts.Formats;

/// <summary>Finds the references in a text of make: <c>$(name)</c>, <c>${name}</c>, <c>$x</c>. Goes through it once, however they nest.</summary>
internal static class MakeReferences
{
    private static readonly Dictionary<int, int> None = [];

    /// <summary>The length of each reference by the place of its dollar, within a stretch. One that is never closed is none.</summary>
    public static IReadOnlyDictionary<int, int> In(string text, int start, int end)
    {
        if (end <= start || text.IndexOf('$', start, end - start) < 0)
        {
            return None;
        }

        var lengths = new Dictionary<int, int>();
        var (parentheses, braces) = (new Stack<int>(), new Stack<int>());
        for (var at = start; at < end; at++)
        {
            switch (text[at])
            {
                case '(':
                    parentheses.Push(at);
                    break;
                case '{':
                    braces.Push(at);
                    break;
                case ')' when parentheses.Count > 0:
                    Close(parentheses.Pop(), at);
                    break;
                case '}' when braces.Count > 0:
                    Close(braces.Pop(), at);
                    break;
                case '$' when at + 1 < end && text[at + 1] is not ('(' or '{') && !char.IsWhiteSpace(text[at + 1]):
                    lengths[at] = 2;
                    break;
            }
        }

        return lengths;

        void Close(int open, int close)
        {
            if (open > start && text[open - 1] == '$')
            {
                lengths[open - 1] = close - open + 2;
            }
        }
    }
}
