namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Puts in what make puts in: variables whose value is known, <c>$(call …)</c> of them, a dollar for two. A value stands where it is used. <c>$(shell …)</c>
/// becomes the shell's own <c>$(…)</c>; what is known only at run time becomes a hole.
/// </summary>
internal sealed class MakeExpander(ScriptFile file, IReadOnlyDictionary<string, List<string?>> variables)
{
    /// <summary>How deep variables within variables are followed.</summary>
    private const int MaxDepth = 8;

    /// <summary>How long a value may become; variables that double each other grow beyond any memory.</summary>
    private const int MaxLength = 4_096;

    private const string Shell = "shell ";

    private const string Call = "call ";

    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);

    /// <summary>A line of a recipe as the shell gets it.</summary>
    public IReadOnlyList<CommandPart> Expand(RecipeLine line)
    {
        var script = new ScriptText(file);
        foreach (var (start, end) in line.Pieces)
        {
            Expand(start, end, script);
        }

        return script.Take();
    }

    /// <summary>What the functions <c>$(shell …)</c> in a stretch run.</summary>
    public IEnumerable<IReadOnlyList<CommandPart>> ShellFunctions((int Start, int End) stretch)
    {
        for (var at = IndexOfShell(stretch.Start); at >= 0; at = IndexOfShell(at))
        {
            var start = at + 2 + Shell.Length;
            var length = LengthAt(file.Text, at, stretch.End);
            if (length == 0)
            {
                yield break;
            }

            at += length;
            var script = new ScriptText(file);
            Expand(start, Math.Max(at - 1, start), script);
            yield return script.Take();
        }

        int IndexOfShell(int from) => from < stretch.End ? file.Text.IndexOf("$(" + Shell, from, stretch.End - from, StringComparison.Ordinal) : -1;
    }

    /// <summary>The words of a variable's value as far as it is known.</summary>
    public IEnumerable<string> Words(string name) => (ValueOf(name, 0) ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private void Expand(int start, int end, ScriptText script)
    {
        for (var at = start; at < end; at++)
        {
            var length = file.Text[at] == '$' ? LengthAt(file.Text, at, end) : 0;
            if (length == 0)
            {
                script.Copy(at, at + 1);
                continue;
            }

            var reference = file.Text.Substring(at, length);
            if (reference.StartsWith("$(" + Shell, StringComparison.Ordinal))
            {
                var inner = at + 2 + Shell.Length;
                script.Replace(at, inner, "$(");
                Expand(inner, at + length - 1, script);
                script.Replace(at + length - 1, at + length, ")");
            }
            else
            {
                script.Fill(at, at + length, Evaluate(reference, 0));
            }

            at += length - 1;
        }
    }

    /// <summary>The value of a reference, or null where it is known only at run time.</summary>
    private string? Evaluate(string reference, int depth)
    {
        if (reference == "$$")
        {
            return "$";
        }

        var inner = reference.Length > 2 ? reference.Substring(2, Math.Max(reference.Length - 3, 0)) : reference.Substring(1);
        if (!inner.StartsWith(Call, StringComparison.Ordinal))
        {
            return ValueOf(inner.Trim(), depth);
        }

        var words = inner.Substring(Call.Length).Split(',');
        return SingleValue(words[0].Trim()) is { } template && depth < MaxDepth
            ? Evaluate(template, depth + 1, words)
            : null;
    }

    private string? ValueOf(string name, int depth)
    {
        if (!_values.TryGetValue(name, out var value) && depth < MaxDepth)
        {
            value = SingleValue(name) is { } text ? Evaluate(text, depth + 1, arguments: []) : null;
            _values[name] = value;
        }

        return value;
    }

    /// <summary>The one value that a variable is given; of several clients to choose from, any will do.</summary>
    private string? SingleValue(string name) =>
        !variables.TryGetValue(name, out var values) ? null
            : values.Distinct().Count() == 1 || values.TrueForAll(value => value is not null && ContainerClient.FromProgram(value) is not null) ? values[0]
            : null;

    /// <summary>A text with its references evaluated, holes for those that cannot be; null where it becomes too long.</summary>
    private string? Evaluate(string text, int depth, string[] arguments)
    {
        var value = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length && value.Length <= MaxLength; at++)
        {
            var length = text[at] == '$' ? LengthAt(text, at, text.Length) : 0;
            if (length == 0)
            {
                value.Append(text[at]);
                continue;
            }

            var reference = text.Substring(at, length);
            value.Append(ArgumentOf(reference, arguments) ?? Evaluate(reference, depth) ?? FlatParts.Hole.ToString());
            at += length - 1;
        }

        return value.Length <= MaxLength ? value.ToString() : null;
    }

    /// <summary>The argument that <c>$(1)</c> names, if all of it is known.</summary>
    private static string? ArgumentOf(string reference, string[] arguments) =>
        int.TryParse(reference.Trim('$', '(', ')', '{', '}'), out var number) && number > 0 && number < arguments.Length && arguments[number].IndexOf('$') < 0
            ? arguments[number].Trim()
            : null;

    /// <summary>The length of the reference that a dollar begins; 0 where it begins none.</summary>
    private static int LengthAt(string text, int dollar, int end)
    {
        if (dollar + 1 >= end)
        {
            return 0;
        }

        var open = text[dollar + 1];
        if (open is not ('(' or '{'))
        {
            return char.IsWhiteSpace(open) ? 0 : 2;
        }

        var close = open == '(' ? ')' : '}';
        var depth = 0;
        for (var at = dollar + 1; at < end; at++)
        {
            depth += text[at] == open ? 1 : text[at] == close ? -1 : 0;
            if (depth == 0)
            {
                return at + 1 - dollar;
            }
        }

        return 0;
    }
}
