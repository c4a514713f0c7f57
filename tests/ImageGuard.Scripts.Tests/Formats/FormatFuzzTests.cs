using CsCheck;
using ImageGuard.Model;
using ImageGuard.Scripts.Formats;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>Whatever a file of any format holds: no exception, no endless reading, no position outside.</summary>
public sealed class FormatFuzzTests
{
    private static readonly string[] Fragments =
    [
        "\n", "\n", "\r\n", "\t", " ", "  ", "- ", ": ", "|", ">", "|2-", "\"", "'", "\\", "`", "$", "$(", "${", "${{", "}}", ")", "}", "{", "(", "[", "]", "<<", "<<EOF", ">>",
        "EOF", "<#", "#>", "@\"", "@'", "\"@", "#", "&", "*", "&a", "*a", "!reference ", "<<: *a", "%", "%%", "^", "!", "=", ":=", ",", ";", "&amp;", "&#x41;", "%3B", "\\u00", "\\x",
        "define X", "endef", "RUN ", "SHELL [", "ONBUILD ", "set X=", "if ", "for ", " do ", "in (", "docker rmi -f app", "docker", "\0", "\uFEFF", "\uFFFC", "\uD83D", "é", "\u2028",
        "<Exec Command=\"", "/>", "-->", "<!--", "<![CDATA[", "script:", "steps:", "run:", "--%", "Start-Job {",
    ];

    private static readonly Gen<string> Fragment = Gen.Int[0, Fragments.Length - 1].Select(index => Fragments[index]);

    /// <summary>A labelled file with some fragments put in and some stretches cut out.</summary>
    private static readonly Gen<(string Path, string Text)> Mutated =
        from labelled in Gen.Int[0, FormatCase.All.Count - 1].Select(index => FormatCase.All[index])
        from edits in Gen.Select(Gen.Int[0, 2_000], Gen.Int[0, 30], Fragment).Array[0, 6]
        select (labelled.Path, edits.Aggregate(labelled.Text, Edit));

    [Fact]
    public void Any_mutation_of_a_file_is_read_within_its_bounds() =>
        Mutated.ForEach(file => Check(new ScriptFile(file.Path, file.Text)), count: 5_000);

    [Fact]
    public void Any_mixture_is_read_by_every_format() =>
        Fragment.Array[0, 40].Select(fragments => string.Concat(fragments)).ForEach(
            text =>
            {
                foreach (var path in FormatCase.All.Select(labelled => labelled.Path).Distinct())
                {
                    Check(new ScriptFile(path, text + "docker"));
                }
            },
            count: 300);

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("$(")]
    [InlineData("${{")]
    [InlineData("(")]
    [InlineData("{")]
    [InlineData("@(")]
    [InlineData("\"$(")]
    [InlineData("$x[")]
    [InlineData("$x")]
    [InlineData("&a [*a,")]
    [InlineData("- &a [*a, *a]\n")]
    [InlineData("<a>")]
    [InlineData("RUN <<E\n")]
    [InlineData("a: $(a)\n\t$(b) \\\n")]
    [InlineData("X = $(Y)$(Y)\nY = $(X)$(X)\n")]
    [InlineData("X = $(call Y)$(call Y)\nY = $(call X)$(call X)\na:\n\t$(call X)\n")]
    [InlineData("a:\n\t$(shell ")]
    [InlineData("%")]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("a     ")]
    [InlineData("&,\n")]
    public void Ten_thousand_of_anything_are_read_to_the_end(string fragment)
    {
        // Not timed: linear reading ends in seconds on any machine, quadratic reading is caught as a hang.
        var text = string.Concat(Enumerable.Repeat(fragment, 10_000)) + "docker";
        foreach (var path in FormatCase.All.Select(labelled => labelled.Path).Distinct(StringComparer.Ordinal))
        {
            Check(new ScriptFile(path, text));
        }
    }

    private static string Edit(string text, (int At, int Length, string Fragment) edit)
    {
        var at = edit.At % (text.Length + 1);
        return edit.Length % 2 == 0 ? text.Insert(at, edit.Fragment) : text.Remove(at, Math.Min(edit.Length, text.Length - at));
    }

    private static void Check(ScriptFile file)
    {
        if (ScriptFormats.Of(file.Path, firstLine: "") is not { } format)
        {
            return;
        }

        var problems = new List<ScriptProblem>();
        var parts = format.Read(file, problems).SelectMany(sequence => sequence.Scripts).SelectMany(script => script.Text);
        foreach (var span in parts.Select(part => part.Span).Concat(problems.Select(problem => (SourceSpan?)problem.Span)).OfType<SourceSpan>())
        {
            Assert.Same(file, span.Document);
            Assert.InRange(span.Start, 0, file.Text.Length);
            Assert.InRange(span.Start + span.Length, span.Start, file.Text.Length);
        }

        var report = ScriptLinter.Lint(file);
        Assert.All(report.Findings, found => Assert.InRange(found.Finding.Span.Start + found.Finding.Span.Length, 0, file.Text.Length));
    }
}
