using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <content>Words, strings, variables and brackets.</content>
internal sealed partial class PowerShellSplitter
{
    private static readonly string[] Assignments = ["=", "+=", "-=", "*=", "/=", "??="];

    private PowerShellToken ReadToken()
    {
        var start = _at;
        if (Array.Find(Assignments, IsHere) is { } assignment)
        {
            _at += assignment.Length;
            return Word(start) with { IsAssignment = true };
        }

        switch (Current)
        {
            case ',':
                _at++;
                return Word(start) with { IsComma = true };
            case '{':
                return ReadBlock(start, brackets: 1);
            case '(':
                return ReadGroup(start, brackets: 1);
            case '@' when CharAt(1) == '{':
                return ReadBlock(start, brackets: 2);
            case '@' when CharAt(1) == '(':
                return ReadGroup(start, brackets: 2);
            case '@' when CharAt(1) is '"' or '\'':
                return ReadHereString(start);
            case '@':
                _at = EndOfName(_at + 1);
                return Hole(start);
            // A type before a variable.
            case '[' when _text.IndexOf(']', _at) is > 0 and var end && end + 1 < _text.Length && _text[end + 1] == '$':
                _at = end + 1;
                return Word(start);
            default:
                return ReadWord(start);
        }
    }

    private bool IsHere(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private PowerShellToken ReadBlock(int start, int brackets)
    {
        var first = _commands.Count;
        ReadInner(brackets, '}');
        return Hole(start) with { Commands = (first, _commands.Count) };
    }

    private PowerShellToken ReadGroup(int start, int brackets)
    {
        var meaning = ReadCommandOf(brackets);
        SkipMembers();
        return Hole(start, _text[_at - 1] == ')' ? meaning : ImageOperandKind.Unknown);
    }

    /// <summary>Reads what stands in round brackets, and tells what its output names.</summary>
    private ImageOperandKind ReadCommandOf(int brackets)
    {
        var first = _commands.Count;
        ReadInner(brackets, ')');
        return PowerShellCmdlets.MeaningOf(_commands.Skip(first));
    }

    private void ReadInner(int brackets, char close)
    {
        _at += brackets;
        if (_depth < MaxDepth)
        {
            _depth++;
            ReadStatements(close);
            _depth--;
        }
    }

    /// <summary>A string from <c>@"</c> to a line that begins with <c>"@</c>.</summary>
    private PowerShellToken ReadHereString(int start)
    {
        var end = IndexOf("\n" + CharAt(1) + "@", _at);
        _at = Math.Min(end + 3, _text.Length);
        return Hole(start) with { IsQuoted = true };
    }

    private PowerShellToken ReadWord(int start)
    {
        var parts = new List<CommandPart>();
        var variable = ReadVariable(parts, isQuoted: false);
        var afterVariable = _at;
        while (!AtEnd && !EndsWord() && !(variable is not null && _at == afterVariable && Array.Exists(Assignments, IsHere)))
        {
            switch (Current)
            {
                case '"' or '\'':
                    ReadString(parts);
                    break;
                case '`':
                    ReadEscape(parts);
                    break;
                default:
                    if (ReadVariable(parts, isQuoted: false) is null)
                    {
                        ReadPlain(parts);
                    }

                    break;
            }
        }

        if (_at == start)
        {
            // A character that can begin nothing.
            _at++;
        }

        var span = _script.Span(start, _at);
        return new PowerShellToken(new CommandWord(parts.Count == 0 ? [CommandPart.Known("", span)] : parts, span))
        {
            Variable = _at == afterVariable ? variable : null,
            IsQuoted = _text[start] is '"' or '\'',
        };
    }

    private bool EndsWord() => Current is ' ' or '\t' or '\r' or '\n' or ';' or '|' or '&' or '<' or '>' or '(' or ')' or '{' or '}' or ','
        || (Current == '`' && CharAt(1) is '\n' or '\r');

    /// <summary>Characters that stand for themselves, at least one.</summary>
    private void ReadPlain(List<CommandPart> parts)
    {
        var start = _at;
        do
        {
            _at++;
        }
        while (!AtEnd && !EndsWord() && Current is not ('"' or '\'' or '`' or '$'));
        parts.AddRange(_script.Slice(start, _at));
    }

    /// <summary>A string in single quotes as it stands, one in double quotes with its variables and what its subexpressions run.</summary>
    private void ReadString(List<CommandPart> parts)
    {
        var quote = Current;
        _at++;
        while (!AtEnd && (Current != quote || CharAt(1) == quote))
        {
            if (Current == quote)
            {
                parts.Add(CommandPart.Known(quote.ToString(), _script.Span(_at, _at + 2)));
                _at += 2;
            }
            else if (Current == '`' && quote == '"')
            {
                ReadEscape(parts);
            }
            else if (quote != '"' || ReadVariable(parts, isQuoted: true) is null)
            {
                var start = _at;
                do
                {
                    _at++;
                }
                while (!AtEnd && Current != quote && (quote == '\'' || Current is not ('`' or '$')));
                parts.AddRange(_script.Slice(start, _at).Select(part => part.IsHole ? part.Quoted() : part));
            }
        }

        _at = Math.Min(_at + 1, _text.Length);
    }

    private void ReadEscape(List<CommandPart> parts)
    {
        var start = _at;
        _at = Math.Min(_at + 2, _text.Length);
        if (_at == start + 2)
        {
            var character = _text[start + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', var other => other };
            parts.Add(CommandPart.Known(character.ToString(), _script.Span(start, _at)));
        }
    }

    /// <summary>Reads a variable or a subexpression; returns its name, which is empty for a subexpression, or null where none begins here.</summary>
    private string? ReadVariable(List<CommandPart> parts, bool isQuoted)
    {
        if (Current != '$')
        {
            return null;
        }

        var start = _at;
        var meaning = ImageOperandKind.Unknown;
        string name;
        if (CharAt(1) == '(')
        {
            meaning = ReadCommandOf(brackets: 2);
            name = "";
        }
        else if (CharAt(1) == '{')
        {
            _at = Math.Min(IndexOf("}", _at) + 1, _text.Length);
            name = _text.Substring(start + 2, Math.Max(_at - start - 3, 0));
        }
        else
        {
            var end = EndOfName(_at + 1);
            if (end == _at + 1)
            {
                return null;
            }

            _at = end;
            name = _text.Substring(start + 1, end - start - 1);
        }

        var endOfVariable = _at;
        if (!isQuoted)
        {
            SkipMembers();
        }

        _readsStatus |= name is "?" || name.Equals("LASTEXITCODE", StringComparison.OrdinalIgnoreCase);
        var span = _script.Span(start, _at);
        var isWhole = _at == endOfVariable;
        parts.Add(isWhole && _variables.ValueOf(name) is { } value
            ? CommandPart.Known(value, span)
            : CommandPart.Hole(
                isQuoted ? HoleExtent.WithinWord : HoleExtent.AnyWords,
                span,
                !isWhole ? ImageOperandKind.Unknown : name.Length == 0 ? meaning : _variables.MeaningOf(name)));
        return name;
    }

    /// <summary>Members and elements of a value: <c>.Name</c>, <c>.Method(…)</c>, <c>[0]</c>.</summary>
    private void SkipMembers()
    {
        while (true)
        {
            if (Current == '.' && EndOfName(_at + 1) is var end && end > _at + 1)
            {
                if (PowerShellCmdlets.IsWaitingMember(_text.Substring(_at + 1, end - _at - 1)))
                {
                    _commands.Add(PowerShellCmdlets.Wait);
                }

                _at = end;
                if (Current == '(')
                {
                    ReadInner(brackets: 1, ')');
                }
            }
            else if (Current == '[' && _text.IndexOf(']', _at) is > 0 and var close && close - _at <= 80)
            {
                _at = close + 1;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Where a name ends; a scope before it, <c>env:TAG</c>, belongs to it.</summary>
    private int EndOfName(int start)
    {
        var end = start;
        while (end < _text.Length && (IsNameCharacter(_text[end]) || (_text[end] == ':' && end > start && end + 1 < _text.Length && IsNameCharacter(_text[end + 1]))))
        {
            end++;
        }

        return end == start && end < _text.Length && _text[end] is '$' or '?' or '^' ? end + 1 : end;
    }

    private static bool IsNameCharacter(char character) => char.IsLetterOrDigit(character) || character == '_';

    private PowerShellToken Word(int start) => new(new CommandWord([.. _script.Slice(start, _at)]));

    private PowerShellToken Hole(int start, ImageOperandKind meaning = ImageOperandKind.Unknown) =>
        new(CommandWord.Hole(HoleExtent.AnyWords, _script.Span(start, _at), meaning));
}
