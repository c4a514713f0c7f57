using ImageGuard.Scripts;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>
/// The words of source text, as numbers that are cheap to keep and to compare. Two words may have the same number: then code is looked at in vain,
/// and never missed.
/// </summary>
internal static class Words
{
    private const int Seed = unchecked((int)2166136261);
    private const int Factor = 16777619;

    /// <summary>The number of a word.</summary>
    public static int NumberOf(string word)
    {
        var number = Seed;
        foreach (var character in word)
        {
            number = (number ^ character) * Factor;
        }

        return number;
    }

    /// <summary>The numbers of several words.</summary>
    public static HashSet<int> NumbersOf(IEnumerable<string> words) => [.. words.Select(NumberOf)];

    /// <summary>The words in a stretch of text, each once; those in literals too, and in comments that do not fill their lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">The stretch.</param>
    /// <param name="except">Where a word begins that does not count, or -1.</param>
    /// <param name="found">Where they are gathered; what has been in there is dropped.</param>
    /// <param name="hasRunner">Whether one of them is called, or might be, and its name says that it runs commands.</param>
    public static int[] In(string text, TextSpan span, int except, HashSet<int> found, out bool hasRunner)
    {
        hasRunner = false;
        found.Clear();
        var (at, end) = (span.Start, span.End);
        while (at < end)
        {
            if (!IsPartOfWord(text[at]))
            {
                at = text[at] == '/' && IsFullLineComment(text, at) ? EndOfLine(text, at, end) : at + 1;
                continue;
            }

            var (start, number) = (at, Seed);
            for (; at < end && IsPartOfWord(text[at]); at++)
            {
                number = (number ^ text[at]) * Factor;
            }

            if (start == except)
            {
                continue;
            }

            found.Add(number);
            hasRunner = hasRunner || (at < end && text[at] is '(' or '<' && TellingNames.IsOne(text.Substring(start, at - start)));
        }

        return [.. found];
    }

    private static bool IsFullLineComment(string text, int slash)
    {
        if (slash + 1 == text.Length || text[slash + 1] != '/')
        {
            return false;
        }

        var before = slash - 1;
        while (before >= 0 && (text[before] is ' ' or '\t'))
        {
            before--;
        }

        return before < 0 || text[before] is '\n' or '\r';
    }

    private static int EndOfLine(string text, int at, int end) => text.IndexOf('\n', at, end - at) is >= 0 and var line ? line : end;

    /// <summary>Beyond ASCII nothing parts the words of code.</summary>
    private static bool IsPartOfWord(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or > '\x7f';
}
