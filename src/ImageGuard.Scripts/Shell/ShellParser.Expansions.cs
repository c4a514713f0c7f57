using ImageGuard.Model;

namespace ImageGuard.Scripts.Shell;

/// <content>What a word's dollars, backquotes and process substitutions stand for.</content>
internal sealed partial class ShellParser
{
    private const string SpecialParameters = "@*#?-$!";

    /// <summary>The operators that work on a value, longer ones before those that begin like them.</summary>
    private static readonly string[] ParameterOperators =
        [":-", ":=", ":?", ":+", "-", "=", "?", "+", "##", "#", "%%", "%", "//", "/", "^^", "^", ",,", ",", "@", ":"];

    /// <summary>No arithmetic that begins before this offset is closed: it has been looked for up to the end.</summary>
    private bool _noArithmeticIsClosed;

    private Certainty PresenceAt(int offset) => _text.PartAt(offset).Presence;

    private void ReadDollar(List<WordPiece> pieces, bool isQuoted)
    {
        var start = _at;
        switch (CharAt(1))
        {
            case '(' when CharAt(2) == '(' && EndOfArithmetic(_at + 3) is > 0 and var end:
                var expanded = ReadArithmetic(_at + 3, end);
                pieces.Add(new ArithmeticPiece(expanded, _text.Span(start, _at), PresenceAt(start)));
                break;
            case '(':
                _at += 2;
                var body = ReadListUpTo(')');
                pieces.Add(new SubstitutionPiece(body, isQuoted, _text.Span(start, _at), PresenceAt(start)));
                break;
            case '{' when CharAt(2) is ' ' or '\t' or '\n' or '|':
                _at += CharAt(2) == '|' ? 3 : 2;
                var output = ReadListUpTo('}');
                pieces.Add(new SubstitutionPiece(output, isQuoted, _text.Span(start, _at), PresenceAt(start)));
                break;
            case '{':
                ReadBraces(pieces, isQuoted);
                break;
            case '[' when EndOfBrackets(_at + 1) is > 0 and var close:
                _at = close;
                pieces.Add(new ArithmeticPiece([], _text.Span(start, _at), PresenceAt(start)));
                break;
            case '\'' when !isQuoted:
                ReadEscapedQuotes(pieces);
                break;
            case '"' when !isQuoted:
                _at++;
                ReadDoubleQuotes(pieces);
                break;
            case var next when IsNameStart(next):
                AddParameter(pieces, start, NameAt(start + 1), isQuoted);
                break;
            case var next when char.IsDigit(next) || (next != PartReader.None && SpecialParameters.IndexOf(next) >= 0):
                AddParameter(pieces, start, next.ToString(), isQuoted);
                break;
            default:
                _at++;
                AddText(pieces, start, _at, isQuoted);
                break;
        }
    }

    private void AddParameter(List<WordPiece> pieces, int start, string name, bool isQuoted)
    {
        _at = start + 1 + name.Length;
        pieces.Add(new ParameterPiece(name, Subscript: null, "", Argument: null, isQuoted, _text.Span(start, _at), PresenceAt(start)));
    }

    /// <summary><c>${…}</c></summary>
    private void ReadBraces(List<WordPiece> pieces, bool isQuoted)
    {
        var start = _at;
        _at += 2;
        if (!TryEnter())
        {
            return;
        }

        var prefix = Current is '#' or '!' && CharAt(1) is not ('}' or ':' or '-' or '=' or '?' or '+' or '%') ? Current.ToString() : "";
        _at += prefix.Length;
        var name = ReadParameterName();
        string? subscript = null;
        if (Current == '[' && EndOfBrackets(_at) is > 0 and var end)
        {
            subscript = _source.Substring(_at + 1, end - _at - 2);
            _at = end;
        }

        var operation = ParameterOperators.FirstOrDefault(known => string.CompareOrdinal(_source, _at, known, 0, known.Length) == 0) ?? "";
        _at = Math.Min(_at + operation.Length, _end);
        var argument = ReadArgument(isQuoted, keepsSingleQuotes: isQuoted && operation.TrimStart(':') is "-" or "=" or "?" or "+");
        Close(start, '}');
        _depth--;
        pieces.Add(new ParameterPiece(name, subscript, prefix + operation, argument, isQuoted, _text.Span(start, _at), PresenceAt(start)));
    }

