namespace ImageGuard.Scripts.Formats;

/// <summary>An instruction of a Dockerfile, over all lines that it goes on.</summary>
internal sealed class DockerInstruction
{
    private const string EscapeDirective = "escape=";

    private readonly ScriptFile _file;
    private readonly IReadOnlyList<(int Start, int End)> _lines;
    private readonly (int Start, int End)? _body;
    private readonly int _bodyEnd;

    private DockerInstruction(ScriptFile file, string name, IReadOnlyList<(int Start, int End)> lines, (int Start, int End)? body, int bodyEnd)
    {
        (_file, Name, _lines, _body, _bodyEnd) = (file, name, lines, body, bodyEnd);
    }

    /// <summary>Its name in capitals; that of what an <c>ONBUILD</c> is to do.</summary>
    public string Name { get; }

    /// <summary>All instructions of a file.</summary>
    public static IEnumerable<DockerInstruction> In(ScriptFile file)
    {
        var text = file.Text;
        var lines = Lines.Of(text).ToList();
        var escape = EscapeOf(text, lines);
        for (var i = 0; i < lines.Count; i++)
        {
            var start = Lines.SkipBlanks(text, lines[i].Start, lines[i].End);
            if (start == lines[i].End || text[start] == '#')
            {
                continue;
            }

            var stretches = new List<(int Start, int End)>();
            for (; ; i++)
            {
                var (goesOn, end) = ContentOf(text, lines[i], escape);
                var first = Lines.SkipBlanks(text, lines[i].Start, lines[i].End);
                var isLeftOut = stretches.Count > 0 && (first == lines[i].End || text[first] == '#');
                if (!isLeftOut)
                {
                    stretches.Add((stretches.Count == 0 ? start : lines[i].Start, end));
                }

                if (i + 1 == lines.Count || !(goesOn || isLeftOut))
                {
                    break;
                }
            }

            var name = TakeWord(text, stretches);
            if (name == "ONBUILD")
            {
                name = TakeWord(text, stretches);
            }

            if (name is "RUN")
            {
                SkipFlags(text, stretches);
            }

            var body = name is "RUN" ? TakeBody(text, lines, stretches, ref i) : null;
            yield return new DockerInstruction(file, name, stretches, body, i < lines.Count ? lines[i].End : text.Length);
        }
    }

    /// <summary>The words of the exec form, or null.</summary>
    public IReadOnlyList<IReadOnlyList<CommandPart>>? Words() =>
        _lines.Count > 0 && _lines[0].Start < _lines[0].End && _file.Text[_lines[0].Start] == '['
            ? JsonText.StringList(_file, _lines[0].Start, _lines[_lines.Count - 1].End)
            : null;

    /// <summary>The script of the shell form: lines that go on are one, and a here-document without a command is the script itself.</summary>
    public IReadOnlyList<CommandPart> Text()
    {
        var script = new ScriptText(_file);
        if (_body is { } body && IsHereDocumentAlone())
        {
            script.Copy(body.Start, body.End);
            return script.Take();
        }

        foreach (var (start, end) in _lines)
        {
            script.Copy(start, end);
        }

        if (_body is { } document)
        {
            script.Add("\n");
            script.Copy(document.Start, _bodyEnd);
        }

        return script.Take();
    }

    private bool IsHereDocumentAlone() =>
        _lines.Count == 1 && HereMark.Find(_file.Text, _lines[0].Start, _lines[0].End) is { } mark
        && mark.Start == _lines[0].Start && Lines.SkipBlanks(_file.Text, mark.End, _lines[0].End) == _lines[0].End;

    /// <summary>What continues a line: a backslash, unless the first lines say otherwise.</summary>
    private static char EscapeOf(string text, List<Line> lines)
    {
        foreach (var line in lines)
        {
            var words = text.Substring(line.Start, line.End - line.Start).Replace(" ", "").Replace("\t", "");
            if (!words.StartsWith("#", StringComparison.Ordinal) || !words.Contains("="))
            {
                break;
            }

            if (words.StartsWith("#" + EscapeDirective, StringComparison.OrdinalIgnoreCase))
            {
                return words.EndsWith("`", StringComparison.Ordinal) ? '`' : '\\';
            }
        }

        return '\\';
    }

    /// <summary>Whether a line goes on in the next, and where what it says ends.</summary>
    private static (bool GoesOn, int End) ContentOf(string text, Line line, char escape)
    {
        var end = line.End;
        while (end > line.Start && text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end > line.Start && text[end - 1] == escape ? (true, end - 1) : (false, line.End);
    }

    /// <summary>Takes the first word away, with the blanks behind it.</summary>
    private static string TakeWord(string text, List<(int Start, int End)> lines)
    {
        SkipEmpty(text, lines);
        if (lines.Count == 0)
        {
            return "";
        }

        var (start, end) = lines[0];
        var at = start;
        while (at < end && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        lines[0] = (at, end);
        SkipEmpty(text, lines);
        return text.Substring(start, at - start).ToUpperInvariant();
    }

    private static void SkipEmpty(string text, List<(int Start, int End)> lines)
    {
        while (lines.Count > 0)
        {
            var (start, end) = lines[0];
            start = Lines.SkipBlanks(text, start, end);
            if (start < end)
            {
                lines[0] = (start, end);
                return;
            }

            lines.RemoveAt(0);
        }
    }

    private static void SkipFlags(string text, List<(int Start, int End)> lines)
    {
        while (lines.Count > 0 && lines[0].End - lines[0].Start > 2 && text[lines[0].Start] == '-' && text[lines[0].Start + 1] == '-')
        {
            TakeWord(text, lines);
        }
    }

    /// <summary>Takes the here-documents that the last line announces.</summary>
    private static (int Start, int End)? TakeBody(string text, List<Line> lines, List<(int Start, int End)> stretches, ref int line)
    {
        if (stretches.Count == 0 || line + 1 >= lines.Count || text[stretches[0].Start] == '[')
        {
            return null;
        }

        var marks = stretches.SelectMany(stretch => HereMark.All(text, stretch.Start, stretch.End)).ToList();
        if (marks.Count == 0)
        {
            return null;
        }

        var start = lines[line + 1].Start;
        var end = start;
        foreach (var mark in marks)
        {
            while (line + 1 < lines.Count)
            {
                line++;
                end = lines[line].Start;
                var content = text.Substring(lines[line].Start, lines[line].End - lines[line].Start);
                if ((mark.StripsTabs ? content.TrimStart('\t') : content) == mark.Word)
                {
                    break;
                }

                end = lines[line].Next;
            }
        }

        return (start, end);
    }
}
