namespace ImageGuard.Scripts.Shell;

/// <content>Words and their quotes.</content>
internal sealed partial class ShellParser
{
    /// <summary>The operators of redirections, longer ones before those that begin like them.</summary>
    private static readonly string[] RedirectionOperators = ["&>>", "&>", "<<<", "<<-", "<<", "<>", "<&", "<", ">>", ">&", ">|", ">"];

    /// <summary>The word that begins here, or null where none does.</summary>
    private ShellWord? ReadWord()
    {
        var (start, end) = (_at, _at);
        var pieces = new List<WordPiece>();
        while (!AtEnd && TryReadPiece(pieces))
        {
            // The end of a line that is continued adds nothing, and may be behind the word.
            end = pieces.Count > 0 && _source[_at - 1] != '\n' ? _at : end;
        }

        return end == start && pieces.Count == 0 ? null : new ShellWord(pieces, _text.Span(start, Math.Max(end, start)));
    }

    private bool TryReadPiece(List<WordPiece> pieces)
    {
        if (Current is '<' or '>' ? CharAt(1) != '(' : EndsWord(Current))
        {
            return false;
        }

        switch (Current)
        {
            case '<' or '>':
                ReadProcess(pieces);
                break;
            case '\\':
                ReadEscape(pieces);
                break;
            case '\'':
                ReadSingleQuotes(pieces);
                break;
            case '"':
                ReadDoubleQuotes(pieces);
                break;
            case '`':
                ReadBackquotes(pieces, isQuoted: false);
                break;
            case '$':
                ReadDollar(pieces, isQuoted: false);
                break;
            default:
                ReadBareText(pieces);
                break;
        }

        return true;
    }

    private void ReadBareText(List<WordPiece> pieces)
    {
        var start = _at;
        for (_at++; !AtEnd; _at++)
        {
            // "@(a|b)": only Bash's extended patterns have a bracket within a word.
            if (Current == '(' && _source[_at - 1] is '?' or '*' or '+' or '@' or '!' && EndOfBrackets(_at) is > 0 and var end)
            {
                _at = end - 1;
            }
            else if (EndsWord(Current) || Current is '\\' or '\'' or '"' or '`' or '$')
            {
                break;
            }
        }

        AddText(pieces, start, _at, isQuoted: false);
    }

    private void AddText(List<WordPiece> pieces, int start, int end, bool isQuoted)
    {
        foreach (var part in _text.Slice(start, end))
        {
            pieces.Add(new TextPiece(isQuoted ? part.Quoted() : part, isQuoted));
        }
    }

    /// <summary>Text that is written otherwise, by the stretch from an offset to here.</summary>
    private void AddEscaped(List<WordPiece> pieces, int start, string text) =>
        pieces.Add(new TextPiece(CommandPart.Known(text, _text.Span(start, _at), _text.PartAt(start).Presence), IsQuoted: true));

    private void ReadEscape(List<WordPiece> pieces)
    {
        if (LengthOfContinuation(_at) is > 0 and var length)
        {
            _at += length;
            return;
        }

        var start = _at;
        _at = Math.Min(_at + 2, _end);
        if (_at - start == 2 && _text.IsHoleAt(start + 1))
        {
            AddText(pieces, start + 1, _at, isQuoted: true);
        }
        else
        {
            // A backslash at the end has nothing to escape, and stands for itself.
            AddEscaped(pieces, start, _source.Substring(_at - 1, 1));
        }
    }

    private void ReadSingleQuotes(List<WordPiece> pieces)
    {
        var start = _at;
        var close = _source.IndexOf('\'', start + 1, _end - start - 1);
        var end = close < 0 ? _end : close;
        EndQuotes(pieces, start, close < 0, isEmpty: end == start + 1, next: end + 1);
        AddText(pieces, start + 1, end, isQuoted: true);
    }

    private void EndQuotes(List<WordPiece> pieces, int start, bool isOpen, bool isEmpty, int next)
    {
        if (isOpen)
        {
            Report(start, "the quote is never closed");
        }

        _at = Math.Min(next, _end);
        if (isEmpty)
        {
            AddEscaped(pieces, start, "");
        }
    }

    private void ReadDoubleQuotes(List<WordPiece> pieces)
    {
        var start = _at++;
        var before = pieces.Count;
        while (!AtEnd && Current != '"')
        {
            ReadQuotedPiece(pieces, escapable: "$`\"\\", end: '"');
        }

        EndQuotes(pieces, start, AtEnd, isEmpty: pieces.Count == before, next: _at + 1);
    }

    /// <summary>A piece of what double quotes, or a here-document, hold.</summary>
    private void ReadQuotedPiece(List<WordPiece> pieces, string escapable, char end)
    {
        switch (Current)
        {
            case '\\' when LengthOfContinuation(_at) is > 0 and var length:
                _at += length;
                break;
            case '\\' when escapable.IndexOf(CharAt(1)) >= 0:
                ReadEscape(pieces);
                break;
            case '$':
                ReadDollar(pieces, isQuoted: true);
                break;
            case '`':
                ReadBackquotes(pieces, isQuoted: true);
                break;
            default:
                var start = _at;
                for (_at++; !AtEnd && Current != end && Current is not ('\\' or '$' or '`'); _at++)
                {
                }

                AddText(pieces, start, _at, isQuoted: true);
                break;
        }
    }

