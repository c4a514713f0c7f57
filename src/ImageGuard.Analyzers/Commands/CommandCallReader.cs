using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImageGuard.Analyzers.Outcomes;
using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Requests;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Commands;

/// <summary>
/// Reads calls that start a container client into image operations. A method that starts what its caller says is read again for each of
/// its calls, with the arguments in place of its parameters; so the operation stands where the command is written.
/// </summary>
internal sealed class CommandCallReader
{
    /// <summary>A method with more starts than this is a program of its own and no wrapper.</summary>
    private const int MaxStarts = 8;

    private readonly ImageNames _names;
    private readonly ImageReader _images;
    private readonly ValueSources _sources;
    private readonly Callees _callees;
    private readonly ChangeReader _changes;
    private readonly SourceModels _models;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IInvocationOperation>> _startsLeftOpen = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a body waits for a process, by its words.</summary>
    private readonly ConcurrentDictionary<SyntaxNode, bool> _waits = new();

    public CommandCallReader(ImageNames names, ImageReader images, ValueSources sources, Callees callees, SourceModels models)
    {
        _names = names;
        _images = images;
        _sources = sources;
        _callees = callees;
        _models = models;
        _changes = new ChangeReader(sources, callees);
    }

    /// <summary>The cheap check: whether a call of this name can be one of ours.</summary>
    public bool IsCandidate(string methodName) => StartReader.IsCandidate(methodName)
        || RequestReader.IsCandidate(methodName)
        || _names.StartPrograms(methodName)
        || TellingNames.IsOne(methodName);

    /// <summary>Reads a call, or returns null where it starts nothing that works on images or removes containers.</summary>
    public OperationSite? Read(IInvocationOperation call)
    {
        if (MockFacts.OnlyDescribes(call))
        {
            return null;
        }

        var reading = Read(call, frame: null, new Inquiry(call, ImmutableList<IMethodSymbol>.Empty));
        if (reading.DoesNothing)
        {
            return null;
        }

        // A command that is put together from several arguments stands where the call does.
        var place = call.CalleeSyntax().ToSourceSpan();
        var operations = reading.Operations.Select(operation => operation with { Span = place });
        return new OperationSite(call, [.. RequestReader.MethodOf(call) is null ? operations : operations.Select(operation => Responses.WithOutcome(operation, call))], EndOf(call))
        {
            ContainerRemovals = [.. reading.ContainerRemovals.Select(removal => removal with { Span = place })],
        };
    }

    private CallReading Read(IInvocationOperation call, CallFrame? frame, Inquiry inquiry)
    {
        if (StartReader.MethodOf(call) is { } method)
        {
            return Read(NewReader().Read(call, method, frame), inquiry);
        }

        if (RequestReader.MethodOf(call) is { } request)
        {
            return new RequestReader(_images, _changes, NewTexts()).Read(call, request, frame, inquiry.Root);
        }

        if (_callees.TargetOf(call) is not { } target)
        {
            return TellingNames.IsOne(call.TargetMethod.Name) ? Read(NewReader().ReadTelling(call, frame), inquiry) : CallReading.Nothing;
        }

        var open = StartsLeftOpenBy(target, inquiry);
        return open.Count > 0 && _callees.Enter(call, frame) is { Frame: var inner }
            ? CallReading.All(open.Select(start => Read(start, inner, inquiry)))
            : CallReading.Nothing;
    }

    private StartReader NewReader() => new(_sources, _changes, _callees, NewTexts());

    private TextValueReader NewTexts() => new(_sources, _changes, _callees);

    private CallReading Read(IEnumerable<ProgramStart> alternatives, Inquiry inquiry)
    {
        var starts = alternatives.ToArray();
        return CallReading.Of(starts.Select(start => Read(start, inquiry.Root))) with { IsOpen = starts.Any(start => start.IsOpen) };
    }

    private CommandReading Read(ProgramStart start, IInvocationOperation root)
    {
        var place = root.CalleeSyntax().ToSourceSpan();
        var words = new CommandWords(_images, root.Syntax.SyntaxTree);
        var arguments = words.WordsOf(start.Arguments).ToArray();
        return start.Program is not { } program ? CommandReader.Read(arguments, place)
            : program is [{ Hole: { } named }]
            ? ClientNames.ClientOf(named, arguments) is { } client ? CommandReader.ReadArguments(client, arguments, place) : CommandReading.Nothing
            : CommandReader.Read(arguments.Prepend(words.WordOf([.. program.Where(part => part.Presence == Certainty.Certain)])).ToArray(), place);
    }

    /// <summary>The starts in a method whose command its callers decide: in itself it does nothing that could be told.</summary>
    private IReadOnlyList<IInvocationOperation> StartsLeftOpenBy(IMethodSymbol method, Inquiry inquiry)
    {
        if (_startsLeftOpen.TryGetValue(method, out var known))
        {
            return known;
        }

        if (inquiry.Via.Contains(method, SymbolEqualityComparer.Default))
        {
            inquiry.MetACycle = true;
            return [];
        }

        var open = new List<IInvocationOperation>();
        foreach (var call in _models.BodyOf(method)?.All().OfType<IInvocationOperation>().Where(call => IsCandidate(call.TargetMethod.Name)) ?? [])
        {
            var inner = new Inquiry(call, inquiry.Via.Add(method));
            if (Read(call, frame: null, inner) is { DoesNothing: true, IsOpen: true })
            {
                open.Add(call);
            }

            inquiry.MetACycle |= inner.MetACycle;
        }

        IReadOnlyList<IInvocationOperation> starts = open.Count > MaxStarts ? [] : open;
        return inquiry.MetACycle ? starts : _startsLeftOpen.GetOrAdd(method, starts);
    }

    private OperationEnd EndOf(IInvocationOperation call)
    {
        if (TaskFacts.IsAwaitable(call.Type) || ProcessApi.CliWrapTask.Is(call.Type))
        {
            return OperationEnd.WithTask;
        }

        var startsProcess = StartReader.MethodOf(call) is { } method ? method.ReturnsAtOnce : ProcessApi.Process.Is(call.Type);
        return !startsProcess ? OperationEnd.WithCall
            : IsDropped(call) ? OperationEnd.Never
            : IsWaitedFor(call) ? OperationEnd.WithProcess
            : OperationEnd.WithCall;
    }

    /// <summary>A started process that nobody keeps; one that is kept may be waited for out of sight.</summary>
    private static bool IsDropped(IInvocationOperation call) => call.TargetMethod.IsStatic
        && call.Parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };

    private bool IsWaitedFor(IInvocationOperation call) => _waits.GetOrAdd(call.Root().Syntax, static body => body.DescendantNodes().Any(node =>
        node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && ProcessApi.Waits.Contains(name)));

    /// <summary>What is read for the sake of one call.</summary>
    private sealed class Inquiry(IInvocationOperation root, ImmutableList<IMethodSymbol> via)
    {
        public IInvocationOperation Root => root;

        /// <summary>The methods whose starts are being looked for.</summary>
        public ImmutableList<IMethodSymbol> Via => via;

        /// <summary>Whether a method was left out because it is being read: it calls itself, if by detours.</summary>
        public bool MetACycle { get; set; }
    }
}
