using System.Collections.Immutable;
using ImageGuard.Analyzers.Outcomes;
using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageGuard.Analyzers;

/// <summary>The analysis of one compilation: holds what its files share, as long as the compilation lives.</summary>
internal sealed class CompilationAnalysis
{
    private readonly ImageNames _names;
    private readonly DockerDotNetReader _docker;
    private readonly FlowServices _flow;

    private CompilationAnalysis(Compilation compilation, CancellationToken cancellationToken)
    {
        _names = ImageNames.Of(compilation, DockerDotNetApi.Names, cancellationToken);
        var models = new SourceModels(compilation);
        var sources = new ValueSources(models);
        var settings = new SettingsReader(sources);
        var progress = new ProgressReader(sources, new MessageHandlers(models, sources), new BuildStreams(models));
        _docker = new DockerDotNetReader(new ImageReader(sources, new Callers(models)), settings, new BooleanReader(sources), progress);
        var summaries = new MethodSummaries(models, _names, (findings, callers) => new FlowWalker(_flow!, findings, callers));
        _flow = new FlowServices(new OperationReader(_docker), sources, settings, new SemaphoreCreations(models, sources), summaries);
    }

    /// <summary>The analysis, or null where the library is not referenced.</summary>
    public static CompilationAnalysis? Of(Compilation compilation, CancellationToken cancellationToken) =>
        compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == DockerDotNetApi.Assembly)
            ? new CompilationAnalysis(compilation, cancellationToken)
            : null;

    public void Analyze(SemanticModelAnalysisContext context)
    {
        var findings = new FindingCollector();
        foreach (var member in _names.MembersLeadingToImages(context.SemanticModel.SyntaxTree, context.CancellationToken))
        {
            foreach (var body in CodeBodies.Of(member, context.SemanticModel, context.CancellationToken))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                findings.AddOperations(body.Operation, _flow.Reader, _docker);
                var walker = new FlowWalker(_flow, findings, ImmutableList<IMethodSymbol>.Empty);
                walker.Walk(body.Method, body.Operation);
                walker.WalkUncalled(body.Operation);
            }
        }

        findings.ReportTo(context.ReportDiagnostic);
    }
}
