namespace ImageGuard.Scripts.Shell;

/// <content>Compound commands.</content>
internal sealed partial class ShellParser
{
    private ShellNode? ReadCompound()
    {
        var start = _at;
        switch (Current)
        {
            case '(':
                return ReadParenthesis();
            case '{' when TryTakeWord("{"):
                var group = new Group(ReadList());
                Expect(start, "}");
                return group;
            case 'i' when TryTakeWord("if"):
                return ReadIf(start);
            case 'w' when TryTakeWord("while"):
                return ReadWhile(start, isUntil: false);
            case 'u' when TryTakeWord("until"):
                return ReadWhile(start, isUntil: true);
            case 'f' when TryTakeWord("for"):
            case 's' when TryTakeWord("select"):
                return ReadFor(start);
            case 'c' when TryTakeWord("case"):
                return ReadCase(start);
            case '[' when TryTakeWord("[["):
                return ReadTest(start);
            case 'c' when TryTakeWord("coproc"):
                return ReadCoprocess();
            case '@' when TryTakeWord("@test"):
                return ReadBatsTest();
            case 'f' when TryTakeWord("function"):
                SkipBlanks();
                return ReadFunction(EndOfBareWord(_at));
            default:
                return IsAtFunction() ? ReadFunction(EndOfBareWord(_at)) : null;
        }
    }

    private void Expect(int start, string word)
    {
        if (!TryTakeWord(word))
        {
            Report(start, $"its '{word}' is missing");
        }
    }

    private ShellNode ReadParenthesis()
    {
        if (CharAt(1) == '(' && EndOfArithmetic(_at + 2) is > 0 and var end)
        {
            return new TestCommand(ReadArithmetic(_at + 2, end));
        }

        _at++;
        return new Subshell(ReadListUpTo(')'));
    }

    private IfCommand ReadIf(int start)
    {
        var branches = new List<(ShellList, ShellList)>();
        do
        {
            var test = ReadList();
            Expect(start, "then");
            branches.Add((test, ReadList()));
        }
        while (TryTakeWord("elif"));

        var otherwise = TryTakeWord("else") ? ReadList() : ShellList.Empty;
        Expect(start, "fi");
        return new IfCommand(branches, otherwise);
    }

    private WhileLoop ReadWhile(int start, bool isUntil)
    {
        var test = ReadList();
        return new WhileLoop(test, ReadBody(start), isUntil);
    }

    private ShellList ReadBody(int start)
    {
        SkipBetweenCommands();
        var isGroup = TryTakeWord("{");
        if (!isGroup)
        {
            Expect(start, "do");
        }

        var body = ReadList();
        Expect(start, isGroup ? "}" : "done");
        return body;
    }

    private ShellNode ReadFor(int start)
    {
        SkipBlanks();
        if (Current == '(' && CharAt(1) == '(' && EndOfArithmetic(_at + 2) is > 0 and var end)
        {
            var expressions = _source.Substring(_at + 2, end - _at - 2).Split(';');
            var isEndless = expressions.Length == 3 && string.IsNullOrWhiteSpace(expressions[1]);
            var expanded = ReadArithmetic(_at + 2, end);
            return new CountingLoop(expanded, isEndless, ReadBody(start));
        }

        var nameStart = _at;
        _at = EndOfBareWord(_at);
        var name = _source.Substring(nameStart, _at - nameStart);
        SkipNewlines();
        var words = TryTakeWord("in") ? ReadWordsOfLine() : null;
        return new ForLoop(name, words, ReadBody(start));
    }

    private List<ShellWord> ReadWordsOfLine()
    {
        var words = new List<ShellWord>();
        for (SkipBlanks(); ReadWord() is { } word; SkipBlanks())
        {
            words.Add(word);
        }

        return words;
    }

    private CaseCommand ReadCase(int start)
    {
        SkipBlanks();
        var subject = ReadWord() ?? new ShellWord([], Span: null);
        SkipNewlines();
        Expect(start, "in");
        var branches = new List<CaseBranch>();
        for (SkipNewlines(); !AtEnd && !IsAtWord("esac"); SkipNewlines())
        {
            var branchStart = _at;
            branches.Add(new CaseBranch(ReadPatterns(), ReadBranch()));
            if (_at == branchStart)
            {
                break;
            }
        }

        Expect(start, "esac");
        return new CaseCommand(subject, branches);
    }

    private List<ShellWord> ReadPatterns()
    {
        var start = _at;
        var patterns = new List<ShellWord>();
        _at += Current == '(' ? 1 : 0;
        for (SkipBlanks(); ReadWord() is { } pattern; SkipBlanks())
        {
            patterns.Add(pattern);
            SkipBlanks();
            if (Current != '|')
            {
                break;
            }

            _at++;
        }

        Close(start, ')');
        return patterns;
    }

    private ShellList ReadBranch()
    {
        _openCases++;
        var body = ReadList();
        if (IsAtBranchEnd())
        {
            _at += 2;
            _at += Current == '&' ? 1 : 0;
        }

        _openCases--;
        return body;
    }

    private TestCommand ReadTest(int start)
    {
        var pieces = new List<WordPiece>();
        var isPattern = false;
        for (SkipNewlines(); !IsAtWord("]]"); SkipNewlines())
        {
            if (AtEnd)
            {
                Report(start, "its ']]' is missing");
                return new TestCommand(pieces);
            }

            var word = isPattern ? ReadPattern() : ReadWord();
            if (word is null)
            {
                _at++;
            }

            isPattern = word?.Text == "=~";
            pieces.AddRange(Expansions(word));
        }

        _at += "]]".Length;
        return new TestCommand(pieces);
    }

    private static IEnumerable<WordPiece> Expansions(ShellWord? word) => word?.Pieces.Where(piece => piece is ExpandedPiece) ?? [];

    private Coprocess ReadCoprocess()
    {
        SkipBlanks();
        var start = _at;
        _at = EndOfBareWord(_at);
        var hasName = _at > start;
        SkipBlanks();
        if (!hasName || !(Current is '{' or '(' || IsAtWord("while") || IsAtWord("for") || IsAtWord("if") || IsAtWord("until")))
        {
            _at = start;
        }

        return new Coprocess(ReadCommand() ?? new Group(ShellList.Empty));
    }

    /// <summary>A test of Bats, which is a function of some other name: <c>@test "it works" { …; }</c>.</summary>
    private FunctionDefinition ReadBatsTest()
    {
        var start = _at;
        SkipBlanks();
        ReadWord();
        SkipBlanks();
        return new FunctionDefinition($"@test {start}", ReadCommand() ?? new Group(ShellList.Empty));
    }

    /// <summary>Whether <c>name ()</c> stands here.</summary>
    private bool IsAtFunction()
    {
        var at = EndOfBareWord(_at);
        if (at == _at || _source.IndexOf('=', _at, at - _at) >= 0)
        {
            return false;
        }

        at = SkipInLine(at);
        return at < _end && _source[at] == '(' && SkipInLine(at + 1) is var closer && closer < _end && _source[closer] == ')';
    }

    private int SkipInLine(int at)
    {
        while (at < _end && _source[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }

    private FunctionDefinition ReadFunction(int nameEnd)
    {
        var name = _source.Substring(_at, nameEnd - _at);
        _at = SkipInLine(nameEnd);
        if (Current == '(' && SkipInLine(_at + 1) is var closer && closer < _end && _source[closer] == ')')
        {
            _at = closer + 1;
        }

        SkipNewlines();
        return new FunctionDefinition(name, ReadCommand() ?? new Group(ShellList.Empty));
    }
}
