using ImageGuard.Analyzers.EntryPoints;
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
    private readonly EntryPointAnalysis _entryPoints;

    private CompilationAnalysis(Compilation compilation, CancellationToken cancellationToken)
    {
        _names = ImageNames.Of(compilation, DockerDotNetApi.Names.Concat(AnnotationReader.Names), cancellationToken);
        var models = new SourceModels(compilation);
        var sources = new ValueSources(models);
        var settings = new SettingsReader(sources);
        var progress = new ProgressReader(sources, new MessageHandlers(models, sources), new BuildStreams(models));
        var images = new ImageReader(sources, new Callers(models));
        _docker = new DockerDotNetReader(images, settings, new BooleanReader(sources), progress);
        var members = new MemberValues(models, sources);
        var locks = new LockTargets(sources, members);
        _flow = new FlowServices(
            new OperationReader(_docker, new AnnotationReader(_names, images)),
            images,
            sources,
            settings,
            members,
            models,
            new CallTargets(compilation),
            locks,
            new LockHelpers(models, locks),
            new MethodSummaries(models, _names, request => new FlowWalker(_flow!, findings: null, request)));
        _entryPoints = new EntryPointAnalysis(_names, new EntryPointReader(models), _flow.Summaries);
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
                var walker = new FlowWalker(_flow, findings, new SummaryRequest());
                walker.Walk(body.Method, body.Operation);
                walker.WalkUncalled(body.Operation);
            }
        }

        findings.ReportTo(context.ReportDiagnostic);
    }

    /// <summary>What only the whole program shows.</summary>
    public void AnalyzeProgram(CompilationAnalysisContext context) =>
        _entryPoints.Analyze(context.Compilation, context.ReportDiagnostic, context.CancellationToken);
}
