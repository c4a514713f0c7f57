using CsCheck;
using ImageGuard.Model;
using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Tests;

/// <summary>Whatever comes in: no exception, no endless reading, no position outside, no word made up.</summary>
public class FuzzTests
{
    private static readonly string[] Fragments =
    [
        "docker", "podman", "isula", "nerdctl", "docker-compose", "sudo", "xargs", "env", "sh -c", "cmd /c", "pwsh -c", "rmi", "rm", "image", "build",
        "compose", "down", "--rmi", "-f", "-fq", "--force", "--force=", "=", "true", "-", "--", "-t", "-I", "{}", "--rm=false", "alpine", "a:1",
        "sha256:abc", " ", " ", " ", "\t", "\n", "\"", "'", "\\", "`", "$", "$(", "${", ")", "}", "(", "{", ";", "&", "&&", "|", "||", ">", "2>&1", "<<",
        "#", "%", "%x%", "^", "\0", "é", "\uD800", "{?}", "{id}", "{name}", "«", "»",
    ];

    private static readonly Gen<string> Line =
        Gen.Int[0, Fragments.Length - 1].Array[0, 30].Select(indexes => string.Concat(indexes.Select(index => Fragments[index])));

    [Fact]
    public void Any_line_is_read_within_its_bounds() =>
        Line.ForEach(line =>
        {
            var parts = MarkedLine.Parse(line);
            Check(line, CommandReader.Read(ArgumentSplitter.Split(parts), MarkedLine.Whole(line)));
            Check(line, CommandReader.ReadArguments(ContainerClient.Docker, ArgumentSplitter.Split(parts), MarkedLine.Whole(line)));
            foreach (var dialect in new[] { ShellDialect.Posix, ShellDialect.Cmd, ShellDialect.PowerShell })
            {
                Check(line, CommandReader.ReadScript(parts, dialect, MarkedLine.Whole(line)));
            }
        });

    [Fact]
    public void Any_text_is_read() =>
        Gen.String.ForEach(text =>
        {
            var parts = new[] { CommandPart.Known(text) };
            CommandReader.Read(ArgumentSplitter.Split(parts), MarkedLine.Whole(text));
            CommandReader.ReadScript(parts, ShellDialect.Posix, MarkedLine.Whole(text));
        });

    [Fact]
    public void Words_lie_in_the_line_in_their_order() =>
        Line.ForEach(line =>
        {
            // A command that stands within another, in PowerShell's $(…), is one of its own.
            foreach (var words in ShellSplitter.Split(MarkedLine.Parse(line), ShellDialect.PowerShell).Select(command => command.Words)
                .Prepend(ArgumentSplitter.Split(MarkedLine.Parse(line))))
            {
                var end = 0;
                foreach (var span in words.Select(word => word.Span).OfType<SourceSpan>())
                {
                    Assert.InRange(span.Start, end, line.Length);
                    end = span.Start + span.Length;
                    Assert.InRange(end, span.Start, line.Length);
                }
            }
        });

    [Fact]
    public void Quoted_words_come_back() =>
        Gen.String[Gen.Char["ab -=;&|<>()${}#%^*~\t\n"], 0, 12].Array[0, 6].ForEach(texts =>
        {
            var line = string.Join(' ', texts.Select(text => $"\"{text}\""));
            Assert.Equal(texts, ArgumentSplitter.Split(MarkedLine.Parse(line)).Select(word => word.Text));

            var shellLine = string.Join(' ', texts.Select(text => $"'{text}'"));
            Assert.Equal(
                texts,
                ShellDescent.Commands(ShellParser.Parse(MarkedLine.Parse(shellLine), MarkedLine.Whole(shellLine)).Body).SelectMany(command => command.Words).Select(word => word.Text));
        });

    /// <summary>Scripts that are cut off, and into which anything has come.</summary>
    [Fact]
    public void Damaged_scripts_are_linted_within_their_bounds()
    {
        var scripts = LabelledScript.All.Select(labelled => labelled.Text).ToArray();
        Gen.Select(Gen.Int[0, scripts.Length - 1], Gen.Int[0, 400], Gen.Int[0, 20], Line).ForEach(damage =>
        {
            var (index, at, length, inserted) = damage;
            var script = scripts[index];
            var start = Math.Min(at, script.Length);
            var file = new ScriptFile("a.sh", script.Remove(start, Math.Min(length, script.Length - start)).Insert(start, inserted));
            var report = ScriptLinter.Lint(file);
            Assert.All(report.Findings, found => Check(file.Text, found.Finding.Span));
            Assert.All(report.Findings.Select(found => found.Fix).OfType<ScriptFix>(), fix => Check(file.Text, fix.Span));
            Assert.All(report.Problems, problem => Check(file.Text, problem.Span));
        });
    }

