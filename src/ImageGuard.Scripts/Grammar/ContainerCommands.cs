namespace ImageGuard.Scripts;

/// <summary>The commands of all clients by one word of each, for a look at a text before it is read as a command line.</summary>
public static class ContainerCommands
{
    /// <summary>Each command that works on images or removes containers, and each of the engine's routes, has one of these.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "rmi", "rm", "remove", "untag", "bud", "prune", "reset", "load", "save", "build", "buildx", "pull", "push", "tag", "commit", "import", "image", "images",
        "inspect",
    ];

    private static readonly HashSet<string> Commands = new(Words, StringComparer.Ordinal);

    /// <summary>The words behind which a command comes, besides the clients.</summary>
    private static readonly HashSet<string> Groups = new(StringComparer.Ordinal) { "container", "image", "system", "builder", "buildx", "compose" };

    private static readonly int Longest = Words.Max(word => word.Length);

    /// <summary>
    /// Whether a text may have a word of such a command where a command can have it: first, or behind a client, a group, an option or its value, a sign
    /// or a hole. Behind any other word it is prose: <c>"Failed to remove it"</c>.
    /// </summary>
    public static bool IsAnyIn(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && text[at] is >= 'a' and <= 'z')
            {
                at++;
            }

            if (at - start is >= 2 && at - start <= Longest && Commands.Contains(text.Substring(start, at - start)) && MayStandBehind(text, start))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayStandBehind(string text, int start)
    {
        var (previousStart, previousEnd) = WordBefore(text, start);
        if (previousEnd == start || previousStart == previousEnd)
        {
            return true;
        }

        for (var i = previousStart; i < previousEnd; i++)
        {
            if (!char.IsLetter(text[i]))
            {
                return true;
            }
        }

        var (optionStart, optionEnd) = WordBefore(text, previousStart);
        return (optionEnd > optionStart && text[optionStart] == '-')
            || text.Substring(previousStart, previousEnd - previousStart) is var previous && (Groups.Contains(previous) || TellingNames.ClientIn(previous) is not null);
    }

    /// <summary>From the last blank before a place to the one before that.</summary>
    private static (int Start, int End) WordBefore(string text, int place)
    {
        var end = place;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        return (start, end);
    }
}
