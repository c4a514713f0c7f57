namespace ImageGuard.Scripts.Formats;

/// <summary>What stands in a makefile: variables and recipes. Of conditionals all branches are read.</summary>
internal sealed class Makefile
{
    private static readonly string[] Modifiers = ["override ", "export ", "private "];

    private static readonly string[] Directives = ["ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "include", "-include", "sinclude", "vpath", "undefine", "unexport"];

    private readonly string _text;
    private readonly List<Line> _lines;
    private readonly List<RecipeLine> _recipe = [];
    private char _prefix = '\t';
    private bool _isInRule;

    private Makefile(ScriptFile file)
    {
        _text = file.Text;
        _lines = [.. ImageGuard.Scripts.Lines.Of(file.Text)];
    }

    /// <summary>The values of each variable, in their order; null for one that is added to or computed.</summary>
    public Dictionary<string, List<string?>> Variables { get; } = new(StringComparer.Ordinal);

    public List<MakeRecipe> Recipes { get; } = [];

    /// <summary>Where values stand that make computes as it reads them.</summary>
    public List<(int Start, int End)> ImmediateValues { get; } = [];

    /// <summary>Whether all lines of a recipe share a shell.</summary>
    public bool HasOneShell { get; private set; }

    /// <summary>Reads a makefile.</summary>
    public static Makefile Read(ScriptFile file)
    {
        var makefile = new Makefile(file);
        for (var i = 0; i < makefile._lines.Count; i++)
        {
            makefile.ReadLine(ref i);
        }

        makefile.EndRule();
        return makefile;
    }

    private void ReadLine(ref int index)
    {
        var line = _lines[index];
        if (_isInRule && line.Start < line.End && _text[line.Start] == _prefix)
        {
            _recipe.Add(ReadRecipeLine(ref index, line.Start + 1));
            return;
        }

        var content = ReadLogicalLine(ref index, out var start);
        if (content.Length == 0 || content[0] == '#' || Directives.Contains(FirstWord(content)))
        {
            return;
        }

        for (var i = 0; i < Modifiers.Length; i++)
        {
            if (content.StartsWith(Modifiers[i], StringComparison.Ordinal))
            {
                start += Modifiers[i].Length;
                content = content.Substring(Modifiers[i].Length);
                i = -1;
            }
        }

        if (FirstWord(content) == "define")
        {
            EndRule();
            ReadDefinition(content, ref index);
        }
        else if (!TryReadAssignment(content, start))
        {
            ReadRule(content, start, line.End);
        }
    }

    /// <summary>A line with those that it goes on in, its comment and the blanks around it left out.</summary>
    private string ReadLogicalLine(ref int index, out int start)
    {
        var line = _lines[index];
        start = Lines.SkipBlanks(_text, line.Start, line.End);
        while (GoesOn(_lines[index]) && index + 1 < _lines.Count)
        {
            index++;
        }

        var content = _text.Substring(start, _lines[index].End - start);
        var comment = content.IndexOf('#');
        return (comment < 0 || (comment > 0 && content[comment - 1] == '\\') ? content : content.Substring(0, comment)).TrimEnd();
    }

    private RecipeLine ReadRecipeLine(ref int index, int start)
    {
        var first = start;
        var ignoresFailure = false;
        while (first < _lines[index].End && _text[first] is ' ' or '\t' or '@' or '-' or '+')
        {
            ignoresFailure |= _text[first] == '-';
            first++;
        }

        var pieces = new List<(int Start, int End)> { (first, _lines[index].End) };
        while (GoesOn(_lines[index]) && index + 1 < _lines.Count)
        {
            // The backslash and the line break are the shell's to read, the prefix behind them is make's.
            pieces.Add((_lines[index].Next - 1, _lines[index].Next));
            index++;
            var line = _lines[index];
            pieces.Add((line.Start < line.End && _text[line.Start] == _prefix ? line.Start + 1 : line.Start, line.End));
        }

        return new RecipeLine(pieces, ignoresFailure);
    }

    /// <summary>Whether a line ends with a backslash that no other one escapes.</summary>
    private bool GoesOn(Line line)
    {
        var backslashes = 0;
        while (line.End - backslashes > line.Start && _text[line.End - backslashes - 1] == '\\')
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }

    private void ReadDefinition(string content, ref int index)
    {
        var name = content.Substring("define".Length).Trim(' ', '\t', '=', ':', '?', '+');
        var lines = new List<RecipeLine>();
        for (index++; index < _lines.Count; index++)
        {
            var start = Lines.SkipBlanks(_text, _lines[index].Start, _lines[index].End);
            if (string.CompareOrdinal(_text, start, "endef", 0, "endef".Length) == 0)
            {
                break;
            }

            lines.Add(ReadRecipeLine(ref index, _lines[index].Start));
        }

        Recipes.Add(new MakeRecipe(name, lines));
        Values(name).Add(null);
    }

    private bool TryReadAssignment(string content, int start)
    {
        var equals = content.IndexOf('=');
        if (equals <= 0)
        {
            return false;
        }

        var operation = equals;
        while (operation > 0 && content[operation - 1] is ':' or '?' or '+' or '!')
        {
            operation--;
        }

        var name = content.Substring(0, operation).TrimEnd();
        if (name.Length == 0 || name.IndexOfAny([' ', '\t', ':', '(']) >= 0)
        {
            return false;
        }

        var sign = content[operation];
        var value = content.Substring(equals + 1).Trim();
        EndRule();
        if (name == ".RECIPEPREFIX")
        {
            _prefix = value.Length > 0 ? value[0] : '\t';
        }

        Values(name).Add(sign is '+' or '!' || value.Length == 0 ? null : value);
        if (sign is ':' or '!')
        {
            ImmediateValues.Add((start + equals + 1, start + content.Length));
        }

        return true;
    }

    private void ReadRule(string content, int start, int lineEnd)
    {
        if (content.IndexOf(':') < 0)
        {
            return;
        }

        EndRule();
        _isInRule = true;
        HasOneShell |= content.StartsWith(".ONESHELL", StringComparison.Ordinal);
        var recipe = content.IndexOf(';');
        if (recipe >= 0 && start + recipe + 1 < lineEnd)
        {
            _recipe.Add(new RecipeLine([(start + recipe + 1, lineEnd)], IgnoresFailure: false));
        }
    }

    private void EndRule()
    {
        if (_recipe.Count > 0)
        {
            Recipes.Add(new MakeRecipe(null, [.. _recipe]));
            _recipe.Clear();
        }

        _isInRule = false;
    }

    private List<string?> Values(string name)
    {
        if (!Variables.TryGetValue(name, out var values))
        {
            Variables[name] = values = [];
        }

        return values;
    }

    private static string FirstWord(string content) => content.Split([' ', '\t', '('], 2)[0];
}
