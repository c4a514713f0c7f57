using System.CommandLine;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard rm</c>, for <c>docker image rm</c>.</summary>
internal static class RemoveCommand
{
    private static readonly Argument<string[]> Images = new("image") { Description = "Names or IDs.", Arity = ArgumentArity.OneOrMore };

    /// <summary>Known only to be refused with a reason.</summary>
    private static readonly Option<bool> Force = new("--force", "-f") { Hidden = true };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Force.Validators.Add(result =>
        {
            if (!result.Implicit)
            {
                result.AddError("A removal is never forced: it would ignore what stands against it. Free the image first; see imageguard explain IMG101.");
            }
        });
        var command = GuardCommand.Create("rm", "Remove images, never by force; an ID by its names, one by one.", [Images, Force], RunAsync);
        command.Aliases.Add("rmi");
        return command;
    }

    private static async Task RunAsync(GuardContext context)
    {
        foreach (var image in context.Parsed.GetRequiredValue(Images))
        {
            var result = await context.Guard.RemoveAsync(image, context.CancellationToken);
            Print("Untagged", result.Untagged);
            Print("Deleted", result.Deleted);
        }
    }

    /// <summary>Prints what is gone, in docker's words.</summary>
    public static void Print(string what, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Console.Out.WriteLine($"{what}: {name}");
        }
    }
}
