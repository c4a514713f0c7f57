using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers;

/// <summary>Collects a file's findings, each once: a walk may come by the same place on several ways.</summary>
internal sealed class FindingCollector : IFlowFindings
{
    private readonly Dictionary<(Rule Rule, SyntaxNode Removal), Overlapping> _overlaps = [];
    private readonly Dictionary<SyntaxNode, Finding> _notAwaited = [];
    private readonly HashSet<Finding> _findings = new(SamePlace.Instance);

    /// <summary>Judges every operation in a body by itself.</summary>
    public void AddOperations(IOperation body, OperationReader reader, DockerDotNetReader settings)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            var read = operation switch
            {
                IInvocationOperation call => reader.Read(call)?.Operation,
                ISimpleAssignmentOperation assignment => settings.Read(assignment),
                _ => null,
            };
            if (read is not null)
            {
                _findings.UnionWith(OperationChecks.FindingsIn(read));
            }
        }
    }

    /// <summary>Of several ends the first in the file is shown, so that a finding says the same on every run.</summary>
    public void Overlap(Rule rule, Flight earlier, Flight later)
    {
        // The reason is taken now: once its function has been left, the operation runs on for another one.
        var found = IsRemoval(earlier) && !IsRemoval(later)
            ? new Overlapping(Removal: earlier, Other: later, earlier.Reason)
            : new Overlapping(Removal: later, Other: earlier, earlier.Reason);
        var key = (rule, found.Removal.Site);
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

    /// <summary>The removal is marked, for it does the harm; the other end and, where they stand elsewhere, both calls go along.</summary>
    private static Diagnostic ToDiagnostic(Rule rule, Overlapping found)
    {
        var place = found.Removal.Site.GetLocation();
        var other = found.Other.Site.GetLocation();
        Location[] further = [other, .. PlacesOf(found.Other), .. PlacesOf(found.Removal)];
        var line = other.GetLineSpan().StartLinePosition.Line + 1;
        return Diagnostic.Create(Descriptors.Of(rule), place, further, NameOf(found.Removal), NameOf(found.Other), line, found.Reason);
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

    private sealed record Overlapping(Flight Removal, Flight Other, string Reason);

    private sealed class SamePlace : IEqualityComparer<Finding>
    {
        public static SamePlace Instance { get; } = new();

        public bool Equals(Finding? x, Finding? y) => x?.Rule == y?.Rule && x?.Span == y?.Span;

        public int GetHashCode(Finding obj) => obj.Span.GetHashCode();
    }
}
