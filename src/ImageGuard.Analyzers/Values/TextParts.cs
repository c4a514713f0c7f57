using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>A string put together from known text and from holes.</summary>
/// <param name="Text">The text, where it is known.</param>
/// <param name="Hole">The expression whose value is put in, where it is not.</param>
internal readonly record struct TextPart(string? Text, IOperation? Hole);

/// <summary>Takes interpolated and concatenated strings apart.</summary>
internal static class TextParts
{
    /// <summary>The parts in their order; a value that is neither is one hole.</summary>
    public static IReadOnlyList<TextPart> Of(IOperation value)
    {
        var parts = new List<TextPart>();
        Collect(value, parts);
        return parts;
    }

    private static void Collect(IOperation value, List<TextPart> parts)
    {
        value = ValueSources.Unwrap(value);
        switch (value)
        {
            case { ConstantValue: { HasValue: true, Value: string text } }:
                parts.Add(new(text, Hole: null));
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, LeftOperand: var left, RightOperand: var right }:
                Collect(left, parts);
                Collect(right, parts);
                break;
            case IInterpolatedStringOperation { Parts: var pieces }:
                foreach (var piece in pieces)
                {
                    Collect(piece, parts);
                }

                break;
            default:
                parts.Add(new(Text: null, value));
                break;
        }
    }

    private static void Collect(IInterpolatedStringContentOperation piece, List<TextPart> parts)
    {
        if (piece is IInterpolationOperation { Expression: var expression, FormatString: null })
        {
            Collect(expression, parts);
        }
        else if (piece is IInterpolatedStringTextOperation { Text: var text })
        {
            Collect(text, parts);
        }
        else
        {
            parts.Add(new(Text: null, piece));
        }
    }
}
