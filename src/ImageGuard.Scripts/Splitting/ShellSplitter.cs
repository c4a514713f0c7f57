using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>
/// Splits a command line of the Windows interpreter or of PowerShell into simple commands: words, quotes, escapes, expansions as holes,
/// separators, redirections, comments. Scripts of the POSIX shell are read by <see cref="Shell.ShellParser"/>.
/// </summary>
public sealed class ShellSplitter
{
    private readonly ShellDialect _dialect;
    private readonly List<ShellCommand> _commands = [];
    private readonly WordBuilder _word = new();
    private List<CommandWord> _words = [];
    private PartReader _reader;
    private bool _wordIsTarget;

    private ShellSplitter(IReadOnlyList<CommandPart> line, ShellDialect dialect)
    {
        _dialect = dialect;
        _reader = new PartReader(line);
    }

    /// <summary>Splits a command line or a script.</summary>
    /// <param name="line">The line: known stretches and holes.</param>
    /// <param name="dialect">Whose line it is.</param>
    public static IReadOnlyList<ShellCommand> Split(IReadOnlyList<CommandPart> line, ShellDialect dialect) =>
        dialect == ShellDialect.PowerShell ? PowerShellSplitter.Split(line)
            : dialect == ShellDialect.Cmd ? BatchSplitter.Split(line)
            : SplitFlat(line, dialect);

    /// <summary>Splits a line whose commands stand side by side.</summary>
    internal static IReadOnlyList<ShellCommand> SplitFlat(IReadOnlyList<CommandPart> line, ShellDialect dialect)
    {
        var splitter = new ShellSplitter(line, dialect);
        while (!splitter._reader.AtEnd)
        {
            splitter.ReadOne();
        }

        splitter.EndCommand(ShellSeparator.End);
        return splitter._commands;
    }

    private void ReadOne()
    {
        if (_reader.AtHole)
        {
            TakeHole(quoted: false);
            return;
        }

        var current = _reader.Current;
        switch (current)
        {
            case ' ' or '\t' or '\r':
                EndWord();
                _reader.Advance();
                break;
            case '\n' or '(' or ')':
                Separate(ShellSeparator.Sequence);
                break;
            case ';' when _dialect.HasSemicolon:
                Separate(ShellSeparator.Sequence);
                break;
            case '&' when _reader.Next == '>':
                EndWord();
                _reader.Advance();
                ReadRedirection();
                break;
            case '&':
                SeparateByOneOrTwo('&', _dialect == ShellDialect.Cmd ? ShellSeparator.Sequence : ShellSeparator.Background, ShellSeparator.And);
                break;
            case '|':
                SeparateByOneOrTwo('|', ShellSeparator.Pipe, ShellSeparator.Or);
                break;
            case '<' or '>':
                ReadRedirection();
                break;
            case '\'' when _dialect.HasSingleQuotes:
                ReadSingleQuotes();
                break;
            case '"':
                ReadDoubleQuotes();
                break;
            default:
                if (current == _dialect.Escape)
                {
                    ReadEscape();
                }
                else if (current == _dialect.Comment && !_word.HasWord)
                {
                    SkipComment();
                }
                else if (!TryReadExpansion(quoted: false))
                {
                    Take();
                }

                break;
        }
    }

    private void Take()
    {
        _word.Append(_reader);
        _reader.Advance();
    }

    private void TakeHole(bool quoted)
    {
        _word.AppendHole(quoted ? _reader.Part.Quoted() : _reader.Part);
        _reader.Advance();
    }

    private void CoverOne()
    {
        _word.Cover(_reader.Span);
        _reader.Advance();
    }

