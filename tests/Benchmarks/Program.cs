using ImageGuard.Benchmarks;

// What the analyzers cost in a build: "document 2" measures generated code, and projects of yours beside it, in two builds
// each, and writes docs/benchmarks.md; with projects alone, those are measured and nothing is written.
return args switch
{
    ["document", var runs, .. var projects] when int.TryParse(runs, out var number) && projects.All(File.Exists) =>
        await new Benchmarks(number).DocumentAsync([.. projects.Select(Path.GetFullPath)]),
    [_, ..] when args.All(File.Exists) => await new Benchmarks(runs: 5).MeasureAsync([.. args.Select(Path.GetFullPath)]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks [document RUNS] PROJECT.csproj…");
    return 2;
}