    private string ReadParameterName()
    {
        var start = _at;
        if (NameAt(_at) is { Length: > 0 } name)
        {
            _at += name.Length;
        }
        else if (SpecialParameters.IndexOf(Current) >= 0 && !AtEnd)
        {
            _at++;
        }
        else
        {
            while (!AtEnd && char.IsDigit(Current))
            {
                _at++;
            }
        }

        return _source.Substring(start, _at - start);
    }

    private ShellWord ReadArgument(bool isQuoted, bool keepsSingleQuotes)
    {
        var start = _at;
        var pieces = new List<WordPiece>();
        while (!AtEnd && Current != '}')
        {
            switch (Current)
            {
                case '\\':
                    ReadEscape(pieces);
                    break;
                case '\'' when !keepsSingleQuotes:
                    ReadSingleQuotes(pieces);
                    break;
                case '"':
                    ReadDoubleQuotes(pieces);
                    break;
                case '$':
                    ReadDollar(pieces, isQuoted);
                    break;
                case '`':
                    ReadBackquotes(pieces, isQuoted);
                    break;
                default:
                    var run = _at;
                    for (_at++; !AtEnd && Current is not ('}' or '\\' or '\'' or '"' or '$' or '`'); _at++)
                    {
                    }

                    AddText(pieces, run, _at, isQuoted);
                    break;
            }
        }

        return new ShellWord(pieces, _text.Span(start, _at));
    }

    /// <summary><c>`…`</c>: a script of its own, in which backslashes escape once more.</summary>
    private void ReadBackquotes(List<WordPiece> pieces, bool isQuoted)
    {
        var start = _at++;
        var script = new List<CommandPart>();
        while (!AtEnd && Current != '`')
        {
            var run = _at;
            while (!AtEnd && Current is not ('`' or '\\'))
            {
                _at++;
            }

            script.AddRange(_text.Slice(run, _at));
            if (Current == '\\' && !AtEnd)
            {
                run = _at;
                var isEscape = CharAt(1) is '`' or '\\' or '$' || (isQuoted && CharAt(1) == '"');
                _at = Math.Min(_at + 2, _end);
                script.AddRange(isEscape
                    ? [CommandPart.Known(_source.Substring(_at - 1, 1), _text.Span(run, _at), PresenceAt(run))]
                    : _text.Slice(run, _at));
            }
        }

        Close(start, '`');
        if (!TryEnter())
        {
            return;
        }

        var inner = new ShellParser(script, _text.Span(start, _at) ?? _place, _depth);
        var body = inner.ReadListUpTo(closer: null);
        _depth--;
        _commandCount += inner._commandCount;
        _problem ??= inner._problem;
        pieces.Add(new SubstitutionPiece(body, isQuoted, _text.Span(start, _at), PresenceAt(start)));
    }

    private void ReadProcess(List<WordPiece> pieces)
    {
        var start = _at;
        _at += 2;
        var body = ReadListUpTo(')');
        pieces.Add(new ProcessPiece(body, _text.Span(start, _at), PresenceAt(start)));
    }

    /// <summary>Where the <c>))</c> stands that closes an arithmetic expression, or 0 where it is none: two subshells begin alike.</summary>
    private int EndOfArithmetic(int start)
    {
        if (_noArithmeticIsClosed)
        {
            return 0;
        }

        var depth = 0;
        for (var at = start; at < _end; at++)
        {
            switch (_source[at])
            {
                case '\\':
                    at++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when depth > 0:
                    depth--;
                    break;
                case ')':
                    return at + 1 < _end && _source[at + 1] == ')' ? at : 0;
            }
        }

        _noArithmeticIsClosed = true;
        return 0;
    }

    /// <summary>Goes over an arithmetic expression and its <c>))</c>, and returns what is expanded in it.</summary>
    private List<WordPiece> ReadArithmetic(int start, int end)
    {
        var pieces = new List<WordPiece>();
        _at = start;
        while (_at < end)
        {
            switch (Current)
            {
                case '\\':
                    _at += 2;
                    break;
                case '$':
                    ReadDollar(pieces, isQuoted: true);
                    break;
                case '`':
                    ReadBackquotes(pieces, isQuoted: true);
                    break;
                default:
                    _at++;
                    break;
            }
        }

        _at = Math.Max(_at, Math.Min(end + 2, _end));
        return [.. pieces.Where(piece => piece is ExpandedPiece)];
    }
}
