using ImageGuard.Model;

namespace ImageGuard.Scripts.Shell;

/// <summary>
/// Reads scripts of the POSIX shell and of Bash into their commands. Reads on after an error, and to the end of any text: what
/// cannot be read is left out, and the first such place is told.
/// </summary>
internal sealed partial class ShellParser
{
    /// <summary>How deep commands and expansions may stand in one another; generated text could else exhaust the stack.</summary>
    private const int MaxDepth = 100;

    /// <summary>The words that end a list where a command could begin.</summary>
    private static readonly string[] Closers = ["then", "do", "done", "fi", "elif", "else", "esac", "}"];

    private readonly FlatParts _text;
    private readonly string _source;
    private readonly SourceSpan _place;
    private int _at;
    private int _end;
    private int _depth;
    private int _openCases;
    private int _commandCount;
    private ScriptProblem? _problem;

    private ShellParser(IEnumerable<CommandPart> script, SourceSpan place, int depth)
    {
        _text = new FlatParts(script);
        _source = _text.Text;
        _end = _source.Length;
        _place = place;
        _depth = depth;
    }

    /// <summary>Reads a script.</summary>
    /// <param name="script">Its text: known stretches and holes.</param>
    /// <param name="place">Where it stands, for what has no position of its own.</param>
    public static ShellScript Parse(IEnumerable<CommandPart> script, SourceSpan place)
    {
        var parser = new ShellParser(script, place, depth: 0);
        var body = parser.ReadListUpTo(closer: null);
        return new ShellScript(body, parser._commandCount, parser._problem);
    }

    private bool AtEnd => _at >= _end;

    private char Current => CharAt(0);

    private char CharAt(int ahead) => _at + ahead < _end ? _source[_at + ahead] : PartReader.None;

    private bool TryEnter()
    {
        if (_depth < MaxDepth)
        {
            _depth++;
            return true;
        }

        Report(_at, "it is nested too deeply");
        _at = _end;
        return false;
    }

    private void Report(int at, string reason)
    {
        var start = Math.Max(0, Math.Min(at, _source.Length - 1));
        _problem ??= new ScriptProblem(_text.Span(start, Math.Min(start + 1, _source.Length)) ?? _place, reason);
    }

    /// <summary>Reads commands up to a bracket that closes them, or to the end; what stands alone before it is skipped.</summary>
    private ShellList ReadListUpTo(char? closer)
    {
        var start = _at;
        var cases = _openCases;
        _openCases = 0;
        var statements = new List<ShellStatement>();
        while (true)
        {
            ReadStatements(statements);
            if (AtEnd)
            {
                if (closer is not null)
                {
                    Report(start, $"its '{closer}' is missing");
                }

                break;
            }

            if (Current == closer)
            {
                _at++;
                break;
            }

            Report(_at, "it stands where a command is due");
            _at = Math.Max(_at + 1, EndOfBareWord(_at));
        }

        _openCases = cases;
        return new ShellList(statements);
    }

    private ShellList ReadList()
    {
        var statements = new List<ShellStatement>();
        ReadStatements(statements);
        return new ShellList(statements);
    }

    private void ReadStatements(List<ShellStatement> statements)
    {
        while (true)
        {
            SkipBetweenCommands();
            if (AtListEnd())
            {
                return;
            }

            var start = _at;
            var node = ReadConditionList();
            SkipBlanks();
            var isBackground = Current == '&' && CharAt(1) != '&';
            if (node is not null)
            {
                statements.Add(new ShellStatement(node, isBackground));
            }

            if (isBackground || (Current == ';' && CharAt(1) is not (';' or '&')))
            {
                _at++;
            }
            else if (_at == start)
            {
                Report(_at, "it stands where a command is due");
                _at++;
            }
        }
    }

    private bool AtListEnd() =>
        AtEnd || Current == ')' || IsAtBranchEnd() || Closers.Any(IsAtWord);

    /// <summary>Whether <c>;;</c>, <c>;&amp;</c> or <c>;;&amp;</c> stands here, within a case.</summary>
    private bool IsAtBranchEnd() => _openCases > 0 && Current == ';' && (CharAt(1) is ';' or '&');

    private ShellNode? ReadConditionList()
    {
        if (ReadPipeline() is not { } first)
        {
            return null;
        }

        List<ShellNode>? commands = null;
        List<bool>? needsSuccess = null;
        while (true)
        {
            SkipBlanks();
            if (!(Current is '&' or '|' && CharAt(1) == Current))
            {
                return commands is null ? first : new ConditionList(commands, needsSuccess!);
            }

            commands ??= [first];
            needsSuccess ??= [];
            var isAnd = Current == '&';
            _at += 2;
            SkipNewlines();
            if (ReadPipeline() is { } next)
            {
                commands.Add(next);
                needsSuccess.Add(isAnd);
            }
        }
    }

    private ShellNode? ReadPipeline()
    {
        var isNegated = false;
        for (SkipBlanks(); IsAtWord("!") || IsAtTime(); SkipBlanks())
        {
            isNegated ^= Current == '!';
            _at = EndOfBareWord(_at);
        }

        if (ReadCommand() is not { } first)
        {
            return null;
        }

        List<ShellNode>? commands = null;
        SkipBlanks();
        while (Current == '|' && CharAt(1) != '|')
        {
            commands ??= [first];
            _at += CharAt(1) == '&' ? 2 : 1;
            SkipNewlines();
            if (ReadCommand() is { } next)
            {
                commands.Add(next);
            }

            SkipBlanks();
        }

        return commands is null && !isNegated ? first : new Pipeline(commands ?? [first], isNegated);
    }

