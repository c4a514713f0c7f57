namespace ImageGuard.Scripts;

/// <summary>
/// Splits a script of the Windows command interpreter into simple commands: comments left out, variables that are set to one text put in, and what
/// <c>if</c>, <c>for</c>, <c>call</c> and <c>start</c> run taken out of them.
/// </summary>
internal static class BatchSplitter
{
    private const string DelayedExpansion = "EnableDelayedExpansion";

    /// <summary>Splits a script.</summary>
    public static IReadOnlyList<ShellCommand> Split(IReadOnlyList<CommandPart> script)
    {
        script = WithoutComments(script);
        return [.. SplitFlat(WithVariables(script, VariablesOf(SplitFlat(script)))).Select(BatchCommand.WhatRuns).OfType<ShellCommand>()];
    }

    private static IReadOnlyList<ShellCommand> SplitFlat(IReadOnlyList<CommandPart> script) => ShellSplitter.SplitFlat(script, ShellDialect.Cmd);

    private static List<CommandPart> WithoutComments(IReadOnlyList<CommandPart> script)
    {
        var flat = new FlatParts(script);
        return [.. Lines.Of(flat.Text).SelectMany(line => flat.Slice(IsComment(flat.Text, line) ? line.End : line.Start, line.Next))];
    }

    /// <summary><c>REM</c>, <c>::</c> and other labels.</summary>
    private static bool IsComment(string text, Line line)
    {
        var start = line.Start;
        while (start < line.End && text[start] is ' ' or '\t' or '@')
        {
            start++;
        }

        return start < line.End
            && (text[start] == ':'
                || (string.Compare(text, start, "rem", 0, 3, StringComparison.OrdinalIgnoreCase) == 0 && (start + 3 >= line.End || text[start + 3] is ' ' or '\t')));
    }

    /// <summary>The variables that are set to one known text, and no other.</summary>
    private static Dictionary<string, string> VariablesOf(IEnumerable<ShellCommand> commands)
    {
        var values = commands.Select(BatchCommand.Assignment).OfType<(string Name, string? Value)>()
            .ToLookup(assignment => assignment.Name, assignment => assignment.Value, StringComparer.OrdinalIgnoreCase);
        return values.Where(value => value.Distinct().Count() == 1 && !string.IsNullOrEmpty(value.First()))
            .ToDictionary(value => value.Key, value => value.First()!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What is between percent signs and not known is the splitter's to forget; exclamation marks mean something only where it is asked for.</summary>
    private static IReadOnlyList<CommandPart> WithVariables(IReadOnlyList<CommandPart> script, Dictionary<string, string> variables)
    {
        var filled = Placeholders.Replace(script, "%", ParameterLength, (_, span) => Placeholders.Unknown(span));
        filled = Placeholders.Replace(filled, "%", "%", (name, span) => variables.TryGetValue(name, out var value) ? Placeholders.Known(value, span) : null);
        return script.Any(part => part.Text?.IndexOf(DelayedExpansion, StringComparison.OrdinalIgnoreCase) >= 0)
            ? Placeholders.Replace(filled, "!", "!", (name, span) => name.IndexOfAny([' ', '\n']) < 0 ? Placeholders.ValueOf(name, variables, span) : null)
            : filled;
    }

    /// <summary>The length of <c>%1</c>, <c>%*</c>, <c>%~dp0</c>, or of a loop's <c>%%i</c>.</summary>
    private static int ParameterLength(string text, int start)
    {
        var end = start + 1;
        if (end < text.Length && text[end] == '%')
        {
            return end + 1 < text.Length && text[end + 1] is '~' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') ? LengthOfModified(text, start, end + 1) : 0;
        }

        return end < text.Length && text[end] is '*' or '~' or (>= '0' and <= '9') ? LengthOfModified(text, start, end) : 0;
    }

    private static int LengthOfModified(string text, int start, int end)
    {
        if (text[end] == '~')
        {
            while (end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]))
            {
                end++;
            }
        }

        return end + 1 - start;
    }
}
