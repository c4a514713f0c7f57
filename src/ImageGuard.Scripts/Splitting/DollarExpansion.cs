namespace ImageGuard.Scripts;

/// <summary>Finds the end of <c>$name</c>, <c>${…}</c>, <c>$(…)</c> and <c>$((…))</c>, brackets and quotes within them counted.</summary>
internal static class DollarExpansion
{
    private const string SpecialParameters = "@*#?-$!0123456789";

    /// <summary>The length of the expansion, its dollar included; 0 where the dollar stands for itself.</summary>
    public static int LengthAt(PartReader reader, ShellDialect dialect)
    {
        reader.Advance();
        return reader.Current switch
        {
            '(' => LengthOfBrackets(reader, '(', ')', dialect) + 1,
            '{' => LengthOfBrackets(reader, '{', '}', dialect) + 1,
            var first when IsNameStart(first) => LengthOfName(reader, dialect) + 1,
            var first when first != PartReader.None && SpecialParameters.IndexOf(first) >= 0 => 2,
            _ => 0,
        };
    }

    private static int LengthOfName(PartReader reader, ShellDialect dialect)
    {
        var length = 0;
        while (IsNameStart(reader.Current) || reader.Current is >= '0' and <= '9' || (reader.Current == ':' && dialect.HasScopedNames))
        {
            length++;
            reader.Advance();
        }

        return length;
    }

    /// <summary>The length from the opening bracket to the one that closes it, or to the end where none does.</summary>
    private static int LengthOfBrackets(PartReader reader, char open, char close, ShellDialect dialect)
    {
        var depth = 0;
        var quote = PartReader.None;
        var length = 0;
        for (; !reader.AtEnd; reader.Advance())
        {
            length++;
            var current = reader.Current;
            if (current == PartReader.None)
            {
                continue;
            }

            if (current == dialect.Escape && quote != '\'')
            {
                reader.Advance();
                length += reader.AtEnd ? 0 : 1;
            }
            else if (quote != PartReader.None)
            {
                quote = current == quote ? PartReader.None : quote;
            }
            else if (current is '\'' or '"')
            {
                quote = current;
            }
            else if (current == open)
            {
                depth++;
            }
            else if (current == close && --depth == 0)
            {
                return length;
            }
        }

        return length;
    }

    private static bool IsNameStart(char character) =>
        character is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
