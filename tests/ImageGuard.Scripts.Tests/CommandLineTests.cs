using System.Text;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests;

public class CommandLineTests
{
    private static readonly Dictionary<string, Func<string, CommandReading>> Readers = new()
    {
        ["args"] = line => CommandReader.Read(ArgumentSplitter.Split(MarkedLine.Parse(line)), MarkedLine.Whole(line)),
        ["sh"] = line => CommandReader.ReadScript(MarkedLine.Parse(line), ShellDialect.Posix, MarkedLine.Whole(line)),
        ["cmd"] = line => CommandReader.ReadScript(MarkedLine.Parse(line), ShellDialect.Cmd, MarkedLine.Whole(line)),
        ["http"] = line => ReadRequest(line),
        ["pwsh"] = line => CommandReader.ReadScript(MarkedLine.Parse(line), ShellDialect.PowerShell, MarkedLine.Whole(line)),
    };

    public static TheoryData<string, string, string> Table()
    {
        var rows = new TheoryData<string, string, string>();
        using var stream = typeof(CommandLineTests).Assembly.GetManifestResourceStream("CommandLines.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } row)
        {
            if (row.Length == 0 || row[0] == '#')
            {
                continue;
            }

            var arrow = row.LastIndexOf(" => ", StringComparison.Ordinal);
            var (line, expected) = (row[..arrow], row[(arrow + 4)..]);
            var named = Readers.Keys.FirstOrDefault(name => line.StartsWith(name + ": ", StringComparison.Ordinal));
            if (named is not null)
            {
                rows.Add(named, line[(named.Length + 2)..], expected);
            }
            else
            {
                rows.Add("args", line, expected);
                rows.Add("sh", line, expected);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_command_line_is_read(string reader, string line, string expected) =>
        Assert.Equal(expected, Describe(Readers[reader](line)));

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_position_lies_in_the_line(string reader, string line, string expected)
    {
        var reading = Readers[reader](line);

        Assert.All(reading.Operations, operation =>
        {
            Assert.NotEqual("-", expected);
            AssertInside(line, operation.Span);
            AssertInside(line, operation.ForceSpan);
            Assert.All(operation.Images, image => AssertInside(line, image.Span));
        });
        Assert.All(reading.ContainerRemovals, removal => AssertInside(line, removal.Span));
    }

    /// <summary>The fix that the analyzers offer: without the marked characters nothing is forced, and nothing else changes.</summary>
    [Theory]
    [MemberData(nameof(Table))]
    public void Cutting_what_forces_leaves_the_same_command_unforced(string reader, string line, string expected)
    {
        if (Readers[reader](line).Operations.FirstOrDefault(operation => operation.ForceSpan is not null) is not { ForceSpan: { } span } forced)
        {
            Assert.DoesNotContain('!', expected.Replace("container!", "", StringComparison.Ordinal));
            return;
        }

        var cut = line.Remove(span.Start, span.Length);
        var mended = Readers[reader](cut).Operations.First(operation => operation.Kind == forced.Kind);
        Assert.Equal(forced.Images.Select(image => (image.Kind, image.Text)), mended.Images.Select(image => (image.Kind, image.Text)));
        Assert.True(mended.Force < forced.Force || mended.ForceSpan is not null);
    }

    /// <summary>A method, a space, and a target.</summary>
    private static CommandReading ReadRequest(string line)
    {
        var method = line[..line.IndexOf(' ', StringComparison.Ordinal)];
        var target = MarkedLine.Parse(line, start: method.Length + 1);
        return EngineRequest.Read(method, target, MarkedLine.Whole(line)) is { } request ? new CommandReading([request.Operation], []) : CommandReading.Nothing;
    }

    private static void AssertInside(string line, SourceSpan? span)
    {
        if (span is { } inside)
        {
            Assert.Same(line, inside.Document);
            Assert.InRange(inside.Start, 0, line.Length);
            Assert.InRange(inside.Start + inside.Length, inside.Start, line.Length);
        }
    }

    private static string Describe(CommandReading reading)
    {
        var parts = reading.ContainerRemovals.Select(removal => "container" + Mark(removal.Force, removal.ForceSpan))
            .Concat(reading.Operations.Select(Describe));
        return string.Join(" + ", parts) is { Length: > 0 } text ? text : "-";
    }

    private static string Describe(ImageOperation operation)
    {
        var text = new StringBuilder(operation.Kind + Mark(operation.Force, operation.ForceSpan));
        foreach (var image in operation.Images)
        {
            text.Append(' ').Append(Describe(image));
        }

        return text
            .Append(operation.Unnamed switch { Certainty.Certain => " unnamed", Certainty.Possible => " unnamed?", _ => "" })
            .Append(operation.KeepsIntermediates switch
            {
                Certainty.Certain => $" keeps({MarkedLine.TextAt(operation.KeepsIntermediatesSpan!.Value)})",
                Certainty.Possible => $" keeps?({MarkedLine.TextAt(operation.KeepsIntermediatesSpan!.Value)})",
                _ => "",
            })
            .Append(operation.NoParent == Certainty.Certain ? " no-parent" : "")
            .ToString();
    }

    private static string Describe(ImageOperand image) => (image.Kind, image.Text) switch
    {
        (ImageOperandKind.Unknown, null) => "*",
        (ImageOperandKind.Unknown, { } text) => "?:" + text,
        (ImageOperandKind.Name, { } text) => text,
        (var kind, var text) => $"{(kind == ImageOperandKind.Id ? "id" : "name")}:{text ?? "*"}",
    } + (image.AllTags ? "**" : "");

    private static string Mark(Certainty force, SourceSpan? span) => force switch
    {
        Certainty.Certain => $"!({MarkedLine.TextAt(span!.Value)})",
        Certainty.Possible => $"?({MarkedLine.TextAt(span!.Value)})",
        _ => "",
    };
}
