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
    public static async Task Files(ReferenceAssemblies references, params string[] sources)
    {
        var test = new CSharpAnalyzerTest<ImageOperationAnalyzer, DefaultVerifier> { ReferenceAssemblies = references };
        test.TestState.OutputKind = sources.Any(source => source.Contains("// top-level", StringComparison.Ordinal)) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        test.CompilerDiagnostics = CompilerDiagnostics.Errors;
        foreach (var source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        test.SolutionTransforms.Add(UseLanguage);
        await test.RunAsync();
    }

    /// <summary>The one finding in members of a class that has a client.</summary>
    public static async Task<Diagnostic> SingleFinding(string members) =>
        Assert.Single(await Findings([InClass(members)], await DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None)));

    /// <summary>All findings in files that need not compile.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Findings(IEnumerable<string> sources, ImmutableArray<MetadataReference> references)
    {
        var trees = sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12), $"{index}.cs"));
        var compilation = CSharpCompilation.Create("sample", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return await compilation.WithAnalyzers([new ImageOperationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
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
