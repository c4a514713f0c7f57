using ImageGuard.Analyzers.Commands;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>
/// Reads the text of a member for the few things that are asked of all members: which names it has, which functions it declares, whether a literal
/// has a command. The parser knows all that too, but would make a node of everything for it.
/// </summary>
/// <remarks>In code that is broken, or left out by an <c>#if</c>, it sees too much rather than too little.</remarks>
internal sealed class CodeScanner
{
    private const char Word = 'w';
    private const char Arrow = 'a';

    private static readonly HashSet<int> Commands = Words.NumbersOf(ContainerCommands.Words);
    private static readonly int OwnCommand = Words.NumberOf(ClientNames.OwnCommand);
    private static readonly int Delegate = Words.NumberOf("delegate");
    private static readonly int Where = Words.NumberOf("where");
    private static readonly HashSet<int> RunnerWords = Words.NumbersOf(TellingNames.Words.Select(word => word.ToLowerInvariant()));
    private static readonly HashSet<int> FunctionModifiers = Words.NumbersOf(["async", "static"]);

    /// <summary>What stands before parentheses, or before a name with parentheses, and makes no declaration of it.</summary>
    private static readonly HashSet<int> Keywords = Words.NumbersOf(
    [
        "new", "return", "await", "else", "in", "throw", "case", "when", "is", "as", "and", "or", "not", "do", "yield", "if", "for", "foreach", "while",
        "switch", "using", "lock", "catch", "fixed", "base", "this", "checked", "unchecked", "typeof", "nameof", "default", "sizeof", "stackalloc",
    ]);

    [ThreadStatic]
    private static CodeScanner? _own;

    /// <summary>The types in which commands and requests travel, by a part of their names.</summary>
    public static WordSearch TextTypes { get; } = new(["string", "String", "StartInfo", "Process", "Command", "Uri", "Request"]);

    private readonly HashSet<int> _words = [];
    private readonly List<int> _functions = [];
    private readonly List<int> _runners = [];
    private readonly List<int> _open = [];
    private char[] _kinds = new char[512];
    private int[] _starts = new int[512];
    private int[] _values = new int[512];
    private int _count;
    private string _text = "";
    private int _end;
    private int _offset;
    private bool _namesClient;

    private CodeScanner()
    {
    }

    /// <summary>This thread's; what it has read is gone when it reads again.</summary>
    public static CodeScanner Own => _own ??= new();

    /// <summary>Its words outside of literals and comments, as numbers, each once; the name that it declares only if it has that once more.</summary>
    public int[] UsedWords(int placeOfName)
    {
        _words.Clear();
        for (var i = 0; i < _count; i++)
        {
            if (_kinds[i] == Word && _starts[i] != placeOfName)
            {
                _words.Add(_values[i]);
            }
        }

        return [.. _words];
    }

    /// <summary>The names of its local functions, and of delegates that get its lambdas.</summary>
    public int[] Functions => [.. _functions];

    /// <summary>Whether a command can be passed to a function in it.</summary>
    public bool FunctionTakesText { get; private set; }

    /// <summary>Where it calls, or might call, a method whose name says that it runs commands.</summary>
    public int[] Runners => [.. _runners];

    /// <summary>Whether a literal has a command's word that may work on images or remove containers.</summary>
    public bool HasCommand { get; private set; }

    /// <summary>Whether it has the one command that no other program has.</summary>
    public bool HasOwnCommand { get; private set; }

    /// <summary>Reads a member.</summary>
    /// <param name="text">The text that it stands in: that of the file, or its own.</param>
    /// <param name="span">Where it stands there.</param>
    /// <param name="offset">Where the text begins in the file.</param>
    /// <param name="namesClient">Whether it has the name of a client: then any method's name might have it.</param>
    public void Read(string text, TextSpan span, int offset, bool namesClient)
    {
        (_text, _count, _end, _offset, _namesClient) = (text, 0, span.End, offset, namesClient);
        (HasCommand, HasOwnCommand) = (false, false);
        _open.Clear();
        _runners.Clear();
        ReadCode(span.Start, isHole: false);
        FindFunctions();
    }

    /// <summary>Where one of these words stands.</summary>
    public List<int> PlacesOf(HashSet<int> words)
    {
        var places = new List<int>();
        for (var i = 0; i < _count; i++)
        {
            if (_kinds[i] == Word && words.Contains(_values[i]))
            {
                places.Add(_starts[i]);
            }
        }

        return places;
    }

