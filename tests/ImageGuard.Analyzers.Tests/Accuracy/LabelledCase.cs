using System.Text.RegularExpressions;

namespace ImageGuard.Analyzers.Tests.Accuracy;

/// <summary>A piece of code with a reviewer's verdict on it, written before the analyzer saw it.</summary>
/// <param name="Rule">The rule that the verdict is about.</param>
/// <param name="IsWrong">Whether the rule must be reported, else it must not.</param>
/// <param name="Title">What the code shows.</param>
/// <param name="MayAlsoBreak">Other rules that the code breaks on its way.</param>
/// <param name="Code">Statements, members or a whole file.</param>
internal sealed partial record LabelledCase(string Rule, bool IsWrong, string Title, string[] MayAlsoBreak, string Code)
{
    private const string Folder = "tests/ImageGuard.Analyzers.Tests/Accuracy";

    /// <summary>
    /// Every case of every <c>IMGnnn.cases</c> file. A case is a line <c>## label: title</c> and the code below it; its label is <c>wrong</c>,
    /// <c>look-alike</c> or <c>safe</c>, and <c>(also IMGnnn)</c> behind the title names what else the code breaks.
    /// </summary>
    public static IEnumerable<LabelledCase> All =>
        from rule in Repository.NamesIn(Folder, "*.cases")
        from text in Heading().Split(Repository.Read($"{Folder}/{rule}.cases")).Skip(1).Chunk(4)
        select new LabelledCase(rule, text[0] == "wrong", text[1], text[2].Split(' '), text[3].Trim());

    /// <summary>Whether the code stands in a project that has the guard: one that speaks of it.</summary>
    public bool HasGuard => Code.Contains(nameof(ImageGuard), StringComparison.Ordinal);

    /// <summary>The code as a file that compiles: what a line of it does not say, its surroundings give.</summary>
    public string Source => Code switch
    {
        _ when Code.StartsWith("namespace ", StringComparison.Ordinal) => Code,
        _ when Modifier().IsMatch(Code) => InClass(Code),
        _ => InClass($$"""
            public async Task RunAsync(string image, string other, string id, bool force, Stream stream, IList<string> names, string[] tags, IProgress<JSONMessage> progress, CancellationToken ct)
            {
                {{Code}}
            }
            """),
    };

    private static string InClass(string members) => $$"""
        namespace Sample;

        public class Worker
        {
            private readonly IDockerClient client;
            private readonly HttpClient dockerHttp;
            private readonly HttpClient http;

            public Worker(IDockerClient client, HttpClient dockerHttp, HttpClient http)
            {
                this.client = client;
                this.dockerHttp = dockerHttp;
                this.http = http;
            }

            private static void Log(object value) { }

            {{members}}
        }
        """;

    [GeneratedRegex(@"^## (wrong|look-alike|safe): (.+?)(?: \(also (.+)\)|())\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("^(public|private|internal) ")]
    private static partial Regex Modifier();
}
