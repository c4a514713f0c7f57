using System.Collections.Immutable;
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
            if (EngineWords.AreIn(start.Compilation, start.CancellationToken))
            {
                start.RegisterSemanticModelAction(new LateAnalysis(start.Compilation).Analyze);
            }
        });
    }

    /// <summary>
    /// Looks at the compilation with its first file, not at its start: asked then, it would bind all its references before the compiler
    /// needs them.
    /// </summary>
    private sealed class LateAnalysis
    {
        private readonly Compilation _compilation;
        private CompilationAnalysis? _analysis;
        private bool _isMade;
        private object? _making;

        public LateAnalysis(Compilation compilation) => _compilation = compilation;

        public void Analyze(SemanticModelAnalysisContext context) => LazyInitializer
            .EnsureInitialized(ref _analysis, ref _isMade, ref _making, () => CompilationAnalysis.Of(_compilation, context.CancellationToken))
            ?.Analyze(context);
    }
}
