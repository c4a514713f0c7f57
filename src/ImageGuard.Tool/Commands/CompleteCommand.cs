using System.CommandLine;

namespace ImageGuard.Tool.Commands;

/// <summary><c>imageguard complete</c>, which the scripts of <see cref="CompletionCommand"/> call: says what may stand at a position of a line.</summary>
internal static class CompleteCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Command root)
    {
        var position = new Argument<int>("position");
        var line = new Argument<string>("line");
        var command = new Command("complete", "List what can stand at a position of a command line.") { position, line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            // A shell gives the line up to the cursor, without the blank that ends a word.
            var (text, end) = (parsed.GetRequiredValue(line), parsed.GetRequiredValue(position));
            foreach (var completion in root.Parse(text.PadRight(end)[..end]).GetCompletions(end))
            {
                Console.Out.WriteLine(completion.InsertText ?? completion.Label);
            }
        });
        return command;
    }
}