    /// <summary>How a text is cut into parts does not matter.</summary>
    [Fact]
    public void Parts_that_touch_read_as_one() =>
        Gen.Select(Line, Gen.Int[0, 200]).ForEach(place =>
        {
            var (line, at) = place;
            var cut = Math.Min(at, line.Length);
            CommandPart[] whole = [CommandPart.Known(line, MarkedLine.Whole(line))];
            CommandPart[] halves =
            [
                CommandPart.Known(line[..cut], new SourceSpan(line, 0, cut)),
                CommandPart.Known(line[cut..], new SourceSpan(line, cut, line.Length - cut)),
            ];
            Assert.Equal(
                ArgumentSplitter.Split(whole).Select(word => (word.Text, word.Span)),
                ArgumentSplitter.Split(halves).Select(word => (word.Text, word.Span)));
            Assert.Equal(
                ShellDescent.Commands(ShellParser.Parse(whole, MarkedLine.Whole(line)).Body).SelectMany(command => command.Words).Select(word => (word.Text, word.Span)),
                ShellDescent.Commands(ShellParser.Parse(halves, MarkedLine.Whole(line)).Body).SelectMany(command => command.Words).Select(word => (word.Text, word.Span)));
        });

    [Theory]
    [InlineData("$(")]
    [InlineData("${")]
    [InlineData("`")]
    [InlineData("%")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("\\\\\"")]
    [InlineData("-f ")]
    [InlineData("f")]
    [InlineData("xargs ")]
    [InlineData("sudo ")]
    [InlineData("cmd /c ")]
    [InlineData("a=b ")]
    [InlineData("{?}")]
    [InlineData("{?} ")]
    [InlineData("«-f»")]
    [InlineData("--force=")]
    public void Twenty_thousand_of_anything_are_read_to_the_end(string fragment)
    {
        // Not timed: linear reading ends in seconds on any machine, quadratic reading is caught as a hang.
        foreach (var start in new[] { "", "docker rmi -", "docker rmi --force=", "sh -c " })
        {
            var line = start + string.Concat(Enumerable.Repeat(fragment, 20_000));
            var parts = MarkedLine.Parse(line);
            CommandReader.Read(ArgumentSplitter.Split(parts), MarkedLine.Whole(line));
            CommandReader.ReadScript(parts, ShellDialect.Posix, MarkedLine.Whole(line));
            CommandReader.ReadScript(parts, ShellDialect.Cmd, MarkedLine.Whole(line));
        }
    }

    /// <summary>Not timed: values that double with each line fill any memory within seconds.</summary>
    [Theory]
    [InlineData("x=\"$x$x \"")]
    [InlineData("x=\"${x:+$x$x}${x:-a}\"")]
    [InlineData("x=${x%$x}$x")]
    [InlineData("x+=$x")]
    [InlineData("x=\"$(echo $x $x)\"")]
    [InlineData("x=(\"${x[@]}\" \"${x[@]}\" a)")]
    [InlineData("x+=(\"${x[@]}\" a)")]
    [InlineData("set -- \"$@\" \"$@\" a")]
    [InlineData("f() { set -- \"$@\" \"$@\"; x=$*$x; }; f $x $x")]
    public void Values_that_double_are_forgotten(string line)
    {
        var lines = string.Concat(Enumerable.Repeat(line + "\n", 200));
        foreach (var script in new[] { "x=a\n" + lines, "x=$1\n" + lines, "for i in a b c d; do for j in a b c d; do for k in a b c d; do\n" + line + "\ndone; done; done\n" })
        {
            Assert.Single(ScriptLinter.Lint(new ScriptFile("a.sh", script + "docker rmi -f app $x\n")).Findings);
        }
    }

    private static void Check(string line, CommandReading reading)
    {
        foreach (var operation in reading.Operations)
        {
            Check(line, operation.Span);
            Check(line, operation.ForceSpan);
            Check(line, operation.KeepsIntermediatesSpan);
            Assert.All(operation.Images, image => Check(line, image.Span));
        }

        foreach (var removal in reading.ContainerRemovals)
        {
            Check(line, removal.Span);
            Check(line, removal.ForceSpan);
        }
    }

    private static void Check(string line, SourceSpan? span)
    {
        if (span is { } inside)
        {
            Assert.InRange(inside.Start, 0, line.Length);
            Assert.InRange(inside.Start + inside.Length, inside.Start, line.Length);
        }
    }
}
