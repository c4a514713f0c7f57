using System.Runtime.CompilerServices;

namespace ImageGuard.Analyzers;

/// <summary>
/// The words of source text, as numbers that are cheap to keep and to compare. Two words may have the same number: then code is looked at in vain,
/// and never missed.
/// </summary>
internal static class Words
{
    /// <summary>The number of no characters at all.</summary>
    public const int Seed = unchecked((int)2166136261);

    private const int Factor = 16777619;

    private static readonly bool[] Parts = [.. Enumerable.Range(0, 128).Select(code => (char)code is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_')];

    /// <summary>The number of a word.</summary>
    public static int NumberOf(string word)
    {
        var number = Seed;
        foreach (var character in word)
        {
            number = Next(number, character);
        }

        return number;
    }

    /// <summary>The number of a word that has one more character.</summary>
    public static int Next(int number, char character) => (number ^ character) * Factor;

    /// <summary>The numbers of several words, one for each.</summary>
    public static int[] AllOf(IReadOnlyList<string> words)
    {
        var numbers = new int[words.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = NumberOf(words[i]);
        }

        return numbers;
    }

    /// <summary>The numbers of several words, as a set.</summary>
    public static HashSet<int> NumbersOf(IEnumerable<string> words)
    {
        var numbers = new HashSet<int>();
        foreach (var word in words)
        {
            numbers.Add(NumberOf(word));
        }

        return numbers;
    }

    /// <summary>Whether a character belongs to a word; beyond ASCII nothing parts the words of code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPartOf(char character) => character >= Parts.Length || Parts[character];
}
