namespace ImageGuard.Scripts;

/// <summary>The commands of the Windows command interpreter that run others, or set variables.</summary>
internal static class BatchCommand
{
    private static readonly HashSet<string> Comparisons = new(StringComparer.OrdinalIgnoreCase) { "==", "EQU", "NEQ", "LSS", "LEQ", "GTR", "GEQ" };

    /// <summary>The name and the value of <c>set NAME=value</c>; the value is null where it is not known. Null for another command.</summary>
    public static (string Name, string? Value)? Assignment(ShellCommand command)
    {
        var words = WhatRuns(command)?.Words ?? [];
        if (words.Count < 2 || !Is(words[0], "set") || words[1].KnownStart.IndexOf('=') is not (> 0 and var equals))
        {
            return null;
        }

        var isKnown = words.All(word => word.Text is not null);
        var name = words[1].KnownStart.Substring(0, equals);
        return (name, isKnown ? string.Join(" ", words.Skip(1).Select(word => word.Text)).Substring(equals + 1) : null);
    }

    /// <summary>What a command runs in the end: the command behind a condition or a loop's <c>do</c>; null where that is nothing.</summary>
    public static ShellCommand? WhatRuns(ShellCommand command)
    {
        var words = command.Words;
        var separator = command.Separator;
        var readsStatus = false;
        while (words.Count > 0)
        {
            if (words[0].KnownStart is ['@', ..])
            {
                words = words[0].Text == "@" ? [.. words.Skip(1)] : [words[0].From(1), .. words.Skip(1)];
            }
            else if (words[0].KnownStart is ['\'' or '`', ..])
            {
                return Quoted(words) is { Count: > 0 } inner ? new ShellCommand(inner, separator) { ReadsStatus = readsStatus } : null;
            }
            else if (LengthOfPrefix(words, ref separator) is > 0 and var length)
            {
                readsStatus |= Is(words[0], "if") && words.Take(length).Skip(1).Any(MayBeErrorLevel);
                words = [.. words.Skip(length)];
            }
            else
            {
                return new ShellCommand(words, separator) { ReadsStatus = readsStatus };
            }
        }

        return readsStatus ? new ShellCommand([command.Words[0]], separator) { ReadsStatus = true } : null;
    }

    private static int LengthOfPrefix(IReadOnlyList<CommandWord> words, ref ShellSeparator separator) => words[0].Text?.ToLowerInvariant() switch
    {
        "do" or "else" or "call" => 1,
        "if" => LengthOfCondition(words),
        "start" => LengthOfStart(words, ref separator),
        _ => 0,
    };

    /// <summary>The error level by name, or a value that is not known.</summary>
    private static bool MayBeErrorLevel(CommandWord word) => Is(word, "errorlevel") || word.HasHole;

    private static int LengthOfCondition(IReadOnlyList<CommandWord> words)
    {
        var index = 1;
        while (index < words.Count && (Is(words[index], "not") || Is(words[index], "/i")))
        {
            index++;
        }

        return index >= words.Count ? index
            : Is(words[index], "exist") || Is(words[index], "defined") || Is(words[index], "errorlevel") ? index + 2
            : index + 1 < words.Count && words[index + 1].Text is { } comparison && Comparisons.Contains(comparison) ? index + 3
            : EndsOpen(words[index]) || (index + 1 < words.Count && words[index + 1].KnownStart.StartsWith("==", StringComparison.Ordinal)) ? index + 2
            : index + 1;
    }

    private static bool EndsOpen(CommandWord word) => word.Parts[word.Parts.Count - 1].Text?.EndsWith("==", StringComparison.Ordinal) == true;

    /// <summary><c>start "title" /wait program</c>: without the option nothing waits.</summary>
    private static int LengthOfStart(IReadOnlyList<CommandWord> words, ref ShellSeparator separator)
    {
        var index = 1;
        var waits = false;
        while (index < words.Count && (words[index].KnownStart is ['/', ..] || IsTitle(words[index])))
        {
            waits |= Is(words[index], "/w") || Is(words[index], "/wait");
            index++;
        }

        separator = waits ? separator : ShellSeparator.Background;
        return index;
    }

    /// <summary>A title is in quotes: its place is longer than its text.</summary>
    private static bool IsTitle(CommandWord word) => word.Text is { } text && word.Span is { } span && span.Length > text.Length && text.IndexOf('\\') < 0;

    /// <summary>The command in the quotes of <c>for /f … in ('…')</c>.</summary>
    private static List<CommandWord> Quoted(IReadOnlyList<CommandWord> words)
    {
        List<CommandWord> inner = [words[0].From(1), .. words.Skip(1)];
        var last = inner[inner.Count - 1];
        if (last.Parts.Count > 0 && last.Parts[last.Parts.Count - 1].Text is { Length: > 0 } text && text[text.Length - 1] is '\'' or '`')
        {
            var parts = last.Parts.ToList();
            parts[parts.Count - 1] = parts[parts.Count - 1].Slice(0, text.Length - 1);
            inner[inner.Count - 1] = new CommandWord(parts);
        }

        return [.. inner.Where(word => word.Parts.Count > 0 && word.Text != "")];
    }

    private static bool Is(CommandWord word, string text) => string.Equals(word.Text, text, StringComparison.OrdinalIgnoreCase);
}
