using System.Collections.Immutable;
using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Libraries;
using ImageGuard.Analyzers.Outcomes;
using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Requests;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Surroundings;
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
    private readonly LoopChecks _loops;
    private readonly CancellationChecks _cancellation;

    /// <param name="compilation">What to analyse.</param>
    /// <param name="files">Its additional files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public CompilationAnalysis(Compilation compilation, IEnumerable<AdditionalText> files, CancellationToken cancellationToken)
    {
        var libraries = LibraryTable.Of(compilation, files, cancellationToken);
        _names = new ImageNames(
            compilation,
            [.. DockerDotNetApi.NamesFor(compilation), .. libraries.Names],
            [.. ProcessApi.NamesFor(compilation), .. HttpApi.NamesFor(compilation, cancellationToken)],
            cancellationToken);
        _loops = new LoopChecks(compilation);
        _cancellation = new CancellationChecks(_names);
        var models = new SourceModels(compilation);
        var sources = new ValueSources(models);
        var settings = new SettingsReader(sources);
        var progress = new ProgressReader(sources, new MessageHandlers(models, sources), new BuildStreams(models));
        var images = new ImageReader(sources, new Callers(models));
        var booleans = new BooleanReader(sources);
        _docker = new DockerDotNetReader(images, settings, booleans, progress);
        var reader = new OperationReader(
            _docker,
            new LibraryReader(libraries, images, settings, booleans),
            new CommandCallReader(_names, images, sources, new Callees(compilation, models), models));
        var summaries = new MethodSummaries(models, _names, (findings, callers) => new FlowWalker(_flow!, findings, callers));
        _flow = new FlowServices(reader, sources, settings, new SemaphoreCreations(models, sources), summaries);
    }

    public void Analyze(SemanticModelAnalysisContext context)
    {
        var findings = new FindingCollector();
        foreach (var member in _names.MembersLeadingToImages(context.SemanticModel.SyntaxTree, context.CancellationToken))
        {
            foreach (var body in CodeBodies.Of(member, context.SemanticModel, context.CancellationToken))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                findings.AddOperations(body.Operation, _flow.Reader, _docker, _loops, _cancellation);
                var walker = new FlowWalker(_flow, findings, ImmutableList<IMethodSymbol>.Empty);
                walker.Walk(body.Method, body.Operation);
                walker.WalkUncalled(body.Operation);
            }
        }

        findings.ReportTo(context.ReportDiagnostic);
    }
}
