using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>A string put together from known text and from holes.</summary>
/// <param name="Text">The text, where it is known.</param>
/// <param name="Hole">The expression whose value is put in, where it is not.</param>
/// <param name="Syntax">Where it stands: the literal, the stretch of an interpolated string, or the expression.</param>
/// <param name="Frame">The calls that have led there.</param>
internal sealed record TextPart(string? Text, IOperation? Hole, SyntaxNode Syntax, CallFrame? Frame = null)
{
    /// <summary><see cref="Certainty.Possible"/> where it is there only on some runs: <c>if (force) text += " -f"</c>.</summary>
    public Certainty Presence { get; init; } = Certainty.Certain;

    /// <summary>Whether a caller decides on it: a parameter that no call has given a value is part of it.</summary>
    public bool IsOpen => Frame is null && Hole is not null && Hole.DescendantsAndSelf().Any(operation =>
        operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: not (MethodKind.LambdaMethod or MethodKind.Constructor) } });
}

/// <summary>Takes interpolated, concatenated and formatted strings apart.</summary>
internal static class TextParts
{
    /// <summary>The parts in their order; a value that is not made of parts is one hole.</summary>
    public static IReadOnlyList<TextPart> Of(IOperation value)
    {
        var parts = new List<TextPart>();
        Collect(value, value.Syntax, parts);
        return parts;
    }

    private static void Collect(IOperation value, SyntaxNode syntax, List<TextPart> parts)
    {
        value = ValueSources.Unwrap(value);
        switch (value)
        {
            case IBinaryOperation sum when IsSum(sum):
                foreach (var term in TermsOf(sum))
                {
                    Collect(term, term.Syntax, parts);
                }

                break;
            case IInterpolatedStringOperation { Parts: var pieces }:
                foreach (var piece in pieces)
                {
                    Collect(piece, parts);
                }

                break;
            case IInterpolatedStringHandlerCreationOperation { Content: var content }:
                Collect(content, syntax, parts);
                break;
            case { ConstantValue: { HasValue: true, Value: var constant and (string or char or int or null) } }:
                parts.Add(new(constant?.ToString() ?? "", Hole: null, value.Syntax is LiteralExpressionSyntax ? value.Syntax : syntax));
                break;
            case IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String } }:
                parts.Add(new("", Hole: null, syntax));
                break;
            case IInvocationOperation { TargetMethod: { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String } } call when ItemsOf(call.Arguments) is { } items:
                foreach (var item in items)
                {
                    Collect(item, item.Syntax, parts);
                }

                break;
            case IInvocationOperation { TargetMethod.Name: "Format" or "AppendFormat" } call when CompositeFormat.Of(call) is { } filled:
                foreach (var (text, item) in filled)
                {
                    if (item is null)
                    {
                        parts.Add(new(text, Hole: null, call.Syntax));
                    }
                    else
                    {
                        Collect(item, item.Syntax, parts);
                    }
                }

                break;
            default:
                parts.Add(new(Text: null, value, syntax));
                break;
        }
    }

    private static bool IsSum(IOperation value) =>
        value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String };

    /// <summary>A sum of thousands of terms is thousands of sums deep on its left, deeper than the stack: it is gone down in a loop.</summary>
    private static Stack<IOperation> TermsOf(IBinaryOperation sum)
    {
        var terms = new Stack<IOperation>();
        IOperation left = sum;
        while (IsSum(left))
        {
            var inner = (IBinaryOperation)left;
            terms.Push(inner.RightOperand);
            left = ValueSources.Unwrap(inner.LeftOperand);
        }

        terms.Push(left);
        return terms;
    }

    private static void Collect(IInterpolatedStringContentOperation piece, List<TextPart> parts)
    {
        if (piece is IInterpolationOperation { Expression: var expression, FormatString: null })
        {
            Collect(expression, ValueSources.Unwrap(expression).ConstantValue.HasValue ? expression.Syntax : piece.Syntax, parts);
        }
        else if (piece is IInterpolatedStringTextOperation { Text: var text })
        {
            Collect(text, piece.Syntax, parts);
        }
        else if (piece is IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var appended] } })
        {
            // What a StringBuilder appends without making a string of it first.
            Collect(appended.Value, piece.Syntax, parts);
        }
        else
        {
            parts.Add(new(Text: null, piece, piece.Syntax));
        }
    }

    /// <summary>The values given to a method that takes one, two, … or an array of them, or null where they are in a collection out of sight.</summary>
    public static IReadOnlyList<IOperation>? ItemsOf(IEnumerable<IArgumentOperation> arguments)
    {
        var items = new List<IOperation>();
        foreach (var argument in arguments)
        {
            switch (ValueSources.Unwrap(argument.Value))
            {
                case IArrayCreationOperation { Initializer.ElementValues: var elements }:
                    items.AddRange(elements);
                    break;
                case { Type: IArrayTypeSymbol or INamedTypeSymbol { Name: "IEnumerable" } }:
                    return null;
                case var value:
                    items.Add(value);
                    break;
            }
        }

        return items;
    }
}
