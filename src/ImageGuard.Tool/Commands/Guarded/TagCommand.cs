using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard tag</c>, for <c>docker image tag</c>.</summary>
internal static class TagCommand
{
    private static readonly Argument<string> Source = new("source") { Description = "Name or ID." };
    private static readonly Argument<string> Target = new("target") { Description = "The further name; without a tag it is latest." };

    /// <summary>The command.</summary>
    public static Command Create() => GuardCommand.Create(
        "tag",
        "Give an image a further name.",
        [Source, Target],
        context => context.Guard.TagAsync(
            context.Parsed.GetRequiredValue(Source), context.Parsed.GetRequiredValue(Target), context.CancellationToken));
}
