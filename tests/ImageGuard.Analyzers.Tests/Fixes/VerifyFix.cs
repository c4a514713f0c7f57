using System.Collections.Immutable;
using ImageGuard.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>
/// Runs a fix over source text with marked findings. The fixed text has no marks, so every test also shows that the result compiles and
/// has no finding left; and every test runs the fix one by one and as Fix All in the document, the project and the solution.
/// </summary>
internal static class VerifyFix<TFix>
    where TFix : VerifiedCodeFixProvider, new()
{
    /// <summary>Fixes statements of the same method as <see cref="Verify.Statements"/>.</summary>
    public static Task Statements(string statements, string expected, int iterations = 1) => Members(Method(statements), Method(expected), iterations);

    /// <summary>Statements for which nothing is offered.</summary>
    public static Task NothingFor(string statements) => NothingForMembers(Method(statements));

    /// <summary>Fixes members of a class that has a client.</summary>
    public static Task Members(string members, string expected, int iterations = 1) => Files([InClass(members)], [InClass(expected)], iterations: iterations);

    /// <summary>Members for which nothing is offered.</summary>
    public static Task NothingForMembers(string members) => Files([InClass(members)], [InClass(members)]);

    /// <summary>Fixes statements of the same method as <see cref="Verify.ProcessStatements"/>.</summary>
    public static Task ProcessStatements(string statements, string expected) => ProcessMembers(ProcessMethod(statements), ProcessMethod(expected));

    /// <summary>Fixes members of a class that starts programs.</summary>
    public static Task ProcessMembers(string members, string expected) =>
        Files([InProcessClass(members)], [InProcessClass(expected)], Verify.Processes);

    /// <summary>Members of a class that starts programs for which nothing is offered.</summary>
    public static Task NothingForProcessMembers(string members) => ProcessMembers(members, members);

    /// <summary>Fixes whole files.</summary>
    /// <param name="sources">The files with marked findings.</param>
    /// <param name="expected">The same files when nothing more can be fixed.</param>
    /// <param name="references">The library's package; Docker.DotNet unless said otherwise.</param>
    /// <param name="version">The language version.</param>
    /// <param name="nullable">Whether nullable annotations are on.</param>
    /// <param name="iterations">How often Fix All has to run: more than once where a fix brings the next finding to light.</param>
    /// <param name="furtherReferences">What the files reference beside the package.</param>
    public static Task Files(
        string[] sources,
        string[] expected,
        ReferenceAssemblies? references = null,
        LanguageVersion version = LanguageVersion.CSharp12,
        NullableContextOptions nullable = NullableContextOptions.Disable,
        int iterations = 1,
        IEnumerable<MetadataReference>? furtherReferences = null)
    {
        var test = new Test(version, nullable) { ReferenceAssemblies = references ?? Verify.DockerDotNet, CompilerDiagnostics = CompilerDiagnostics.Errors };
        foreach (var source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        foreach (var source in expected)
        {
            test.FixedState.Sources.Add(source);
        }

        test.TestState.AdditionalReferences.AddRange(furtherReferences ?? []);

        if (iterations > 1)
        {
            test.NumberOfIncrementalIterations = test.NumberOfFixAllIterations = test.NumberOfFixAllInDocumentIterations = test.NumberOfFixAllInProjectIterations = iterations;
        }

        if (sources.Any(source => source.Contains("// top-level", StringComparison.Ordinal)))
        {
            test.TestState.OutputKind = OutputKind.ConsoleApplication;
        }

        return test.RunAsync();
    }

    /// <summary>A file with a class around members, laid out as an editor would.</summary>
    public static string InClass(string members) => Verify.InClass(Indented(members).TrimStart());

    private static string InProcessClass(string members) => Verify.InProcessClass(Indented(members).TrimStart());

    private static string ProcessMethod(string statements) => $$"""
        public async Task RunAsync(string image, string id, bool force)
        {
        {{Indented(statements)}}
            await Task.Yield();
        }
        """;

    private static string Method(string statements) => $$"""
        public async Task RunAsync(string image, string other, string id, bool force, Stream stream, IList<ImagesListResponse> images, CancellationToken ct)
        {
        {{Indented(statements)}}
        }
        """;

    public static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));

    /// <summary>Reports the fix's own rules alone: what else is wrong with a source is of no concern here.</summary>
    private sealed class Test : CSharpCodeFixTest<ImageOperationAnalyzer, TFix, DefaultVerifier>
    {
        private static ImmutableArray<string> Fixable { get; } = new TFix().FixableDiagnosticIds;

        private readonly CSharpParseOptions _language;

        public Test(LanguageVersion version, NullableContextOptions nullable)
        {
            _language = new CSharpParseOptions(version, DocumentationMode.Diagnose);
            SolutionTransforms.Add((solution, project) => solution.WithProjectCompilationOptions(
                project,
                ((CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!).WithNullableContextOptions(nullable)));
        }

        protected override ParseOptions CreateParseOptions() => _language;

        protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
            diagnostic.Severity == DiagnosticSeverity.Error;

        protected override ImmutableArray<(Project project, Diagnostic diagnostic)> FilterDiagnostics(ImmutableArray<(Project project, Diagnostic diagnostic)> diagnostics) =>
            [.. base.FilterDiagnostics(diagnostics).Where(found => Fixable.Contains(found.diagnostic.Id) || found.diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
