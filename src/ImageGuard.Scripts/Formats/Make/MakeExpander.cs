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

    /// <summary>How many characters are gone through for each that is written, and besides: so long a makefile costs what its length costs.</summary>
    private const int StepsPerCharacter = 10;
    private const int FreeSteps = 100_000;

    private const string ShellMark = "$(shell ";

    private const string Call = "call ";

    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private int _steps = FreeSteps + StepsPerCharacter * file.Text.Length;

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
        var lengths = MakeReferences.In(file.Text, stretch.Start, stretch.End);
        for (var at = IndexOfShell(stretch.Start); at >= 0 && lengths.TryGetValue(at, out var length); at = IndexOfShell(at + length))
        {
            var script = new ScriptText(file);
            Expand(at + ShellMark.Length, at + length - 1, script);
            yield return script.Take();
        }

        int IndexOfShell(int from) => from < stretch.End ? file.Text.IndexOf(ShellMark, from, stretch.End - from, StringComparison.Ordinal) : -1;
    }

    /// <summary>The words of a variable's value as far as it is known.</summary>
    public IEnumerable<string> Words(string name) => (ValueOf(name, 0) ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private void Expand(int start, int end, ScriptText script)
    {
        var lengths = MakeReferences.In(file.Text, start, end);
        for (var at = start; at < end; at++)
        {
            if (!lengths.TryGetValue(at, out var length))
            {
                script.Copy(at, at + 1);
            }
            else if (string.CompareOrdinal(file.Text, at, ShellMark, 0, ShellMark.Length) == 0)
            {
                script.Replace(at, at + ShellMark.Length, "$(");
                at += ShellMark.Length - 1;
            }
            else
            {
                script.Fill(at, at + length, Evaluate(file.Text.Substring(at, length), 0));
                at += length - 1;
            }
        }
    }

    /// <summary>The value of a reference, or null where it is known only at run time.</summary>
    private string? Evaluate(string reference, int depth)
    {
        var value = _steps < 0 ? null : reference == "$$" ? "$" : Read(reference, depth);
        _steps -= value?.Length ?? 1;
        return value;
    }

    private string? Read(string reference, int depth)
    {
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
    private string? SingleValue(string name)
    {
        if (!_texts.TryGetValue(name, out var text))
        {
            text = !variables.TryGetValue(name, out var values) ? null
                : values.Distinct().Count() == 1 || values.TrueForAll(value => value is not null && ContainerClient.FromProgram(value) is not null) ? values[0]
                : null;
            _texts[name] = text;
        }

        return text;
    }

    /// <summary>A text with its references evaluated, holes for those that cannot be; null where it becomes too long.</summary>
    private string? Evaluate(string text, int depth, string[] arguments)
    {
        _steps -= text.Length;
        var lengths = MakeReferences.In(text, 0, text.Length);
        var value = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length && value.Length <= MaxLength; at++)
        {
            if (!lengths.TryGetValue(at, out var length))
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
}
