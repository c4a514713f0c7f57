using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.EntryPoints;
using ImageGuard.Analyzers.Libraries;
using ImageGuard.Analyzers.Outcomes;
using ImageGuard.Analyzers.Overlap;
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
    private readonly OperationSearch _search;
    private readonly FlowServices _flow;
    private readonly LoopChecks _loops;
    private readonly CancellationChecks _cancellation;
    private readonly GuardChecks _guard;
    private readonly EntryPointAnalysis _entryPoints;

    /// <param name="compilation">What to analyse.</param>
    /// <param name="index">Its members.</param>
    /// <param name="names">Their names that may lead to images.</param>
    /// <param name="files">Its additional files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public CompilationAnalysis(Compilation compilation, MemberIndex index, ImageNames names, IEnumerable<AdditionalText> files, CancellationToken cancellationToken)
    {
        _names = names;
        var libraries = LibraryTable.Of(compilation, files, cancellationToken);
        _cancellation = new CancellationChecks(_names);
        var models = new SourceModels(compilation);
        var sources = new ValueSources(models);
        var settings = new SettingsReader(sources);
        var progress = new ProgressReader(sources, new MessageHandlers(models, sources), new BuildStreams(models));
        var callers = new Callers(models);
        _loops = new LoopChecks(compilation, callers);
        var images = new ImageReader(sources, callers);
        var booleans = new BooleanReader(sources, callers);
        _docker = new DockerDotNetReader(images, settings, booleans, progress);
        var targets = new CallTargets(index, models);
        var members = new MemberValues(models, sources);
        var callees = new Callees(targets, models);
        _guard = new GuardChecks(compilation, new ClientOrigins(sources, members, callers, callees));
        var locks = new LockTargets(sources, members);
        var reader = new OperationReader(
            _docker,
            new LibraryReader(libraries, images, settings, booleans),
            new AnnotationReader(_names, images),
            new CommandCallReader(_names, images, sources, callees, models));
        _search = new OperationSearch(_names, reader, targets, models);
        _flow = new FlowServices(
            reader,
            images,
            sources,
            settings,
            members,
            models,
            targets,
            locks,
            new LockHelpers(models, locks),
            new WrapperLocks(callees, locks),
            new MethodSummaries(models, _search, request => new FlowWalker(_flow!, findings: null, request)));
        _names.FindWorkInFlight(member => models.BodiesOf(member.Node, cancellationToken).Any(body => _search.IsIn(body.Operation)));
        _entryPoints = new EntryPointAnalysis(_names, reader, new EntryPointReader(models), _flow.Summaries);
    }

    public void Analyze(SemanticModelAnalysisContext context)
    {
        var findings = new FindingCollector();
        var (tree, cancellationToken) = (context.SemanticModel.SyntaxTree, context.CancellationToken);
        foreach (var body in Bodies(_names.MembersWithOperations(tree, cancellationToken)))
        {
            findings.AddOperations(body.Operation, _flow.Reader, _docker, _loops, _cancellation, _guard);
        }

        foreach (var body in Bodies(_names.MembersWithWorkInFlight(tree, cancellationToken)).Where(body => _search.IsIn(body.Operation)))
        {
            var walker = new FlowWalker(_flow, findings, new SummaryRequest());
            walker.Walk(body.Method, body.Operation);
            walker.WalkUncalled(body.Operation);
        }

        findings.ReportTo(context.ReportDiagnostic);

        IEnumerable<CodeBody> Bodies(IEnumerable<SyntaxNode> members)
        {
            foreach (var body in members.SelectMany(member => CodeBodies.Of(member, context.SemanticModel, cancellationToken)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return body;
            }
        }
    }

    /// <summary>What only the whole program shows.</summary>
    public void AnalyzeProgram(CompilationAnalysisContext context) =>
        _entryPoints.Analyze(context.Compilation, context.ReportDiagnostic, context.CancellationToken);
}
