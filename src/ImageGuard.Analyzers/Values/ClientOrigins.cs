using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Finds where the client is made that an image operation is called on.</summary>
internal sealed class ClientOrigins
{
    /// <summary>How many locals, members and calls a client is followed through.</summary>
    private const int MaxSteps = 8;

    private readonly ValueSources _sources;
    private readonly MemberValues _members;
    private readonly Callers _callers;
    private readonly Callees _callees;

    public ClientOrigins(ValueSources sources, MemberValues members, Callers callers, Callees callees)
    {
        _sources = sources;
        _members = members;
        _callers = callers;
        _callees = callees;
    }

    /// <summary>The calls that make the client, all of them in sight; none where it may come from elsewhere, or be one that wraps another.</summary>
    public IReadOnlyList<IInvocationOperation> Of(IInvocationOperation operation) =>
        operation.Instance is { } receiver && Follow(receiver, MaxSteps) is { } made ? made : [];

    private List<IInvocationOperation>? Follow(IOperation value, int steps) => steps == 0 ? null : ValueSources.Unwrap(value) switch
    {
        IInvocationOperation call when DockerDotNetApi.ClientMakers.Any(maker => maker.Is(call.TargetMethod)) => [call],
        IInvocationOperation call => FollowAll(_callees.ResultsOf(call, caller: null)?.Select(result => result.Operation), steps - 1),
        IPropertyReferenceOperation { Property.Name: "Images", Instance: { } client } images when DockerDotNetApi.ImageOperations.Is(images.Type) => Follow(client, steps - 1),
        ILocalReferenceOperation local => FollowAll(_sources.ValuesOf(local), steps - 1),
        IParameterReferenceOperation { Parameter: var parameter } => FollowAll(_callers.ValuesOf(parameter), steps - 1),
        IFieldReferenceOperation { Field: var field } => FollowAll(_members.AllOf(field), steps - 1),
        IPropertyReferenceOperation { Property: { IsVirtual: false, IsOverride: false, IsAbstract: false } property } =>
            FollowAll(_callees.ResultsOf(property)?.Select(result => result.Operation) ?? _members.AllOf(property), steps - 1),
        IAwaitOperation { Operation: var awaited } => Follow(awaited, steps - 1),
        ICoalesceOperation { Value: var left, WhenNull: var right } => FollowAll([left, right], steps - 1),
        ICoalesceAssignmentOperation { Target: var left, Value: var right } => FollowAll([left, right], steps - 1),
        IConditionalOperation { WhenTrue: var left, WhenFalse: { } right } => FollowAll([left, right], steps - 1),
        _ => null,
    };

    private List<IInvocationOperation>? FollowAll(IEnumerable<IOperation>? values, int steps)
    {
        var made = new List<IInvocationOperation>();
        foreach (var value in values ?? [])
        {
            if (ValueSources.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } })
            {
                continue;
            }

            if (Follow(value, steps) is not { } found)
            {
                return null;
            }

            made.AddRange(found);
        }

        return made.Count == 0 ? null : made;
    }
}