    /// <summary>Reads to the end, or to the brace that closes a hole.</summary>
    private int ReadCode(int at, bool isHole)
    {
        var depth = 0;
        while (at < _end)
        {
            var character = _text[at];
            if (Words.IsPartOf(character))
            {
                at = ReadWord(at);
                continue;
            }

            switch (character)
            {
                case ' ' or '\t' or '\r' or '\n':
                    at++;
                    break;
                case '/' when At(at + 1) == '/':
                case '#' when IsFirstInLine(at):
                    at = EndOf('\n', at);
                    break;
                case '/' when At(at + 1) == '*':
                    at = _text.IndexOf("*/", at + 2, _end - at - 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : _end;
                    break;
                case '\'':
                    at = ReadCharacter(at);
                    break;
                case '"' or '@' or '$':
                    at = ReadLiteral(at);
                    break;
                case '}' when isHole && depth == 0:
                    return at;
                case '=' or '!' or '<' or '>' when At(at + 1) == '=':
                    at += 2;
                    break;
                case '=' when At(at + 1) == '>':
                    Add(Arrow, at, value: 0);
                    at += 2;
                    break;
                default:
                    depth += character == '{' ? 1 : character == '}' ? -1 : 0;
                    Add(character, at, MatchOf(character));
                    at++;
                    break;
            }
        }

        return at;
    }

    private int ReadWord(int start)
    {
        var at = start;
        var number = Words.Seed;
        for (; at < _end && Words.IsPartOf(_text[at]); at++)
        {
            number = Words.Next(number, _text[at]);
        }

        Add(Word, start, number);
        HasOwnCommand |= number == OwnCommand;
        if (At(at) is '(' or '<' && MayRun(start, at) && TellingNames.IsOne(_text.Substring(start, at - start)))
        {
            _runners.Add(_offset + start);
        }

        return at;
    }

    /// <summary>By the first word of a name; it is asked of all calls, so no text is made of it.</summary>
    private bool MayRun(int start, int end)
    {
        while (start < end && _text[start] == '_')
        {
            start++;
        }

        var at = start;
        var number = Words.Seed;
        for (; at < end && _text[at] != '_' && (at == start || !char.IsUpper(_text[at]) || char.IsUpper(_text[at - 1])); at++)
        {
            number = Words.Next(number, char.ToLowerInvariant(_text[at]));
        }

        return RunnerWords.Contains(number) || (_namesClient && WordSearch.Engine.IsIn(_text, TextSpan.FromBounds(start, at)));
    }

    /// <summary>A quote that closes nothing, as in a format, is only a sign.</summary>
    private int ReadCharacter(int at)
    {
        var close = At(at + 1) == '\\' ? at + 3 : at + 2;
        for (var limit = close + 8; close < limit && At(close) is not ('\n' or '\0'); close++)
        {
            if (_text[close] == '\'')
            {
                return close + 1;
            }
        }

        return at + 1;
    }

    private int ReadLiteral(int at)
    {
        var (dollars, isVerbatim) = (0, false);
        for (; At(at) is '@' or '$'; at++)
        {
            dollars += _text[at] == '$' ? 1 : 0;
            isVerbatim |= _text[at] == '@';
        }

        if (At(at) != '"')
        {
            return at;
        }

        Add('"', at, value: 0);
        var quotes = LengthOfRun('"', at);
        return quotes >= 3 && !isVerbatim ? ReadRaw(at + quotes, quotes, dollars) : ReadQuoted(at + 1, isVerbatim, dollars > 0);
    }

    private int ReadQuoted(int at, bool isVerbatim, bool hasHoles)
    {
        var (start, hasEscapes) = (at, false);
        while (at < _end && _text[at] is var character && (character != '"' || (isVerbatim && At(at + 1) == '"')) && (isVerbatim || character != '\n'))
        {
            if (character == '{' && hasHoles && At(at + 1) != '{')
            {
                ReadText(start, at, hasEscapes);
                (at, hasEscapes) = (ReadCode(at + 1, isHole: true) + 1, false);
                start = at;
                continue;
            }

            var isEscape = character == '\\' && !isVerbatim;
            hasEscapes |= isEscape;
            at += isEscape || character == '"' || (character == '{' && hasHoles) ? 2 : 1;
        }

        ReadText(start, Math.Min(at, _end), hasEscapes);
        return at + 1;
    }

    /// <summary>A hole of a raw literal begins with as many braces as the literal has dollars.</summary>
    private int ReadRaw(int at, int quotes, int dollars)
    {
        var start = at;
        while (at < _end)
        {
            if (_text[at] == '"')
            {
                var run = LengthOfRun('"', at);
                if (run >= quotes)
                {
                    ReadText(start, at, hasEscapes: false);
                    return at + run;
                }

                at += run;
            }
            else if (_text[at] == '{' && dollars > 0)
            {
                var run = LengthOfRun('{', at);
                if (run >= dollars)
                {
                    ReadText(start, at, hasEscapes: false);
                    at = ReadCode(at + run, isHole: true);
                    at += Math.Max(LengthOfRun('}', at), 1);
                    start = at;
                }
                else
                {
                    at += run;
                }
            }
            else
            {
                at++;
            }
        }

        ReadText(start, _end, hasEscapes: false);
        return _end;
    }

    /// <summary>Looks for a command in a stretch of a literal; one with escapes is not taken apart for what stands before the word.</summary>
    private void ReadText(int start, int end, bool hasEscapes)
    {
        for (var at = start; at < end; at++)
        {
            var number = Words.Seed;
            for (; at < end && _text[at] is >= 'a' and <= 'z'; at++)
            {
                number = Words.Next(number, _text[at]);
            }

            if (number != Words.Seed && Commands.Contains(number))
            {
                HasOwnCommand |= number == OwnCommand;
                HasCommand = HasCommand || hasEscapes || ContainerCommands.IsAnyIn(_text.Substring(start, end - start));
            }

            at += hasEscapes && at < end && _text[at] == '\\' ? 1 : 0;
        }
    }

    private void FindFunctions()
    {
        _functions.Clear();
        FunctionTakesText = false;
        for (var i = 1; i < _count; i++)
        {
            var hasParameters = _kinds[i - 1] == ')';
            if (_kinds[i] == Arrow || IsWord(i, Delegate))
            {
                AddFunction(i);
                FunctionTakesText |= hasParameters && HasText(i - 1);
            }
            else if (hasParameters && (_kinds[i] == '{' || IsWord(i, Where)))
            {
                var open = _values[i - 1];
                FunctionTakesText |= (AddDeclared(NameBefore(open)) || (open > 0 && IsWord(open - 1, Delegate))) && HasText(i - 1);
            }
        }
    }

    /// <summary>Whether a text can be passed between parentheses.</summary>
    private bool HasText(int close) =>
        TextTypes.IsIn(_text, TextSpan.FromBounds(_starts[_values[close]] - _offset, _starts[close] - _offset));

    /// <summary>A lambda, an anonymous method or a body behind an arrow: what it is assigned to, or the local function that it belongs to.</summary>
    private void AddFunction(int sign)
    {
        var before = sign - 1;
        if (_kinds[sign] == Arrow)
        {
            if (_kinds[before] == ')')
            {
                AddDeclared(NameBefore(_values[before]));
                before = _values[before] - 1;
            }
            else
            {
                before--;
            }
        }

        while (before > 0 && _kinds[before] == Word && FunctionModifiers.Contains(_values[before]))
        {
            before--;
        }

        if (before > 0 && _kinds[before] == '=')
        {
            before--;
            while (before > 0 && _kinds[before] is '+' or '-' or '?')
            {
                before--;
            }

            if (_kinds[before] == Word)
            {
                _functions.Add(_values[before]);
            }
        }
    }

    /// <summary>A name before parentheses declares a function if the word before it may be a type.</summary>
    private bool AddDeclared(int name)
    {
        if (name > 0 && _kinds[name] == Word && !Keywords.Contains(_values[name])
            && (_kinds[name - 1] is '>' or ']' or '?' or ')' or '*' || (_kinds[name - 1] == Word && !Keywords.Contains(_values[name - 1]))))
        {
            _functions.Add(_values[name]);
            return true;
        }

        return false;
    }

    /// <summary>The name before an opening parenthesis, with type parameters between them or without.</summary>
    private int NameBefore(int open)
    {
        var name = open - 1;
        if (name > 0 && _kinds[name] == '>')
        {
            while (name > 0 && _kinds[name] != '<')
            {
                name--;
            }

            name--;
        }

        return name;
    }

    /// <summary>Of a closing parenthesis, the token that opens it.</summary>
    private int MatchOf(char sign)
    {
        if (sign == '(')
        {
            _open.Add(_count);
        }
        else if (sign == ')' && _open.Count > 0)
        {
            var open = _open[_open.Count - 1];
            _open.RemoveAt(_open.Count - 1);
            return open;
        }

        return 0;
    }

    private void Add(char kind, int start, int value)
    {
        if (_count == _kinds.Length)
        {
            Array.Resize(ref _kinds, _count * 2);
            Array.Resize(ref _starts, _count * 2);
            Array.Resize(ref _values, _count * 2);
        }

        (_kinds[_count], _starts[_count], _values[_count]) = (kind, _offset + start, value);
        _count++;
    }

    private bool IsWord(int token, int number) => _kinds[token] == Word && _values[token] == number;

    private char At(int at) => at < _end ? _text[at] : '\0';

    private int LengthOfRun(char character, int at)
    {
        var start = at;
        while (At(at) == character)
        {
            at++;
        }

        return at - start;
    }

    private int EndOf(char character, int at) => _text.IndexOf(character, at, _end - at) is >= 0 and var found ? found : _end;

    private bool IsFirstInLine(int at)
    {
        do
        {
            at--;
        }
        while (at >= 0 && _text[at] is ' ' or '\t');

        return at < 0 || _text[at] is '\n' or '\r';
    }
}
