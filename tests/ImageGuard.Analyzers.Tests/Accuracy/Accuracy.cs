using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageGuard.Analyzers.Tests.Accuracy;

/// <summary>What the analyzer says of the labelled cases.</summary>
internal static class Accuracy
{
    /// <summary>What every case has at hand; a library that is no package to fetch stands here with what the cases call.</summary>
    private const string Surroundings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using CliWrap;
        global using CliWrap.Buffered;
        global using Docker.DotNet;
        global using Docker.DotNet.Models;

        namespace SimpleExec
        {
            public static class Command
            {
                public static void Run(string name, string args = "", string workingDirectory = "") => throw new NotSupportedException();

                public static Task RunAsync(string name, string args = "", string workingDirectory = "", CancellationToken cancellationToken = default) =>
                    throw new NotSupportedException();
            }
        }
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp12);

    private static readonly SyntaxTree SurroundingsTree = CSharpSyntaxTree.ParseText(Surroundings, Language, "Surroundings.cs");

    private static readonly SyntaxTree GuardTree = CSharpSyntaxTree.ParseText("global using ImageGuard;", Language, "Guard.cs");

    // All rules are judged, also those that are off by default.
    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        .WithSpecificDiagnosticOptions(Rules.All.ToDictionary(rule => rule.Id, _ => ReportDiagnostic.Warn));

    /// <summary>Each case with what was reported on it; computed once, for all tests.</summary>
    public static Lazy<Task<IReadOnlyList<JudgedCase>>> Cases { get; } = new(JudgeAsync);

    private static async Task<IReadOnlyList<JudgedCase>> JudgeAsync()
    {
        var references = await Verify.Processes.AddPackages(Verify.DockerDotNet.Packages).ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        var judged = LabelledCase.All.AsParallel().AsOrdered().Select(labelled => Judge(labelled, references));
        return await Task.WhenAll(judged);
    }

    private static async Task<JudgedCase> Judge(LabelledCase labelled, ImmutableArray<MetadataReference> references)
    {
        var tree = CSharpSyntaxTree.ParseText(labelled.Source, Language, "Case.cs");
        var compilation = CSharpCompilation.Create("Cases", [SurroundingsTree, tree], references, Options);
        if (labelled.HasGuard)
        {
            compilation = compilation.AddSyntaxTrees(GuardTree).AddReferences(Guarded.References);
        }

        var reported = await compilation.WithAnalyzers([new ImageOperationAnalyzer()]).GetAllDiagnosticsAsync();
        return new JudgedCase(labelled, reported);
    }
}
