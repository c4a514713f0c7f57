using System.Collections.Immutable;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageGuard.Analyzers;

/// <summary>
/// Reports unsafe image operations in C#. One analyzer serves all rules: the code is read into operations once, and the rules judge
/// what has been read.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImageOperationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.ReferencedAssemblyNames.All(assembly => assembly.Name != DockerDotNetApi.Assembly))
            {
                return;
            }

            var analysis = new CompilationAnalysis(start.Compilation, start.CancellationToken);
            start.RegisterSemanticModelAction(analysis.Analyze);
        });
    }
}
