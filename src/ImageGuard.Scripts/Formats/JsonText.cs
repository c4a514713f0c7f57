namespace ImageGuard.Scripts.Formats;

/// <summary>What a scan of JSON comes by: a string, or one character that is not white space.</summary>
/// <param name="Mark">The character; a quote for a string.</param>
/// <param name="Text">What a string says, with the place of each piece; empty else.</param>
internal readonly record struct JsonToken(char Mark, IReadOnlyList<CommandPart> Text)
{
    public string Value => string.Concat(Text.Select(part => part.Text));
}

/// <summary>Scans JSON for its strings, whatever else may be wrong with it.</summary>
internal static class JsonText
{
    /// <summary>The tokens of a stretch of a file; a string that is never closed ends with the line.</summary>
    public static IEnumerable<JsonToken> Scan(ScriptFile file, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            var character = file.Text[at];
            if (character == '"')
            {
                yield return new JsonToken('"', ReadString(file, ref at, end));
            }
            else if (!char.IsWhiteSpace(character))
            {
                yield return new JsonToken(character, []);
            }
        }
    }

    /// <summary>The words of a list of strings and nothing else; null where the stretch is something else.</summary>
    public static IReadOnlyList<IReadOnlyList<CommandPart>>? StringList(ScriptFile file, int start, int end)
    {
        var tokens = Scan(file, start, end).ToList();
        return tokens.Count >= 2 && tokens[0].Mark == '[' && tokens[tokens.Count - 1].Mark == ']'
            && tokens.Skip(1).Take(tokens.Count - 2).All(token => token.Mark is '"' or ',')
            ? [.. tokens.Where(token => token.Mark == '"').Select(token => token.Text)]
            : null;
    }

    /// <summary>Reads from the quote that opens a string to the one that closes it.</summary>
    private static IReadOnlyList<CommandPart> ReadString(ScriptFile file, ref int at, int end)
    {
        var text = new ScriptText(file);
        for (at++; at < end && file.Text[at] is not ('"' or '\n'); at++)
        {
            if (file.Text[at] != '\\' || at + 1 == end)
            {
                text.Copy(at, at + 1);
                continue;
            }

            var (length, value) = ReadEscape(file.Text, at + 1, end);
            text.Replace(at, at + 1 + length, value);
            at += length;
        }

        return text.Take();
    }

    private static (int Length, string Value) ReadEscape(string source, int at, int end) => source[at] switch
    {
        'n' => (1, "\n"),
        't' => (1, "\t"),
        'r' => (1, "\r"),
        'b' => (1, "\b"),
        'f' => (1, "\f"),
        'u' when at + 5 <= end && int.TryParse(
            source.Substring(at + 1, 4), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture, out var unit) =>
            (5, ((char)unit).ToString()),
        var other => (1, other.ToString()),
    };
}
