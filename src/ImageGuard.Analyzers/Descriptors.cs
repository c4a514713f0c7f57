using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>The catalogue's rules as Roslyn wants them.</summary>
internal static class Descriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        Rules.All.ToImmutableDictionary(rule => rule.Id, Create);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = Rules.All.Select(Of).ToImmutableArray();

    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        rule.Category,
        rule.Severity == RuleSeverity.Warning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
        isEnabledByDefault: rule.Severity != RuleSeverity.Off,
        rule.Description,
        rule.HelpLink);
}
