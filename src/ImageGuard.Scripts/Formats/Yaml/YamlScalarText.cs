using ImageGuard.Model;
using YamlDotNet.Core;

namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Finds where each piece of a scalar's value stands in the file: goes along the source and the value that the parser made of it side by side.
/// </summary>
internal sealed class YamlScalarText
{
    private readonly string _source;
    private readonly string _value;
    private readonly int _end;
    private readonly ScriptText _text;
    private int _at;
    private int _done;
    private int _indentation;

    private YamlScalarText(ScriptFile file, int start, int end, string value)
    {
        (_source, _value, _text, _at, _end) = (file.Text, value, new ScriptText(file), start, end);
    }

    /// <summary>The value in pieces; where they cannot be told apart, all of it stands for the whole scalar.</summary>
    public static IReadOnlyList<CommandPart> Read(ScriptFile file, int start, int end, ScalarStyle style, string value)
    {
        var reader = new YamlScalarText(file, start, end, value);
        reader.SkipProperties();
        var isRead = style is ScalarStyle.Literal or ScalarStyle.Folded ? reader.TryReadBlock(folds: style == ScalarStyle.Folded) : reader.TryReadFlow(style);
        return isRead && reader._done == value.Length
            ? reader._text.Take()
            : [CommandPart.Known(value, new SourceSpan(file, start, end - start))];
    }

    private char Current => _at < _source.Length ? _source[_at] : '\0';

    /// <summary>A tag and an anchor before the text.</summary>
    private void SkipProperties()
    {
        while (_at < _end && Current is '!' or '&')
        {
            _at = IndexAfter(_at, character => !char.IsWhiteSpace(character));
            _at = IndexAfter(_at, char.IsWhiteSpace);
        }
    }

    private bool TryReadFlow(ScalarStyle style)
    {
        _at += style is ScalarStyle.DoubleQuoted or ScalarStyle.SingleQuoted ? 1 : 0;
        while (_done < _value.Length && _at < _end)
        {
            var read = TryReadFold()
                || (Current == '\\' && style == ScalarStyle.DoubleQuoted ? TryReadEscape()
                    : Current == '\'' && style == ScalarStyle.SingleQuoted ? TryReplace(_at + 2, "'")
                    : TryCopy(Math.Max(IndexAfter(_at, IsBlank), _at + 1)));
            if (!read)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A line break with the blanks around it: one is a blank, and of several all but the first stay.</summary>
    private bool TryReadFold()
    {
        var end = IndexAfter(_at, IsBlank);
        if (BreakLength(end) == 0)
        {
            return false;
        }

        var breaks = 0;
        for (int length; (length = BreakLength(end)) > 0; end = IndexAfter(end + length, IsBlank))
        {
            breaks++;
        }

        return TryReplace(end, breaks == 1 ? " " : new string('\n', breaks - 1));
    }

    private bool TryReadEscape()
    {
        var breakLength = BreakLength(_at + 1);
        if (breakLength > 0)
        {
            _at = IndexAfter(_at + 1 + breakLength, IsBlank);
            return true;
        }

        var (digits, character) = (_at + 1 < _source.Length ? _source[_at + 1] : '\0') switch
        {
            'x' => (2, '\0'),
            'u' => (4, '\0'),
            'U' => (8, '\0'),
            _ => (0, _value[_done]),
        };

        // What an escape sequence stands for, the parser has said already; only beyond the basic plane it is two characters.
        var size = char.IsHighSurrogate(_value[_done]) && digits == 8 ? 2 : 1;
        return _done + size <= _value.Length && TryReplace(_at + 2 + digits, _value.Substring(_done, size));
    }

    private bool TryReadBlock(bool folds)
    {
        _at = IndexAfter(_at, character => character is not ('\r' or '\n'));
        _at += BreakLength(_at);
        _indentation = FindIndentation();
        _at = AfterIndentation(_at);
        while (_done < _value.Length)
        {
            var read = BreakLength(_at) > 0 ? TryReadBreaks(folds)
                : _at < _source.Length ? TryCopy(_at + 1)
                : TryReplace(_at, _value.Substring(_done));
            if (!read)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How far the first line that is not empty stands to the right of what the value says of it.</summary>
    private int FindIndentation()
    {
        var line = _at;
        for (int content; BreakLength(content = IndexAfter(line, character => character == ' ')) is > 0 and var length; )
        {
            line = content + length;
        }

        var first = 0;
        while (first < _value.Length && _value[first] is '\n')
        {
            first++;
        }

        var spaces = 0;
        while (first + spaces < _value.Length && _value[first + spaces] == ' ')
        {
            spaces++;
        }

        return Math.Max(IndexAfter(line, character => character == ' ') - line - spaces, 0);
    }

    /// <summary>A line break goes with the indentation behind it. Where lines are folded, all breaks up to the next line are what the parser left of them.</summary>
    private bool TryReadBreaks(bool folds)
    {
        var end = AfterIndentation(_at + BreakLength(_at));
        if (!folds)
        {
            return TryReplace(end, "\n");
        }

        while (BreakLength(end) > 0)
        {
            end = AfterIndentation(end + BreakLength(end));
        }

        var left = 0;
        while (_done + left < _value.Length && _value[_done + left] == '\n')
        {
            left++;
        }

        return TryReplace(end, left == 0 ? " " : new string('\n', left));
    }

    private int AfterIndentation(int line)
    {
        var end = line;
        while (end < line + _indentation && end < _source.Length && _source[end] == ' ')
        {
            end++;
        }

        return end;
    }

    private bool TryCopy(int end)
    {
        if (string.CompareOrdinal(_value, _done, _source, _at, end - _at) != 0)
        {
            return false;
        }

        _text.Copy(_at, end);
        _done += end - _at;
        _at = end;
        return true;
    }

    private bool TryReplace(int end, string text)
    {
        if (string.CompareOrdinal(_value, _done, text, 0, text.Length) != 0)
        {
            return false;
        }

        _text.Replace(_at, Math.Min(end, _source.Length), text);
        _at = end;
        _done += text.Length;
        return true;
    }

    private int BreakLength(int index) => index >= _source.Length ? 0
        : _source[index] == '\n' ? 1
        : _source[index] != '\r' ? 0
        : index + 1 < _source.Length && _source[index + 1] == '\n' ? 2
        : 1;

    private int IndexAfter(int index, Func<char, bool> isSkipped)
    {
        while (index < _source.Length && isSkipped(_source[index]))
        {
            index++;
        }

        return index;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';
}