    /// <summary>The reserved word; before options of its own it is the program.</summary>
    private bool IsAtTime()
    {
        if (!IsAtWord("time"))
        {
            return false;
        }

        var next = _at + "time".Length;
        while (next < _end && _source[next] is ' ' or '\t')
        {
            next++;
        }

        return next >= _end || _source[next] != '-';
    }

    private ShellNode? ReadCommand()
    {
        SkipBlanks();
        if (!TryEnter())
        {
            return null;
        }

        var node = ReadCompound() is { } compound ? compound with { Redirections = ReadRedirections() } : ReadSimple();
        _depth--;
        return node;
    }

    private List<Redirection> ReadRedirections()
    {
        var redirections = new List<Redirection>();
        for (SkipBlanks(); TryReadRedirection(redirections); SkipBlanks())
        {
        }

        return redirections;
    }

    private SimpleCommand? ReadSimple()
    {
        var assignments = new List<ShellAssignment>();
        var words = new List<ShellWord>();
        var redirections = new List<Redirection>();
        for (SkipBlanks(); !AtEnd; SkipBlanks())
        {
            if (TryReadRedirection(redirections))
            {
                continue;
            }

            if ((words.Count == 0 || IsDeclaration(words[0])) && TryReadAssignment(assignments))
            {
                continue;
            }

            if (ReadWord() is not { } word)
            {
                break;
            }

            words.Add(word);
        }

        if (assignments.Count + words.Count + redirections.Count == 0)
        {
            return null;
        }

        _commandCount++;
        return new SimpleCommand(assignments, words) { Redirections = redirections };
    }

    private static bool IsDeclaration(ShellWord command) => command.Text is "local" or "export" or "readonly" or "declare" or "typeset";

    private bool TryReadAssignment(List<ShellAssignment> assignments)
    {
        var name = NameAt(_at);
        var after = _at + name.Length;
        var isElement = false;
        if (name.Length > 0 && after < _end && _source[after] == '[' && EndOfBrackets(after) is > 0 and var end)
        {
            (after, isElement) = (end, true);
        }

        var appends = after < _end && _source[after] == '+';
        after += appends ? 1 : 0;
        if (name.Length == 0 || after >= _end || _source[after] != '=')
        {
            return false;
        }

        _at = after + 1;
        var elements = Current == '(' ? ReadElements() : null;
        var value = elements is null ? ReadWord() : null;
        assignments.Add(new ShellAssignment(name, appends, isElement, value ?? new ShellWord([], Span: null), elements));
        return true;
    }

    private List<ShellWord> ReadElements()
    {
        var start = _at++;
        var elements = new List<ShellWord>();
        for (SkipNewlines(); !AtEnd && Current != ')'; SkipNewlines())
        {
            if (ReadWord() is { } element)
            {
                elements.Add(element);
            }
            else
            {
                _at++;
            }
        }

        Close(start, ')');
        return elements;
    }

    private void Close(int start, char closer)
    {
        if (Current == closer && !AtEnd)
        {
            _at++;
        }
        else
        {
            Report(start, $"its '{closer}' is missing");
        }
    }

    /// <summary>The name that begins at an offset; empty where none does.</summary>
    private string NameAt(int start)
    {
        var end = start;
        while (end < _end && (IsNameStart(_source[end]) || (end > start && char.IsDigit(_source[end]))))
        {
            end++;
        }

        return _source.Substring(start, end - start);
    }

    private static bool IsNameStart(char character) => character is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    /// <summary>Whether a reserved word stands here, unquoted and alone.</summary>
    private bool IsAtWord(string word) =>
        _at + word.Length <= _end && string.CompareOrdinal(_source, _at, word, 0, word.Length) == 0
        && SkipContinuations(_at + word.Length) is var end && (end == _end || EndsWord(_source[end]));

    private bool TryTakeWord(string word)
    {
        if (!IsAtWord(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private static bool EndsWord(char character) => character is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')';

    /// <summary>The end of a run of characters without quotes and expansions.</summary>
    private int EndOfBareWord(int start)
    {
        while (start < _end && !EndsWord(_source[start]) && _source[start] is not ('\'' or '"' or '`' or '$' or '\\'))
        {
            start++;
        }

        return start;
    }

    private void SkipBlanks()
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' or '\r')
            {
                _at++;
            }
            else if (Current == '\\' && LengthOfContinuation(_at) is > 0 and var length)
            {
                _at += length;
            }
            else if (Current == '#')
            {
                var newline = _source.IndexOf('\n', _at, _end - _at);
                _at = newline < 0 ? _end : newline;
            }
            else
            {
                return;
            }
        }
    }

    private int SkipContinuations(int at)
    {
        while (at < _end && _source[at] == '\\' && LengthOfContinuation(at) is > 0 and var length)
        {
            at += length;
        }

        return at;
    }

    /// <summary>The length of a backslash before the end of a line, or 0.</summary>
    private int LengthOfContinuation(int at) =>
        at + 1 < _end && _source[at + 1] == '\n' ? 2
        : at + 2 < _end && _source[at + 1] == '\r' && _source[at + 2] == '\n' ? 3
        : 0;

    private void SkipNewlines()
    {
        for (SkipBlanks(); Current == '\n'; SkipBlanks())
        {
            EndLine();
        }
    }

    /// <summary>Skips what may stand between two commands; a lone semicolon harms nobody.</summary>
    private void SkipBetweenCommands()
    {
        for (SkipNewlines(); Current == ';' && !IsAtBranchEnd(); SkipNewlines())
        {
            _at++;
        }
    }

    private void EndLine()
    {
        _at++;
        ReadHereDocuments();
    }
}
