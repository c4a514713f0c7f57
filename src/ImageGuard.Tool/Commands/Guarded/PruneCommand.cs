using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard prune</c>, for <c>docker image prune</c>.</summary>
internal static class PruneCommand
{
    private static readonly Option<bool> All = new("--all", "-a") { Description = "Remove all images that no container uses, not just those without a name." };
    private static readonly Option<bool> Force = new("--force", "-f") { Description = "Do not ask first. Nothing is removed by force." };
    private static readonly Option<TimeSpan?> OlderThan = new("--filter")
    {
        Description = "Remove only what is older: until=24h, or 30m or 45s.",
        HelpName = "until=age",
        CustomParser = ReadAge,
    };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "prune", "Remove images without a name that no container uses, while nothing else works on images.", [All, Force, OlderThan], RunAsync);

    private static async Task RunAsync(GuardContext context)
    {
        var options = new PruneOptions { OnlyUnnamed = !context.Parsed.GetValue(All), OlderThan = context.Parsed.GetValue(OlderThan) };
        if (!context.Parsed.GetValue(Force) && !Agrees(options))
        {
            return;
        }

        var result = await context.Guard.PruneAsync(options, context.CancellationToken);
        RemoveCommand.Print("Untagged", result.Untagged);
        RemoveCommand.Print("Deleted", result.Deleted);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Total reclaimed space: {Sizes.Of((long)result.SpaceReclaimed)}"));
    }

    private static bool Agrees(PruneOptions options)
    {
        Console.Error.Write(options.OnlyUnnamed
            ? "All images without a name that no container uses will be removed. Go on? [y/N] "
            : "All images that no container uses will be removed. Go on? [y/N] ");
        return Console.In.ReadLine() is "y" or "Y" or "yes";
    }

    private static TimeSpan? ReadAge(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.StartsWith("until=", StringComparison.Ordinal)
            && double.TryParse(text.AsSpan("until=".Length, Math.Max(0, text.Length - "until=".Length - 1)), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            && count >= 0)
        {
            switch (text[^1])
            {
                case 'h':
                    return TimeSpan.FromHours(count);
                case 'm':
                    return TimeSpan.FromMinutes(count);
                case 's':
                    return TimeSpan.FromSeconds(count);
            }
        }

        result.AddError($"'{text}' is no age. Write until=24h, until=30m or until=45s.");
        return null;
    }
}
