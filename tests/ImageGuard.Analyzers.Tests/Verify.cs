using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace ImageGuard.Analyzers.Tests;

/// <summary>Runs the analyzer over source text in which the expected findings are marked: <c>{|IMG101:Force = true|}</c>.</summary>
internal static class Verify
{
    public static ReferenceAssemblies DockerDotNet { get; } =
        ReferenceAssemblies.Net.Net80.AddPackages([new PackageIdentity("Docker.DotNet", "3.125.15")]);

    public static ReferenceAssemblies DockerDotNetEnhanced { get; } =
        ReferenceAssemblies.Net.Net80.AddPackages([new PackageIdentity("Docker.DotNet.Enhanced", "4.3.3")]);

    public static ReferenceAssemblies Testcontainers { get; } = ReferenceAssemblies.Net.Net80.AddPackages([new PackageIdentity("Testcontainers", "4.16.0")]);

    /// <summary>What code that starts programs has: no client library, but libraries that start processes.</summary>
    public static ReferenceAssemblies Processes { get; } = ReferenceAssemblies.Net.Net80.AddPackages(
        [new PackageIdentity("CliWrap", "3.10.5"), new PackageIdentity("MedallionShell", "1.6.1")]);

    /// <summary>Checks statements of an async method without any client library, which starts programs.</summary>
    public static Task ProcessStatements(string statements) => ProcessMembers($$"""
        public async Task RunAsync(string image, string other, string id, bool force, string[] images, IList<string> names, CancellationToken ct)
        {
            {{statements}}
            await Task.Yield();
        }
        """);

    /// <summary>Checks members of a class without any client library, which starts programs.</summary>
    public static Task ProcessMembers(string members) => Files(Processes, InProcessClass(members));

    /// <summary>A class around members that start programs.</summary>
    public static string InProcessClass(string members) => $$"""
        {{ProcessUsings}}

        namespace Sample;

        public class Worker
        {
            {{members}}
        }
        """;

    /// <summary>Checks statements of an async method that sends requests to an engine.</summary>
    public static Task HttpStatements(string statements) => HttpMembers($$"""
        public async Task RunAsync(HttpClient docker, string image, string id, bool force, CancellationToken ct)
        {
            {{statements}}
        }
        """);

    /// <summary>Checks members of a class that sends requests to an engine.</summary>
    public static Task HttpMembers(string members) => Files(ReferenceAssemblies.Net.Net80, $$"""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Sample;

        public class DockerApi
        {
            {{members}}
        }
        """);

    public const string ProcessUsings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using CliWrap;
        using CliWrap.Buffered;
        """;

    /// <summary>Checks statements of an async method that has a client, an image's name and the usual other things at hand.</summary>
    public static Task Statements(string statements) => Members($$"""
        public async Task RunAsync(string image, string other, string id, bool force, Stream stream, IList<ImagesListResponse> images, CancellationToken ct)
        {
            {{statements}}
        }
        """);

    /// <summary>Checks members of a class that has a client.</summary>
    public static Task Members(string members) => File(InClass(members));

    /// <summary>Checks whole files.</summary>
    public static Task File(params string[] sources) => Files(DockerDotNet, sources);

    /// <summary>Checks whole files against a version of the library.</summary>
    public static Task Files(ReferenceAssemblies references, params string[] sources) => FilesWith(references, ownSources: null, sources);

    /// <summary>Checks whole files of a project that has an <c>imageguard.sources.txt</c>.</summary>
    public static async Task FilesWith(ReferenceAssemblies references, string? ownSources, params string[] sources)
    {
        var test = new CSharpAnalyzerTest<ImageOperationAnalyzer, DefaultVerifier> { ReferenceAssemblies = references };
        test.TestState.OutputKind = sources.Any(source => source.Contains("// top-level", StringComparison.Ordinal)) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;
        foreach (var source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        test.DisabledDiagnostics.AddRange(JudgedAlone.Where(rule => !sources.Any(source => source.Contains(rule, StringComparison.Ordinal))));
        if (ownSources is not null)
        {
            test.TestState.AdditionalFiles.Add(("imageguard.sources.txt", ownSources));
        }

        test.SolutionTransforms.Add(UseLanguage);
        await test.RunAsync();
    }

    /// <summary>
    /// Suggestions on what most code does, and nearly every test's code too: they are judged only where a test's source names them, in a mark or in
    /// a comment.
    /// </summary>
    private static string[] JudgedAlone { get; } = ["IMG302", "IMG303", "IMG402", "IMG501", "IMG502", "IMG503"];

    /// <summary>The one finding in members of a class that has a client.</summary>
    public static async Task<Diagnostic> SingleFinding(string members) =>
        Assert.Single(await FindingsIn(members));

    /// <summary>The findings in members of a class that has a client; the members must compile.</summary>
    public static async Task<ImmutableArray<Diagnostic>> FindingsIn(string members) =>
        await FindingsInFiles([InClass(members)], await DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None));

    /// <summary>The findings in files that must compile.</summary>
    public static Task<ImmutableArray<Diagnostic>> FindingsInFiles(string[] sources, ImmutableArray<MetadataReference> references)
    {
        Assert.Empty(Compile(sources, references).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Findings(sources, references);
    }

    /// <summary>All findings in files that need not compile.</summary>
    public static Task<ImmutableArray<Diagnostic>> Findings(IEnumerable<string> sources, ImmutableArray<MetadataReference> references) =>
        Compile(sources, references).WithAnalyzers([new ImageOperationAnalyzer()]).GetAnalyzerDiagnosticsAsync();

    private static CSharpCompilation Compile(IEnumerable<string> sources, ImmutableArray<MetadataReference> references)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12), $"{index}.cs"));
        return CSharpCompilation.Create("sample", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>A class around members, with the usings that such code has.</summary>
    public static string InClass(string members) => $$"""
        {{Usings}}

        namespace Sample;

        public class Worker
        {
            private readonly IDockerClient client;
            private readonly IList<string> names = new List<string>();

            public Worker(IDockerClient client) => this.client = client;

            private static void Log(object value) { }

            {{members}}
        }
        """;

    public const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using System.Threading.Tasks.Dataflow;
        using Docker.DotNet;
        using Docker.DotNet.Models;
        """;

    private static Solution UseLanguage(Solution solution, ProjectId project)
    {
        var options = (CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!;
        return solution
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp12))
            .WithProjectCompilationOptions(project, options.WithNullableContextOptions(NullableContextOptions.Disable));
    }
}
