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
    private readonly SourceModels _models;

    // Found with the first file that may need it: the others can be read meanwhile.
    private IReadOnlyDictionary<SyntaxTree, SyntaxNode[]>? _inFlight;
    private bool _isInFlightFound;
    private object? _findingInFlight;

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
        var models = _models = new SourceModels(compilation);
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
        _entryPoints = new EntryPointAnalysis(_names, reader, new EntryPointReader(models), _flow.Summaries);
    }

    public void Analyze(SemanticModelAnalysisContext context)
    {
        var findings = new FindingCollector();
        var (tree, model, cancellationToken) = (context.SemanticModel.SyntaxTree, context.SemanticModel, context.CancellationToken);
        foreach (var body in BodiesOf(_names.MembersWithOperations))
        {
            findings.AddOperations(body.Operation, _flow.Reader, _docker, _loops, _cancellation, _guard);
        }

        foreach (var body in _names.MembersLeadingToImages.ContainsKey(tree) ? BodiesOf(WorkInFlight(cancellationToken)) : [])
        {
            if (_search.IsIn(body.Operation))
            {
                var walker = new FlowWalker(_flow, findings, new SummaryRequest());
                walker.Walk(body.MethodIn(model, cancellationToken), body.Operation);
                walker.WalkUncalled(body.Operation);
            }
        }

        findings.ReportTo(context.ReportDiagnostic);

        IEnumerable<CodeBody> BodiesOf(IReadOnlyDictionary<SyntaxTree, SyntaxNode[]> members)
        {
            foreach (var member in members.TryGetValue(tree, out var found) ? found : [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var body in CodeBodies.Of(member, model, cancellationToken))
                {
                    yield return body;
                }
            }
        }
    }

    /// <summary>What only the whole program shows.</summary>
    public void AnalyzeProgram(CompilationAnalysisContext context) =>
        _entryPoints.Analyze(context.Compilation, context.ReportDiagnostic, context.CancellationToken);

    private IReadOnlyDictionary<SyntaxTree, SyntaxNode[]> WorkInFlight(CancellationToken cancellationToken) => LazyInitializer.EnsureInitialized(
        ref _inFlight,
        ref _isInFlightFound,
        ref _findingInFlight,
        () => _names.FindWorkInFlight(member => _models.BodiesOf(member.Node, cancellationToken).Any(body => _search.IsIn(body.Operation))))!;
}
