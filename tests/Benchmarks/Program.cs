using ImageGuard.Benchmarks;

// What the analyzers cost in a build. Without arguments the generated projects are measured and docs/benchmarks.md is written;
// with the path of a project of your own, that one is.
return args switch
{
    [] => await Benchmarks.MeasureGeneratedCodeAsync(),
    [var project] when File.Exists(project) => await Benchmarks.MeasureProjectAsync(Path.GetFullPath(project)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Benchmarks [PROJECT.csproj]");
    return 2;
}
