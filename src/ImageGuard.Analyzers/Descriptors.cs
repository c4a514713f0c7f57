using System.Collections.Immutable;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>The catalogue's rules as Roslyn wants them.</summary>
internal static class Descriptors
{
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = Rules.All.Select(Create).ToImmutableArray();

    public static DiagnosticDescriptor Of(Rule rule) => All.First(descriptor => descriptor.Id == rule.Id);

    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        rule.Category,
        rule.Severity == RuleSeverity.Warning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
        isEnabledByDefault: rule.Severity != RuleSeverity.Off,
        rule.Description,
        rule.HelpLink,
        rule.NeedsWholeProgram ? [WellKnownDiagnosticTags.CompilationEnd] : []);
}
