using System.CommandLine;
using System.Globalization;
using ImageGuard.Tool.Guarding;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary><c>imageguard ls</c>, for <c>docker image ls</c>.</summary>
internal static class ListCommand
{
    private const int ShortId = 12;

    private static readonly Option<bool> All = new("--all", "-a") { Description = "List intermediate images of builds too." };
    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "List IDs only." };
    private static readonly Option<bool> NoTruncation = new("--no-trunc") { Description = "Write IDs in full." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = GuardCommand.Create("ls", "List the images, by name.", [All, Quiet, NoTruncation], RunAsync);
        command.Aliases.Add("images");
        return command;
    }

    private static async Task RunAsync(GuardContext context)
    {
        var images = await context.Guard.ListAsync(context.Parsed.GetValue(All), context.CancellationToken);
        if (context.Parsed.GetValue(Quiet))
        {
            foreach (var id in images.Select(image => IdOf(image, context.Parsed)).Distinct())
            {
                Console.Out.WriteLine(id);
            }

            return;
        }

        Print(images
            .SelectMany(image => image.Names.DefaultIfEmpty("<none>"), (image, name) => (string[])
            [
                name,
                IdOf(image, context.Parsed),
                image.Created.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Sizes.Of(image.Size),
            ])
            .OrderBy(row => row[0], StringComparer.Ordinal));
    }

    private static string IdOf(ImageSummary image, ParseResult parsed) =>
        parsed.GetValue(NoTruncation) ? image.Id : image.Id[(image.Id.IndexOf(':', StringComparison.Ordinal) + 1)..][..ShortId];

    private static void Print(IEnumerable<string[]> rows)
    {
        string[][] table = [["IMAGE", "ID", "CREATED", "SIZE"], .. rows];
        var widths = Enumerable.Range(0, table[0].Length).Select(column => table.Max(row => row[column].Length)).ToArray();
        foreach (var row in table)
        {
            Console.Out.WriteLine(string.Join("   ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
