using System.CommandLine;
using ImageGuard.Model;

namespace ImageGuard.Tool.Commands;

/// <summary><c>imageguard explain</c>.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> RuleId = new("rule") { Description = "The rule's ID: IMG101." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        RuleId.CompletionSources.Add([.. Rules.All.Select(rule => rule.Id)]);
        var command = new Command("explain", "Show the page of a rule: cause, what engines do, wrong and right code, the fix.") { RuleId };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(RuleId).ToUpperInvariant()));
        return command;
    }

    private static int Run(string id)
    {
        if (Rules.All.All(rule => rule.Id != id))
        {
            Console.Error.WriteLine($"imageguard: there is no rule '{id}'. Rules: {string.Join(", ", Rules.All.Select(rule => rule.Id))}.");
            return ExitCode.Usage;
        }

        var page = RulePages.TextOf(id);
        if (Console.IsOutputRedirected)
        {
            Console.Out.Write(page);
        }
        else
        {
            MarkdownPage.Show(page);
        }

        return ExitCode.Success;
    }
}
