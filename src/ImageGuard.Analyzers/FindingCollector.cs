using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Surroundings;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers;

/// <summary>Collects a file's findings, each once: a walk may come by the same place on several ways.</summary>
internal sealed class FindingCollector : IFlowFindings
{
    private readonly Dictionary<(Rule Rule, SyntaxNode Marked), Overlapping> _overlaps = [];
    private readonly Dictionary<SyntaxNode, Finding> _notAwaited = [];
    private readonly HashSet<Finding> _findings = new(SamePlace.Instance);

    /// <summary>Judges every operation in a body by itself and by what stands around it.</summary>
    public void AddOperations(IOperation body, OperationReader reader, DockerDotNetReader settings, LoopChecks loops, CancellationChecks cancellation, GuardChecks guard)
    {
        var removed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in body.All())
        {
            switch (operation.Kind)
            {
                case OperationKind.Invocation when reader.Read((IInvocationOperation)operation) is { } site:
                    removed.UnionWith(site.Operations.Where(removal => removal.Kind == ImageOperationKind.Remove).SelectMany(removal => removal.Images).Select(image => image.Text).OfType<string>());
                    _findings.UnionWith(site.Operations.SelectMany(OperationChecks.FindingsIn).Where(finding => !IsOfRemoved(finding, removed)));
                    _findings.UnionWith(site.ContainerRemovals.SelectMany(OperationChecks.FindingsIn));
                    _findings.UnionWith(loops.FindingsIn(site));
                    _findings.UnionWith(cancellation.FindingsIn(site));
                    _findings.UnionWith(guard.FindingsIn(site));
                    break;
                case OperationKind.SimpleAssignment when settings.Read((ISimpleAssignmentOperation)operation) is { } removal:
                    _findings.UnionWith(OperationChecks.FindingsIn(removal));
                    break;
            }
        }
    }

    /// <summary>A name is not taken over from an image that has been removed by it before.</summary>
    private static bool IsOfRemoved(Finding finding, HashSet<string> removed) =>
        finding.Rule == Rules.TakenOverTag && finding.Arguments is [_, string name] && removed.Contains(name);

    /// <summary>Of several ends the first in the file is shown, so that a finding says the same on every run.</summary>
    public void Overlap(Rule rule, Flight earlier, Flight later)
    {
        // The reason is taken now: once its function has been left, the operation runs on for another one.
        var found = IsRemoval(earlier) && !IsRemoval(later)
            ? new Overlapping(Marked: earlier, Other: later, earlier.Reason)
            : new Overlapping(Marked: later, Other: earlier, earlier.Reason);
        var key = (rule, found.Marked.Site);
        if (!_overlaps.TryGetValue(key, out var known) || found.Other.Site.SpanStart < known.Other.Site.SpanStart)
        {
            _overlaps[key] = found;
        }
    }

    /// <inheritdoc/>
    public void NotAwaited(Flight flight, SyntaxNode at, string reason) =>
        _notAwaited[at] = new Finding(Rules.NotAwaited, at.ToSourceSpan(), flight.Operation.Text, reason);

    public void ReportTo(Action<Diagnostic> report)
    {
        foreach (var finding in _findings.Concat(_notAwaited.Values))
        {
            report(Diagnostic.Create(Descriptors.Of(finding.Rule), finding.Span.ToLocation(), [.. finding.Arguments]));
        }

        foreach (var entry in _overlaps)
        {
            report(ToDiagnostic(entry.Key.Rule, entry.Value));
        }
    }

    /// <summary>The removal is marked, for it does the harm, and of two builds the later one; the other end and, where they stand elsewhere, both calls go along.</summary>
    private static Diagnostic ToDiagnostic(Rule rule, Overlapping found)
    {
        var place = found.Marked.Site.GetLocation();
        var other = found.Other.Site.GetLocation();
        Location[] further = [other, .. PlacesOf(found.Other), .. PlacesOf(found.Marked)];
        var line = other.GetLineSpan().StartLinePosition.Line + 1;
        return Diagnostic.Create(Descriptors.Of(rule), place, further, NameOf(found.Marked), NameOf(found.Other), line, found.Reason);
    }

    private static IEnumerable<Location> PlacesOf(Flight flight) => StandsItself(flight) ? [] : [flight.Call.CalleeSyntax().GetLocation()];

    private static string NameOf(Flight flight) =>
        StandsItself(flight) ? flight.Operation.Text : $"{flight.Operation.Text} (called by {LastNameOf(flight.Site)})";

    private static string LastNameOf(SyntaxNode site) => site switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => site.ToString(),
    };

    private static bool StandsItself(Flight flight) => flight.Site == flight.Call.CalleeSyntax();

    private static bool IsRemoval(Flight flight) => OverlapTable.ModeOf(flight.Operation.Kind) == OverlapMode.Exclusive;

    private sealed record Overlapping(Flight Marked, Flight Other, string Reason);

    private sealed class SamePlace : IEqualityComparer<Finding>
    {
        public static SamePlace Instance { get; } = new();

        public bool Equals(Finding? x, Finding? y) => x?.Rule == y?.Rule && x?.Span == y?.Span;

        public int GetHashCode(Finding obj) => obj.Span.GetHashCode();
    }
}
