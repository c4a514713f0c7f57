namespace ImageGuard.Scripts.Shell;

/// <content>Here-documents: announced within a line, read behind it.</content>
internal sealed partial class ShellParser
{
    private readonly Queue<HereDocument> _announced = new();

    private void AnnounceHereDocument(Redirection redirection)
    {
        var delimiter = new System.Text.StringBuilder();
        var isQuoted = false;
        for (; !AtEnd && !EndsWord(Current); _at++)
        {
            if (Current is '\'' or '"' && _source.IndexOf(Current, _at + 1, _end - _at - 1) is > 0 and var close)
            {
                delimiter.Append(_source, _at + 1, close - _at - 1);
                _at = close;
                isQuoted = true;
            }
            else if (Current == '\\' && _at + 1 < _end)
            {
                delimiter.Append(_source[++_at]);
                isQuoted = true;
            }
            else
            {
                delimiter.Append(Current);
            }
        }

        _announced.Enqueue(new HereDocument(redirection, delimiter.ToString(), isQuoted));
    }

    private void ReadHereDocuments()
    {
        while (_announced.Count > 0)
        {
            var document = _announced.Dequeue();
            var start = _at;
            var (bodyEnd, next) = FindEnd(document);
            var pieces = new List<WordPiece>();
            if (document.IsQuoted)
            {
                AddText(pieces, start, bodyEnd, isQuoted: true);
            }
            else
            {
                ReadBodyUpTo(bodyEnd, pieces);
            }

            _at = next;
            document.Redirection.Target = new ShellWord(pieces, _text.Span(start, bodyEnd));
        }
    }

    private void ReadBodyUpTo(int bodyEnd, List<WordPiece> pieces)
    {
        var (outerEnd, noneIsClosedOutside) = (_end, _noArithmeticIsClosed);
        (_end, _noArithmeticIsClosed) = (bodyEnd, false);
        while (!AtEnd)
        {
            ReadQuotedPiece(pieces, escapable: "$`\\", end: PartReader.None);
        }

        (_end, _noArithmeticIsClosed) = (outerEnd, noneIsClosedOutside);
    }

    /// <summary>Where the body ends, and where the script goes on.</summary>
    private (int BodyEnd, int Next) FindEnd(HereDocument document)
    {
        for (var line = _at; line < _end;)
        {
            var newline = _source.IndexOf('\n', line, _end - line);
            var lineEnd = newline < 0 ? _end : newline;
            var next = newline < 0 ? _end : newline + 1;
            var text = _source.Substring(line, lineEnd - line).TrimEnd('\r');
            if ((document.Redirection.Operator == "<<-" ? text.TrimStart('\t') : text) == document.Delimiter)
            {
                return (line, next);
            }

            line = next;
        }

        Report(_at, "the here-document is never closed");
        return (_end, _end);
    }

    private sealed record HereDocument(Redirection Redirection, string Delimiter, bool IsQuoted);
}