    /// <summary><c>$'…'</c>, in which backslashes write characters as in C.</summary>
    private void ReadEscapedQuotes(List<WordPiece> pieces)
    {
        var start = _at;
        var before = pieces.Count;
        _at += 2;
        while (!AtEnd && Current != '\'')
        {
            var run = _at;
            while (!AtEnd && Current is not ('\'' or '\\'))
            {
                _at++;
            }

            AddText(pieces, run, _at, isQuoted: true);
            if (Current == '\\' && !AtEnd)
            {
                ReadCharacterCode(pieces);
            }
        }

        EndQuotes(pieces, start, AtEnd, isEmpty: pieces.Count == before, next: _at + 1);
    }

    private void ReadCharacterCode(List<WordPiece> pieces)
    {
        var start = _at;
        var letter = CharAt(1);
        _at = Math.Min(_at + 2, _end);
        var (digits, radix) = letter switch
        {
            'x' => (2, 16),
            'u' => (4, 16),
            'U' => (8, 16),
            >= '0' and <= '7' => (3, 8),
            _ => (0, 0),
        };
        if (radix == 0)
        {
            AddEscaped(pieces, start, letter switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                'a' => "\a",
                'b' => "\b",
                'e' or 'E' => "\u001b",
                'f' => "\f",
                'v' => "\v",
                _ => _source.Substring(_at - 1, 1),
            });
            return;
        }

        var first = radix == 8 ? _at - 1 : _at;
        for (_at = first; !AtEnd && _at < first + digits && IsDigit(Current, radix); _at++)
        {
        }

        AddEscaped(pieces, start, TextOf(_source.Substring(first, _at - first), radix));
    }

    private static bool IsDigit(char character, int radix) =>
        character is >= '0' and <= '7' || (radix == 16 && character is '8' or '9' or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));

    private static string TextOf(string digits, int radix)
    {
        var code = digits.Length == 0 ? 0 : Convert.ToInt64(digits, radix);
        return code is > 0 and <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) ? char.ConvertFromUtf32((int)code) : "";
    }

    private bool TryReadRedirection(List<Redirection> redirections)
    {
        var at = _at;
        while (at < _end && char.IsDigit(_source[at]))
        {
            at++;
        }

        if (at == _at && Current == '{' && NameAt(_at + 1) is { Length: > 0 } name && _at + name.Length + 2 < _end && _source[_at + name.Length + 1] == '}')
        {
            at += name.Length + 2;
        }

        var operation = RedirectionOperators.FirstOrDefault(known => at + known.Length <= _end && string.CompareOrdinal(_source, at, known, 0, known.Length) == 0);
        if (operation is null || (at > _at && operation[0] == '&') || (operation is "<" or ">" && at + 1 < _end && _source[at + 1] == '(' && at == _at))
        {
            return false;
        }

        var descriptor = _source.Substring(_at, at - _at);
        _at = at + operation.Length;
        SkipBlanks();
        var redirection = new Redirection(descriptor, operation, new ShellWord([], Span: null));
        redirections.Add(redirection);
        if (operation is "<<" or "<<-")
        {
            AnnounceHereDocument(redirection);
        }
        else if (ReadWord() is { } target)
        {
            redirection.Target = target;
        }

        return true;
    }

    /// <summary>The end of a bracket that opens here, with those within it and quotes; 0 where it is not closed in its line.</summary>
    private int EndOfBrackets(int start)
    {
        var (open, close) = _source[start] == '(' ? ('(', ')') : ('[', ']');
        var depth = 0;
        for (var at = start; at < _end && _source[at] != '\n'; at++)
        {
            var character = _source[at];
            if (character == '\\')
            {
                at++;
            }
            else if (character is '\'' or '"')
            {
                var quote = _source.IndexOf(character, at + 1, _end - at - 1);
                if (quote < 0)
                {
                    return 0;
                }

                at = quote;
            }
            else if (character == open)
            {
                depth++;
            }
            else if (character == close && --depth == 0)
            {
                return at + 1;
            }
        }

        return 0;
    }

    /// <summary>A regular expression of <c>[[ … =~ … ]]</c>: brackets and bars are parts of it.</summary>
    private ShellWord? ReadPattern()
    {
        var start = _at;
        var pieces = new List<WordPiece>();
        var depth = 0;
        while (!AtEnd && Current != '\n' && (depth > 0 || Current is not (' ' or '\t')))
        {
            var at = _at;
            if (Current is '(' or ')' or '|' or '<' or '>' or '&' or ';' or ' ' or '\t')
            {
                depth += Current == '(' ? 1 : Current == ')' ? -1 : 0;
                _at++;
            }
            else
            {
                TryReadPiece(pieces);
            }

            if (_at == at)
            {
                _at++;
            }
        }

        return _at == start ? null : new ShellWord(pieces, _text.Span(start, _at));
    }
}
