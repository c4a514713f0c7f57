using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers.Values;

/// <summary>A stretch of a literal and the text that it stands for.</summary>
/// <param name="Text">The text.</param>
/// <param name="Start">Where the stretch begins.</param>
/// <param name="Length">How long it is.</param>
internal sealed record LiteralStretch(string Text, int Start, int Length);

/// <summary>Tells which characters of a literal stand for which of its text: a run for what is written as it is, one stretch for each escape.</summary>
internal static class LiteralStretches
{
    /// <summary>The stretches, in order, or null where the node is no literal text or is not understood.</summary>
    public static IReadOnlyList<LiteralStretch>? Of(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token } => Of(token, token.Text, Quote(token.Text), interpolated: false),
        InterpolatedStringTextSyntax { TextToken: var token, Parent: InterpolatedStringExpressionSyntax { StringStartToken.Text: var start } } => Of(token, start, quote: 0, interpolated: true),
        _ => null,
    };

    /// <summary>The length of what opens the literal, or closes it.</summary>
    private static int Quote(string literal)
    {
        var start = literal.StartsWith("@", StringComparison.Ordinal) ? 1 : 0;
        var quotes = 0;
        while (start + quotes < literal.Length && literal[start + quotes] == '"')
        {
            quotes++;
        }

        return quotes >= 3 ? quotes : start + 1;
    }

    private static List<LiteralStretch>? Of(SyntaxToken token, string opening, int quote, bool interpolated)
    {
        var isRaw = opening.Contains("\"\"\"");
        var isVerbatim = !isRaw && opening.IndexOf('@') is 0 or 1;
        var (source, text) = (token.Text, token.ValueText);
        var stretches = new List<LiteralStretch>();
        var (at, end) = (quote, source.Length - (interpolated ? 0 : isRaw ? quote : 1));
        var run = at;
        for (var done = 0; done < text.Length;)
        {
            var length = isRaw || at >= end ? 1
                : source[at] == '\\' && !isVerbatim ? EscapeLength(source, at)
                : isVerbatim && source[at] == '"' || interpolated && source[at] is '{' or '}' ? 2
                : 1;
            if (at + length > end || (length == 1 && source[at] != text[done] && !TrySkipIndent(ref at, ref run, done)))
            {
                return null;
            }

            if (length == 1)
            {
                (at, done) = (at + 1, done + 1);
                continue;
            }

            EndRun(done);
            var characters = char.IsHighSurrogate(text[done]) && length > 6 ? 2 : 1;
            stretches.Add(new(text.Substring(done, characters), token.SpanStart + at, length));
            (at, done) = (at + length, done + characters);
            run = at;
        }

        EndRun(text.Length);
        return stretches;

        void EndRun(int done)
        {
            if (at > run)
            {
                stretches.Add(new(text.Substring(done - (at - run), at - run), token.SpanStart + run, at - run));
            }
        }

        // The indentation of a raw literal's lines is not part of its text.
        bool TrySkipIndent(ref int position, ref int runStart, int done)
        {
            if (!isRaw)
            {
                return false;
            }

            EndRun(done);
            while (position < end && char.IsWhiteSpace(source[position]) && source[position] != text[done])
            {
                position++;
            }

            runStart = position;
            return position < end && source[position] == text[done];
        }
    }

    private static int EscapeLength(string source, int at)
    {
        if (at + 1 >= source.Length)
        {
            return 1;
        }

        switch (source[at + 1])
        {
            case 'u':
                return 6;
            case 'U':
                return 10;
            case 'x':
                var digits = 0;
                while (digits < 4 && at + 2 + digits < source.Length && Uri.IsHexDigit(source[at + 2 + digits]))
                {
                    digits++;
                }

                return 2 + digits;
            default:
                return 2;
        }
    }
}
