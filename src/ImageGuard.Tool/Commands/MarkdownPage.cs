using System.Text.RegularExpressions;
using Spectre.Console;

namespace ImageGuard.Tool.Commands;

/// <summary>Shows a page of the documentation in a terminal. Knows the Markdown that the pages use, and shows all else as it stands.</summary>
internal static partial class MarkdownPage
{
    private const string Fence = "```";

    /// <summary>Shows the page.</summary>
    public static void Show(string page)
    {
        var lines = new Queue<string>(page.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        while (lines.TryPeek(out var line))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                ShowCode(lines);
            }
            else if (line.StartsWith('|'))
            {
                ShowTable(lines);
            }
            else if (line.StartsWith('#'))
            {
                AnsiConsole.MarkupLine($"[bold underline]{Markup.Escape(lines.Dequeue().TrimStart('#', ' '))}[/]");
            }
            else
            {
                ShowParagraph(lines);
            }
        }
    }

    private static void ShowCode(Queue<string> lines)
    {
        lines.Dequeue();
        while (lines.TryDequeue(out var line) && !line.StartsWith(Fence, StringComparison.Ordinal))
        {
            AnsiConsole.Write(new Text($"    {line}\n", new Style(Color.Green)) { Overflow = Overflow.Ellipsis });
        }
    }

    private static void ShowTable(Queue<string> lines)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. Cells(lines.Dequeue())]);
        lines.Dequeue(); // The line between head and rows.
        while (lines.TryPeek(out var line) && line.StartsWith('|'))
        {
            table.AddRow([.. Cells(lines.Dequeue())]);
        }

        AnsiConsole.Write(table);
    }

    private static IEnumerable<string> Cells(string row) => row.Trim('|').Split('|').Select(cell => Inline(cell.Trim()));

    /// <summary>Lines that belong together are broken anew, at the terminal's width.</summary>
    private static void ShowParagraph(Queue<string> lines)
    {
        var text = lines.Dequeue();
        while (text.Length > 0 && lines.TryPeek(out var next) && next.Length > 0 && !IsBlock(next))
        {
            text += ' ' + lines.Dequeue().Trim();
        }

        AnsiConsole.MarkupLine(Inline(text));
    }

    private static bool IsBlock(string line) =>
        line.StartsWith(Fence, StringComparison.Ordinal) || line[0] is '|' or '#' || line.StartsWith("- ", StringComparison.Ordinal);

    /// <summary>Code, emphasis and links as the terminal's markup.</summary>
    private static string Inline(string text) => InlinePattern().Replace(Markup.Escape(text), found => found switch
    {
        { Groups: [_, { Success: true } code, ..] } => $"[aqua]{code}[/]",
        { Groups: [_, _, { Success: true } bold, ..] } => $"[bold]{bold}[/]",
        { Groups: [_, _, _, { Success: true } italic, ..] } => $"[italic]{italic}[/]",
        _ => $"[underline]{found.Groups[4]}[/]",
    });

    /// <summary>Escaped markup has its brackets doubled.</summary>
    [GeneratedRegex(@"`([^`]+)`|\*\*([^*]+)\*\*|(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])|\[\[([^\]]+)\]\]\([^)\s]+\)")]
    private static partial Regex InlinePattern();
}
