using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Outcomes;

/// <summary>
/// Tells whether anybody would see a failure that the engine reports as a progress message. Where that cannot be told, because the
/// progress comes from out of sight, it counts as seen.
/// </summary>
internal sealed class ProgressReader
{
    private static TypeName Progress { get; } = new("System", "Progress");

    private static TypeName ProgressInterface { get; } = new("System", "IProgress");

    private readonly ValueSources _sources;
    private readonly MessageHandlers _handlers;
    private readonly BuildStreams _streams;

    public ProgressReader(ValueSources sources, MessageHandlers handlers, BuildStreams streams)
    {
        _sources = sources;
        _handlers = handlers;
        _streams = streams;
    }

    /// <summary>The failure that goes unseen, or null.</summary>
    public IgnoredFailure? IgnoredFailureOf(IInvocationOperation call, ApiMember member)
    {
        if (member.AnswersWithStream)
        {
            return _streams.ErrorsAreRead(call)
                ? null
                : new IgnoredFailure(call.CalleeSyntax().ToSourceSpan(), "it returns before the build ends, with a stream of which nobody reads the errors");
        }

        return member.Progress is { } name && call.ArgumentFor(name) is { } progress && ReasonUnread(progress) is { } reason && !IsExpectedToFail(call.Syntax)
            ? new IgnoredFailure(progress.Syntax.ToSourceSpan(), reason)
            : null;
    }

    /// <summary>
    /// A test that waits for an exception has no image to lose: <c>Assert.ThrowsAsync&lt;DockerApiException&gt;(() => …)</c>,
    /// <c>act.Should().ThrowAsync&lt;DockerApiException&gt;()</c>.
    /// </summary>
    private static bool IsExpectedToFail(SyntaxNode call) => call.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().Any(lambda => lambda.Parent switch
    {
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax check } => ExpectsFailure(check.Expression.LastName()),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var act } } => lambda.FirstAncestorOrSelf<BlockSyntax>()?.Statements
            .Any(statement => statement.DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).ToArray() is var names
                && names.Contains(act) && names.Any(ExpectsFailure)) == true,
        _ => false,
    });

    private static bool ExpectsFailure(string check) =>
        check.StartsWith("Throw", StringComparison.Ordinal) || check.StartsWith("Exception", StringComparison.Ordinal);

    private string? ReasonUnread(IOperation progress)
    {
        progress = ValueSources.Unwrap(progress);
        switch (progress)
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return "no progress is passed";
            case IObjectCreationOperation creation:
                return ReasonUnread(creation, holder: null);
            case ILocalReferenceOperation local when _sources.ValuesOf(local) is { } values:
                var reasons = values.Select(value => ReasonOfHeld(ValueSources.Unwrap(value), local)).ToArray();
                return reasons.Contains(null) ? null : reasons[0];
            case IFieldReferenceOperation { Field: var field } when _sources.InitializerOf(field) is { } initializer:
                return ReasonUnread(initializer);
            default:
                return null;
        }
    }

    private string? ReasonOfHeld(IOperation value, ILocalReferenceOperation holder) =>
        value is IObjectCreationOperation creation ? ReasonUnread(creation, holder) : value is ILocalReferenceOperation ? null : ReasonUnread(value);

    private string? ReasonUnread(IObjectCreationOperation creation, ILocalReferenceOperation? holder)
    {
        if (Progress.Is(creation.Type))
        {
            return ReasonUnread([.. creation.Arguments.Select(argument => argument.Value), .. holder is null ? [] : Subscriptions(holder)]);
        }

        return creation.Type is not INamedTypeSymbol type || ReportOf(type) is not { } report ? null

            // A progress of anything cannot know what an error is: it leaves that to the handler that it is given.
            : report.OriginalDefinition.Parameters[0].Type is ITypeParameterSymbol ? ReasonUnread([.. creation.Arguments.Select(argument => argument.Value).Where(IsHandler)])
            : _handlers.IgnoresFailures(report) ? $"'{type.Name}' never reads 'Error'"
            : null;
    }

    private string? ReasonUnread(IOperation[] handlers) =>
        handlers.Length == 0 ? "its progress has no handler"
        : handlers.All(_handlers.IgnoresFailures) ? "the handler of its progress never reads 'Error'"
        : null;

    private static bool IsHandler(IOperation argument) => argument.Type?.TypeKind == TypeKind.Delegate;

    /// <summary>What is added to <c>ProgressChanged</c> of the object that a local holds.</summary>
    private static IEnumerable<IOperation> Subscriptions(ILocalReferenceOperation holder)
    {
        return holder.Root().All().OfType<IEventAssignmentOperation>()
            .Where(assignment => assignment is { Adds: true, EventReference: IEventReferenceOperation { Instance: ILocalReferenceOperation { Local: var local } } }
                && SymbolEqualityComparer.Default.Equals(local, holder.Local))
            .Select(assignment => assignment.HandlerValue);
    }

    private static IMethodSymbol? ReportOf(INamedTypeSymbol type)
    {
        var report = type.AllInterfaces.FirstOrDefault(ProgressInterface.Is)?.GetMembers("Report").OfType<IMethodSymbol>().FirstOrDefault();
        return report is null ? null : type.FindImplementationForInterfaceMember(report) as IMethodSymbol;
    }
}
