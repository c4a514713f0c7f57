using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ImageGuard.Scripts;
using ImageGuard.Scripts.Shell;

namespace ShellReading;

/// <summary>What Bash accepts must be read without a problem, and the words of simple commands must be those that shfmt sees.</summary>
internal static class Comparison
{
    private const int ShownDifferences = 60;

    public static void Run(IEnumerable<ScriptFile> scripts)
    {
        int files = 0, accepted = 0, readWhole = 0, compared = 0, common = 0, all = 0;
        foreach (var script in scripts)
        {
            files++;
            if (Ask("bash", ["-n", "--", script.Path], input: null) is null)
            {
                continue;
            }

            accepted++;
            var read = ShellParser.Parse([CommandPart.Known(script.Text, new(script, 0, script.Text.Length))], new(script, 0, 0));
            if (read.Problem is { } problem)
            {
                Console.WriteLine($"not read: {script.Path}:{LineOf(script, problem.Span.Start)}: {problem.Reason}");
            }
            else
            {
                readWhole++;
            }

            if (Ask("shfmt", ["--to-json", "-ln", "bash"], script.Text) is not { } tree)
            {
                continue;
            }

            compared++;
            var theirs = WordsIn(tree, script.Text);
            var ours = ShellDescent.Commands(read.Body)
                .Where(command => command.Words.Count > 0 && command.Words[0].Text is not ("local" or "export" or "readonly" or "declare" or "typeset" or "let" or "nameref"))
                .SelectMany(command => command.Words)
                .Where(word => word.Span is not null)
                .Select(word => (word.Span!.Value.Start, word.Span.Value.Start + word.Span.Value.Length))
                .ToHashSet();
            var both = ours.Intersect(theirs).Count();
            common += both;
            all += ours.Union(theirs).Count();
            Show("only here", script, ours.Except(theirs));
            Show("only shfmt", script, theirs.Except(ours));
        }

        Console.WriteLine($"{files} files, {accepted} that bash -n accepts, {readWhole} of them read whole");
        Console.WriteLine($"{compared} compared with shfmt: {common} of {all} words are the same ({100.0 * common / Math.Max(all, 1):F3} %)");
    }

    private static int _shown;

    private static void Show(string kind, ScriptFile script, IEnumerable<(int Start, int End)> words)
    {
        foreach (var (start, end) in words.Order())
        {
            if (_shown++ < ShownDifferences)
            {
                Console.WriteLine($"{kind}: {script.Path}:{LineOf(script, start)}: {script.Text[start..Math.Min(end, start + 60)].ReplaceLineEndings("⏎")}");
            }
        }
    }

    private static int LineOf(ScriptFile script, int offset) => script.Text.AsSpan(0, offset).Count('\n') + 1;

    private static HashSet<(int Start, int End)> WordsIn(string tree, string text)
    {
        var offsets = CharacterOffsets(text);
        var words = new HashSet<(int, int)>();
        using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 4096 });
        Collect(document.RootElement, offsets, words);
        return words;
    }

    private static void Collect(JsonElement element, int[] offsets, HashSet<(int, int)> words)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, offsets, words);
                }

                break;
            case JsonValueKind.Object:
                if (element.TryGetProperty("Type", out var type) && type.GetString() == "CallExpr" && element.TryGetProperty("Args", out var arguments))
                {
                    foreach (var word in arguments.EnumerateArray())
                    {
                        words.Add((offsets[Offset(word, "Pos")], offsets[Offset(word, "End")]));
                    }
                }

                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, offsets, words);
                }

                break;
        }
    }

    private static int Offset(JsonElement word, string property) =>
        word.GetProperty(property).TryGetProperty("Offset", out var offset) ? offset.GetInt32() : 0;

    /// <summary>shfmt counts bytes.</summary>
    private static int[] CharacterOffsets(string text)
    {
        var offsets = new int[Encoding.UTF8.GetByteCount(text) + 1];
        var at = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var length = char.IsSurrogatePair(text, i) ? 4 : char.IsLowSurrogate(text[i]) ? 0 : Encoding.UTF8.GetByteCount(text, i, 1);
            Array.Fill(offsets, i, at, length);
            at += length;
        }

        offsets[^1] = text.Length;
        return offsets;
    }

    private static string? Ask(string program, string[] arguments, string? input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var writing = Task.Run(() =>
        {
            try
            {
                process.StandardInput.Write(input ?? "");
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It has seen enough.
            }
        });
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        writing.Wait();
        return process.ExitCode == 0 ? output : null;
    }
}
