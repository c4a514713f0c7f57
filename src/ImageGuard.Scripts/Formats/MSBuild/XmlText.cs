using System.Globalization;

namespace ImageGuard.Scripts.Formats;

/// <summary>Decodes text of a project: the entities of XML, and MSBuild's own <c>%3B</c>.</summary>
internal static class XmlText
{
    private static readonly Dictionary<string, string> Entities = new(StringComparer.Ordinal)
    {
        ["lt"] = "<",
        ["gt"] = ">",
        ["amp"] = "&",
        ["quot"] = "\"",
        ["apos"] = "'",
    };

    /// <summary>What a stretch says, with the place of each piece.</summary>
    public static IReadOnlyList<CommandPart> Decode(ScriptFile file, int start, int end)
    {
        var text = new ScriptText(file);
        for (var at = start; at < end; at++)
        {
            var (length, value) = file.Text[at] switch
            {
                '&' => ReadEntity(file.Text, at, end),
                '%' when at + 2 < end && TryParseHex(file.Text.Substring(at + 1, 2), out var code) => (3, ((char)code).ToString()),
                _ => (1, null),
            };
            if (value is null)
            {
                text.Copy(at, at + 1);
            }
            else
            {
                text.Replace(at, at + length, value);
            }

            at += length - 1;
        }

        return text.Take();
    }

    private static (int Length, string? Value) ReadEntity(string source, int at, int end)
    {
        const int Longest = 10;
        var close = source.IndexOf(';', at, Math.Min(end - at, Longest));
        if (close < 0)
        {
            return (1, null);
        }

        var name = source.Substring(at + 1, close - at - 1);
        var length = close + 1 - at;
        return name.StartsWith("#x", StringComparison.OrdinalIgnoreCase) && TryParseHex(name.Substring(2), out var code) ? (length, Character(code))
            : name.StartsWith("#", StringComparison.Ordinal) && int.TryParse(name.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out code) ? (length, Character(code))
            : Entities.TryGetValue(name, out var value) ? (length, value)
            : (1, null);
    }

    private static string? Character(int code) =>
        code is < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) ? null : char.ConvertFromUtf32(code);

    private static bool TryParseHex(string digits, out int code) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
}
