using System.Collections.Immutable;
using ImageGuard.Analyzers.Libraries;
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
            var files = start.Options.AdditionalFiles;
            if (WordSearch.Engine.IsIn(start.Compilation, start.CancellationToken) || files.Any(LibraryTable.IsSources))
            {
                var analysis = new LateAnalysis(start.Compilation, files, start.CancellationToken);
                start.RegisterSemanticModelAction(analysis.Analyze);
                start.RegisterCompilationEndAction(analysis.AnalyzeProgram);
            }
        });
    }

    /// <summary>
    /// Looks at the meaning of the compilation with its first file, not at its start: asked then, it would bind all its references before the
    /// compiler needs them. Its text is looked at before, while no other thread waits for it.
    /// </summary>
    private sealed class LateAnalysis
    {
        private readonly Compilation _compilation;
        private readonly ImmutableArray<AdditionalText> _files;
        private readonly MemberIndex _index;
        private readonly ImageNames _names;
        private CompilationAnalysis? _analysis;
        private bool _isMade;
        private object? _making;

        public LateAnalysis(Compilation compilation, ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
        {
            _compilation = compilation;
            _files = files;
            _index = new MemberIndex(compilation, cancellationToken);
            _names = new ImageNames(compilation, _index, files, cancellationToken);
        }

        public void Analyze(SemanticModelAnalysisContext context) => Make(context.CancellationToken).Analyze(context);

        public void AnalyzeProgram(CompilationAnalysisContext context) => Make(context.CancellationToken).AnalyzeProgram(context);

        private CompilationAnalysis Make(CancellationToken cancellationToken) => LazyInitializer
            .EnsureInitialized(ref _analysis, ref _isMade, ref _making, () => new CompilationAnalysis(_compilation, _index, _names, _files, cancellationToken))!;
    }
}
