namespace ImageGuard.Tool.Files;

/// <summary>
/// A pattern for paths as git and .dockerignore write it: <c>*</c> and <c>?</c> stop at a slash, <c>**</c> does not, <c>[a-z]</c> is one
/// character, and a backslash takes the next character as it is.
/// </summary>
internal sealed class Glob
{
    private readonly List<Token> _tokens = [];
    private readonly string? _literal;
    private readonly string? _ending;
    private readonly string _firstText;
    private readonly string _lastText;

    public Glob(string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            at = Add(pattern, at);
        }

        // Most patterns are a name, or an ending; they need no matching.
        if (_tokens.TrueForAll(token => token.Kind == TokenKind.Literal))
        {
            _literal = string.Concat(_tokens.Select(token => token.Character));
        }
        else if (_tokens[0].Kind == TokenKind.Star && _tokens.Skip(1).All(token => token.Kind == TokenKind.Literal && token.Character != '/'))
        {
            _ending = string.Concat(_tokens.Skip(1).Select(token => token.Character));
        }

        _firstText = string.Concat(_tokens.TakeWhile(token => token.Kind == TokenKind.Literal).Select(token => token.Character));
        _lastText = string.Concat(_tokens.Skip(_tokens.FindLastIndex(token => token.Kind != TokenKind.Literal) + 1).Select(token => token.Character));
    }

    private enum TokenKind
    {
        Literal,
        AnyCharacter,
        Set,

        /// <summary>Any number of characters but slashes.</summary>
        Star,

        /// <summary>Any number of whole folders, none included.</summary>
        Folders,

        /// <summary>Any number of characters, slashes included.</summary>
        Rest,
    }

    /// <summary>Whether a path, written with slashes, matches as a whole.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        if (_literal is not null)
        {
            return path.SequenceEqual(_literal);
        }

        return _ending is not null
            ? path.EndsWith(_ending, StringComparison.Ordinal) && path[..^_ending.Length].IndexOf('/') < 0
            : path.StartsWith(_firstText, StringComparison.Ordinal) && path.EndsWith(_lastText, StringComparison.Ordinal) && MatchesTokens(path);
    }

    /// <summary>
    /// Follows all ways through the pattern at a time, so that the cost is the product of the two lengths whatever the pattern: entry i of
    /// the set says whether the first i tokens match what has been read.
    /// </summary>
    private bool MatchesTokens(ReadOnlySpan<char> path)
    {
        var reached = new bool[_tokens.Count + 1];
        var next = new bool[_tokens.Count + 1];
        reached[0] = true;
        SkipEmpty(reached, isFolderStart: true);
        foreach (var character in path)
        {
            Array.Clear(next);
            for (var i = 0; i < _tokens.Count; i++)
            {
                if (reached[i])
                {
                    Step(next, i, character);
                }
            }

            if (!next.AsSpan().Contains(true))
            {
                return false;
            }

            SkipEmpty(next, isFolderStart: character == '/');
            (reached, next) = (next, reached);
        }

        return reached[^1];
    }

    private void Step(bool[] next, int i, char character)
    {
        var token = _tokens[i];
        switch (token.Kind)
        {
            case TokenKind.Star when character != '/':
            case TokenKind.Folders or TokenKind.Rest:
                next[i] = true;
                break;
            case TokenKind.Literal when character == token.Character:
            case TokenKind.AnyCharacter when character != '/':
            case TokenKind.Set when character != '/' && token.Holds(character):
                next[i + 1] = true;
                break;
        }
    }

    /// <summary>Goes past the tokens that may match nothing here; folders only end where a name begins.</summary>
    private void SkipEmpty(bool[] reached, bool isFolderStart)
    {
        for (var i = 0; i < _tokens.Count; i++)
        {
            var mayEnd = _tokens[i].Kind is TokenKind.Star or TokenKind.Rest || (_tokens[i].Kind == TokenKind.Folders && isFolderStart);
            reached[i + 1] |= reached[i] && mayEnd;
        }
    }

    /// <summary>Reads one token and returns the position of its last character.</summary>
    private int Add(string pattern, int at)
    {
        switch (pattern[at])
        {
            case '*' when IsFolders(pattern, at):
                _tokens.Add(new Token(TokenKind.Folders));
                return at + 2;
            case '*' when pattern.AsSpan(at) is "**" && (at == 0 || pattern[at - 1] == '/'):
                // "a/**" is what lies in a, not a itself.
                _tokens.Add(new Token(TokenKind.AnyCharacter));
                _tokens.Add(new Token(TokenKind.Rest));
                return at + 1;
            case '*':
                _tokens.Add(new Token(TokenKind.Star));
                return at;
            case '?':
                _tokens.Add(new Token(TokenKind.AnyCharacter));
                return at;
            case '[' when pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) is > 0 and var end:
                _tokens.Add(new Token(TokenKind.Set, Set: pattern[(at + 1)..end]));
                return end;
            case '\\' when at + 1 < pattern.Length:
                _tokens.Add(new Token(TokenKind.Literal, pattern[at + 1]));
                return at + 1;
            default:
                _tokens.Add(new Token(TokenKind.Literal, pattern[at]));
                return at;
        }
    }

    private static bool IsFolders(string pattern, int at) =>
        string.CompareOrdinal(pattern, at, "**/", 0, 3) == 0 && (at == 0 || pattern[at - 1] == '/');

    private readonly record struct Token(TokenKind Kind, char Character = '\0', string Set = "")
    {
        public bool Holds(char character)
        {
            var isNegated = Set[0] is '!' or '^';
            var holds = false;
            for (var i = isNegated ? 1 : 0; i < Set.Length; i++)
            {
                if (i + 2 < Set.Length && Set[i + 1] == '-')
                {
                    holds |= character >= Set[i] && character <= Set[i + 2];
                    i += 2;
                }
                else
                {
                    holds |= character == Set[i];
                }
            }

            return holds != isNegated;
        }
    }
}
