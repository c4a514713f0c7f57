using System.Collections.Immutable;
using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.EntryPoints;

/// <summary>IMG206: finds entry points of which one creates images while another, or the same, removes them.</summary>
internal sealed class EntryPointAnalysis
{
    /// <summary>How many pairs of operations are compared: only a program in which all are kept apart comes near.</summary>
    private const int MaxPairs = 200_000;

    private readonly ImageNames _names;
    private readonly OperationReader _operations;
    private readonly EntryPointReader _reader;
    private readonly MethodSummaries _summaries;

    public EntryPointAnalysis(ImageNames names, OperationReader operations, EntryPointReader reader, MethodSummaries summaries)
    {
        _names = names;
        _operations = operations;
        _reader = reader;
        _summaries = summaries;
    }

    public void Analyze(Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        // All files have been read by now.
        if (!_operations.HasRemovals || !_operations.HasCreations)
        {
            return;
        }

        var mocked = new Dictionary<INamedTypeSymbol, bool>(SymbolEqualityComparer.Default);
        var runs = compilation.SyntaxTrees
            .SelectMany(tree => _names.MembersLeadingToImages.TryGetValue(tree, out var members) ? members : [])
            .SelectMany(_reader.In)
            .GroupBy(entry => entry.Function, SymbolEqualityComparer.Default)
            .Select(same => new Run(same.First(), FlightsOf(same.First())))
            .Where(run => !run.Flights.IsEmpty && !IsMocked(run.Entry))
            .ToArray();
        var creations = runs.SelectMany(run => run.Flights.Where(flight => OverlapTable.ModeOf(flight.Operation.Kind) == OverlapMode.Shared).Select(flight => (run.Entry, flight))).ToArray();
        var marked = new HashSet<SyntaxNode>();
        var pairs = 0;
        foreach (var (entry, flights) in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var removals = flights.Where(flight => OverlapTable.ModeOf(flight.Operation.Kind) == OverlapMode.Exclusive);
            var found = removals
                .SelectMany(removal => creations.Select(creation => (Removal: removal, Creation: creation.flight, Creator: creation.Entry)))
                .TakeWhile(_ => pairs++ < MaxPairs)
                .FirstOrDefault(pair => entry.MayRunBeside(pair.Creator) && Meet(pair.Removal, pair.Creation));
            if (found.Removal is not null && marked.Add(found.Removal.Site))
            {
                report(ToDiagnostic(found.Removal, entry, found.Creation, found.Creator));
            }
        }

        // A class of tests is read once for all of them.
        bool IsMocked(EntryPoint entry)
        {
            var type = entry.Function.ContainingType;
            if (entry.TestCollection is null)
            {
                return false;
            }

            if (!mocked.TryGetValue(type, out var answer))
            {
                mocked[type] = answer = MockFacts.AreMadeIn(type, compilation);
            }

            return answer;
        }
    }

    private ImmutableArray<Flight> FlightsOf(EntryPoint entry) =>
        _summaries.Of(entry.Function, new SummaryRequest()) is not { } summary ? ImmutableArray<Flight>.Empty
        : entry.RunsFirst ? summary.Started.Where(flight => !summary.Ended.Contains(flight)).ToImmutableArray()
        : summary.Started;

    /// <summary>Whether the two break a rule about creating, and no lock keeps two runs apart.</summary>
    private static bool Meet(Flight removal, Flight creation) =>
        (OverlapTable.RuleBrokenBy(removal.Operation, creation.Operation) is { } rule && (rule == Rules.CreationBesideRemoval || rule == Rules.BuildBesideRemoval))
        && !removal.Holds.Any(hold => creation.Holds.Any(other => hold.Again().Excludes(other)));

    private static Diagnostic ToDiagnostic(Flight removal, EntryPoint remover, Flight creation, EntryPoint creator) => Diagnostic.Create(
        Descriptors.Of(Rules.UnguardedEntryPoints),
        removal.Site.GetLocation(),
        [creation.Site.GetLocation()],
        removal.Operation.Text,
        remover.Name,
        creation.Operation.Text,
        creator.Name);

    /// <summary>An entry point and the operations of one run of it.</summary>
    private sealed record Run(EntryPoint Entry, ImmutableArray<Flight> Flights);
}
