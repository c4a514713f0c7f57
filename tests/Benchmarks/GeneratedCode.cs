using System.Text;

namespace ImageGuard.Benchmarks;

/// <summary>Writes C# of a given number of invocations, in the proportions of ordinary code.</summary>
internal static class GeneratedCode
{
    private const int InvocationsPerBlock = 10;

    private const string Ordinary = """
                var text{0} = names.Where(name => name.Length > {0}).Select(name => name.Trim()).FirstOrDefault() ?? "none";
                total += text{0}.IndexOf('x', StringComparison.Ordinal) + Math.Max(total, {0});
                await Task.Delay(0).ConfigureAwait(false);
                Console.WriteLine(string.Join(',', names));

        """;

    /// <summary>What a method does that brings an image, saves another and removes a third.</summary>
    private const string WithImages = """
                await client.Images.CreateImageAsync(new ImagesCreateParameters {{ FromImage = "shop/web", Tag = "{0}" }}, null, progress);
                var saving{0} = client.Images.SaveImageAsync($"shop/web:{{names[{0} % names.Count]}}");
                var archive{0} = await saving{0}.ConfigureAwait(false);
                await archive{0}.CopyToAsync(Stream.Null);
                await archive{0}.DisposeAsync();
                await client.Images.DeleteImageAsync(names[{0} % names.Count], new ImageDeleteParameters());
                Console.WriteLine(string.Join(',', names.Order()));
                total += Math.Max(total, {0});

        """;

    /// <summary>What a method does that runs programs, directly and by a helper; in one of ten such blocks it is a container client.</summary>
    private const string WithProcesses = """
                using var process{0} = Process.Start(new ProcessStartInfo("git", $"log -{0} {{names[{0} % names.Count]}}") {{ RedirectStandardOutput = true }})!;
                Console.WriteLine(await process{0}.StandardOutput.ReadToEndAsync());
                await process{0}.WaitForExitAsync();
                total += await Tools.RunAsync("dotnet", $"build {{names[{0} % names.Count]}}");
                Console.WriteLine(string.Join(',', names.Order()));
                total += Math.Max(total, {0});

        """;

    private const string WithClient = """
                total += await Tools.RunAsync("docker", $"build -t shop/web:{0} {{names[{0} % names.Count]}}");
                total += await Tools.RunAsync("docker", $"image rm shop/web:{{names[{0} % names.Count]}}");
                await Task.WhenAll(Tools.RunAsync("docker", "image prune"), Tools.RunAsync("docker", "pull alpine:{0}"));
                Console.WriteLine(string.Join(',', names.Order()));
                total += Math.Max(total, {0}) + Math.Min(total, {0});

        """;

    private const string Helper = """
        using System.Diagnostics;

        internal static class Tools
        {
            public static async Task<int> RunAsync(string program, string arguments)
            {
                using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
                await process.WaitForExitAsync();
                return process.ExitCode;
            }
        }

        """;

    /// <summary>A project of which one file in ten handles images, two in ten start programs, and the others do neither.</summary>
    public static IEnumerable<string> MixedProject(int files, int invocations) => Enumerable.Range(0, files - 1)
        .Select(index => (index % 10) switch
        {
            0 => ImageClass($"Class{index}", invocations),
            1 or 2 => Class("using System.Diagnostics;\n\n", $"class Class{index}(List<string> names)", invocations, blocksPerMethod: 2, [Ordinary, index % 100 == 1 ? WithClient : WithProcesses]),
            _ => OrdinaryClass($"Class{index}", invocations),
        })
        .Append(Helper);

    /// <summary>A class of methods of twenty invocations each, none of them Docker's.</summary>
    public static string OrdinaryClass(string name, int invocations) =>
        Class("", $"class {name}(List<string> names)", invocations, blocksPerMethod: 2, [Ordinary]);

    /// <summary>The same, but one method in two handles images.</summary>
    public static string ImageClass(string name, int invocations) => ImageClass(name, invocations, blocksPerMethod: 2);

    /// <summary>All invocations in a single method, as a tool would generate it.</summary>
    public static string ImageMethod(string name, int invocations) => ImageClass(name, invocations, blocksPerMethod: invocations);

    private static string ImageClass(string name, int invocations, int blocksPerMethod) => Class(
        "using Docker.DotNet;\nusing Docker.DotNet.Models;\n\n",
        $"class {name}(IDockerClient client, IProgress<JSONMessage> progress, List<string> names)",
        invocations,
        blocksPerMethod,
        [Ordinary, WithImages]);

    private static string Class(string usings, string declaration, int invocations, int blocksPerMethod, string[] statements)
    {
        var code = new StringBuilder(usings).Append("internal sealed ").Append(declaration).Append("\n{\n");

        foreach (var blocks in Enumerable.Range(0, invocations / InvocationsPerBlock).Chunk(blocksPerMethod))
        {
            code.AppendFormat(null, "    public async Task<int> Method{0}Async()\n    {{\n        var total = 0;\n", blocks[0]);
            foreach (var block in blocks)
            {
                code.AppendFormat(null, statements[block / 2 % statements.Length], block);
            }

            code.Append("        return total;\n    }\n\n");
        }

        return code.Append("}\n").ToString();
    }
}
