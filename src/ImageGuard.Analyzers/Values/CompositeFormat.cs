using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Takes <c>string.Format("rmi {0}", image)</c> apart.</summary>
internal static class CompositeFormat
{
    /// <summary>The stretches of text and the items between them, or null where the format or the items cannot be seen.</summary>
    public static IReadOnlyList<(string Text, IOperation? Item)>? Of(IInvocationOperation call)
    {
        var format = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "format");
        return format?.Value.ConstantValue is { HasValue: true, Value: string text }
            && TextParts.ItemsOf(call.Arguments.Where(argument => argument.Parameter?.Name is not ("format" or "provider"))) is { } items
                ? Fill(text, items)
                : null;
    }

    private static List<(string Text, IOperation? Item)>? Fill(string format, IReadOnlyList<IOperation> items)
    {
        var pieces = new List<(string, IOperation?)>();
        var start = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is not ('{' or '}'))
            {
                continue;
            }

            pieces.Add((format.Substring(start, i - start), null));
            if (i + 1 < format.Length && format[i + 1] == format[i])
            {
                start = ++i;
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0 || !int.TryParse(format.Substring(i + 1, end - i - 1).Split(',', ':')[0], out var index) || index < 0 || index >= items.Count)
            {
                return null;
            }

            pieces.Add(("", items[index]));
            (i, start) = (end, end + 1);
        }

        pieces.Add((format.Substring(start), null));
        return pieces;
    }
}