    private void ReadEscape()
    {
        var sign = _reader;
        var escape = _reader.Span;
        _reader.Advance();
        if (_reader.Current == '\r' && _reader.Next == '\n')
        {
            _reader.Advance();
        }

        if (_reader.Current == '\n')
        {
            _reader.Advance();
            return;
        }

        if (_reader.AtEnd)
        {
            // Nothing is left to escape, so it stands for itself.
            _word.Append(sign);
            return;
        }

        _word.Cover(escape);
        if (!_reader.AtHole)
        {
            _word.AppendEscaped(_reader, escape);
            _reader.Advance();
        }
    }

    private void ReadSingleQuotes()
    {
        CoverOne();
        while (!_reader.AtEnd && _reader.Current != '\'')
        {
            if (_reader.AtHole)
            {
                TakeHole(quoted: true);
            }
            else
            {
                Take();
            }
        }

        if (!_reader.AtEnd)
        {
            CoverOne();
        }
    }

    private void ReadDoubleQuotes()
    {
        CoverOne();
        while (!_reader.AtEnd && _reader.Current != '"')
        {
            if (_reader.AtHole)
            {
                TakeHole(quoted: true);
            }
            else if (_reader.Current == _dialect.Escape && _dialect.EscapableInQuotes.IndexOf(_reader.Next) >= 0)
            {
                ReadEscape();
            }
            else if (!TryReadExpansion(quoted: true))
            {
                Take();
            }
        }

        if (!_reader.AtEnd)
        {
            CoverOne();
        }
    }

    private bool TryReadExpansion(bool quoted)
    {
        var length = _reader.Current switch
        {
            '$' when _dialect.ExpandsDollar => DollarExpansion.LengthAt(_reader, _dialect),
            '%' when _dialect.ExpandsPercent => LengthUpTo('%', without: " \t\""),
            _ => 0,
        };
        if (length == 0)
        {
            return false;
        }

        var span = _reader.Span;
        var presence = _reader.Part.Presence;
        for (_reader.Advance(); length > 1; length--, _reader.Advance())
        {
            span = span.Join(_reader.Span);
        }

        _word.AppendHole(CommandPart.Hole(
            quoted ? HoleExtent.WithinWord : HoleExtent.AnyWords, span, ImageOperandKind.Unknown, presence));
        return true;
    }

    /// <summary>The length from here to the next such character, both included; 0 where there is none, or another comes before it.</summary>
    private int LengthUpTo(char end, string without)
    {
        var ahead = _reader;
        var length = 1;
        for (ahead.Advance(); !ahead.AtEnd; ahead.Advance())
        {
            length++;
            if (ahead.Current == end)
            {
                return length;
            }

            if (without.IndexOf(ahead.Current) >= 0)
            {
                return 0;
            }
        }

        return 0;
    }

    private void SkipComment()
    {
        while (!_reader.AtEnd && _reader.Current != '\n')
        {
            _reader.Advance();
        }
    }

    /// <summary>The operator, with the descriptor before it, is no word; nor is the file that follows.</summary>
    private void ReadRedirection()
    {
        if (_word.IsPlainNumber)
        {
            _word.Clear();
        }

        EndWord();
        while (_reader.Current is '<' or '>' or '&' or '|')
        {
            _reader.Advance();
        }

        _wordIsTarget = true;
    }

    private void SeparateByOneOrTwo(char character, ShellSeparator one, ShellSeparator two)
    {
        if (_reader.Next == character)
        {
            _reader.Advance();
            Separate(two);
        }
        else
        {
            Separate(one);
        }
    }

    private void Separate(ShellSeparator separator)
    {
        _reader.Advance();
        EndCommand(separator);
    }

    private void EndWord()
    {
        if (!_word.HasWord)
        {
            return;
        }

        var word = _word.Take();
        if (!_wordIsTarget)
        {
            _words.Add(word);
        }

        _wordIsTarget = false;
    }

    private void EndCommand(ShellSeparator separator)
    {
        EndWord();
        _wordIsTarget = false;
        if (_words.Count > 0)
        {
            _commands.Add(new ShellCommand(_words, separator));
            _words = [];
        }
    }
}
