using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ImageGuard.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CodeReading;

/// <summary>What the analyzers say of a folder of C#, read as one compilation: projects that refer to each other are seen together.</summary>
internal static class Reading
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new ImageOperationAnalyzer(), new SourcesFileAnalyzer(), new ScriptAnalyzer()];

    /// <summary>Whatever could be referred to: the frameworks, and the packages of this project.</summary>
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("ImageGuard.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NETCOREAPP", "NET8_0_OR_GREATER"]);

    /// <summary>Prints the findings with their lines, and returns whether no analyzer has thrown.</summary>
    public static async Task<bool> PrintAsync(string folder)
    {
        var trees = Trees(folder);
        var faults = new ConcurrentBag<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (fault, _, diagnostic) => faults.Add($"{diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n{fault}"), concurrentAnalysis: true, logAnalyzerExecutionTime: true, reportSuppressedDiagnostics: true);
        var analysis = Compile(trees).WithAnalyzers(Analyzers, options);
        var clock = Stopwatch.StartNew();
        var findings = await analysis.GetAnalyzerDiagnosticsAsync();
        var all = clock.Elapsed;

        foreach (var finding in findings.OrderBy(finding => finding.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(finding => finding.Location.SourceSpan))
        {
            Print(finding, folder);
        }

        foreach (var fault in faults)
        {
            Console.WriteLine($"thrown: {fault}");
        }

        var own = TimeSpan.Zero;
        foreach (var analyzer in Analyzers)
        {
            own += (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;
        }

        var rules = findings.GroupBy(finding => finding.Id).OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} {rule.Count()}");
        Console.WriteLine($"{folder}: {trees.Length} files, {findings.Length} findings ({string.Join(", ", rules)}), {faults.Count} thrown; {own.TotalSeconds:F1} s of {all.TotalSeconds:F1} s");
        return faults.IsEmpty;
    }

    private static void Print(Diagnostic finding, string folder)
    {
        var place = finding.Location.GetLineSpan();
        var line = place.StartLinePosition.Line;
        Console.WriteLine($"{Path.GetRelativePath(folder, place.Path)}:{line + 1}: {finding.Id} {finding.GetMessage(CultureInfo.InvariantCulture)}");
        Console.WriteLine($"    {finding.Location.SourceTree?.GetText().Lines[line].ToString().Trim()}");
    }

    private static SyntaxTree[] Trees(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .AsParallel().AsOrdered()
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Language, path)),
    ];

    /// <summary>Rules that are off by default are judged too.</summary>
    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "read",
        [ImplicitUsings, .. trees],
        References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions(Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, _ => ReportDiagnostic.Warn)));

    private static SyntaxTree ImplicitUsings { get; } = CSharpSyntaxTree.ParseText("""
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """, Language);
}
