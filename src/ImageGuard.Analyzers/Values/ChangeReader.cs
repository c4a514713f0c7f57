using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Tells how an object that an expression yields has been made: its creation and all changes up to there, in their order.</summary>
internal sealed class ChangeReader
{
    /// <summary>How many locals, parameters, properties and calls an object is followed through.</summary>
    private const int MaxSteps = 12;

    private readonly ValueSources _sources;
    private readonly Callees _callees;

    public ChangeReader(ValueSources sources, Callees callees)
    {
        _sources = sources;
        _callees = callees;
    }

    /// <summary>The changes of an object; what comes from out of sight is set to itself.</summary>
    public IReadOnlyList<Change> ChangesOf(FramedValue value) => [.. ChangesOf(value.Operation, value.Frame, MaxSteps)];

    /// <summary>The changes of what an object's property holds.</summary>
    public IReadOnlyList<Change> ChangesOf(FramedValue owner, string property) => Below(property, ChangesOf(owner.Operation, owner.Frame, MaxSteps), MaxSteps);

    /// <summary>The changes that a function makes to the object that it gets as a parameter: <c>arguments => arguments.Add("rmi")</c>.</summary>
    public IReadOnlyList<Change> ChangesIn(IAnonymousFunctionOperation function, IParameterSymbol parameter, CallFrame? frame) =>
        [.. _sources.WritesAround(function).UsesOf(parameter).SelectMany(use => ChangesAt(use, frame, reader: null, function))];

    private IEnumerable<Change> ChangesOf(IOperation value, CallFrame? frame, int steps)
    {
        value = ValueSources.Unwrap(value);
        if (steps == 0)
        {
            return [NewSet(value, frame)];
        }

        switch (value)
        {
            case IObjectCreationOperation creation:
                return [NewSet(creation, frame), .. ChangesBy(creation.Initializer, path: "", frame)];
            case ILocalReferenceOperation { Local: var local }:
                return ChangesBefore(value, local, frame, steps, start: []);
            case IParameterReferenceOperation { Parameter: var parameter }:
                var start = frame?.ValueOf(parameter) is { } passed ? ChangesOf(passed.Operation, passed.Frame, steps - 1) : [NewSet(value, frame)];
                return ChangesBefore(value, parameter, frame, steps, start);
            case IPropertyReferenceOperation { Instance: { } owner, Property.IsIndexer: false } property when owner is not IInstanceReferenceOperation:
                return Below(property.Property.Name, ChangesOf(owner, frame, steps - 1), steps);
            case IFieldReferenceOperation { Field: var field }:
                var declared = _sources.InitializerOf(field) is { } initializer ? ChangesOf(initializer, frame: null, steps - 1) : [NewSet(value, frame)];
                return ChangesBefore(value, field, frame, steps, declared);
            case IInvocationOperation call when _callees.ResultsOf(call, frame) is [var result]:
                return ChangesOf(result.Operation, result.Frame, steps - 1);
            case IAwaitOperation { Operation: var awaited }:
                return ChangesOf(awaited, frame, steps - 1);
            default:
                return [NewSet(value, frame)];
        }
    }

    private List<Change> ChangesBefore(IOperation reader, ISymbol holder, CallFrame? frame, int steps, IEnumerable<Change> start)
    {
        var changes = start.ToList();
        foreach (var change in _sources.WritesAround(reader).UsesOf(holder).SelectMany(use => ChangesAt(use, frame, reader, scope: null)))
        {
            if (change is not { Kind: ChangeKind.Set, Path: "" })
            {
                changes.Add(change);
                continue;
            }

            if (change.Presence == Certainty.Certain)
            {
                changes.Clear();
            }

            changes.AddRange(IsMadeOfChanges(change.Operation)
                ? ChangesOf(change.Operation, change.Frame, steps - 1).Select(inner => inner with { Presence = Least(inner.Presence, change.Presence) })
                : [change]);
        }

        return changes;
    }

    /// <summary>Strings are read as expressions; what they are appended to stands in the same list of changes.</summary>
    private static bool IsMadeOfChanges(IOperation value) => value.Type?.SpecialType != SpecialType.System_String;

    /// <summary>The changes of what a property holds, out of those of the object that has it.</summary>
    private List<Change> Below(string property, IEnumerable<Change> changes, int steps)
    {
        var below = new List<Change>();
        foreach (var change in changes)
        {
            if (change.Path == property)
            {
                below.AddRange(change.Kind == ChangeKind.Set && IsMadeOfChanges(change.Operation)
                    ? ChangesOf(change.Operation, change.Frame, steps - 1)
                    : [change with { Path = "" }]);
            }
            else if (change.Path.Length > property.Length && change.Path[property.Length] == '.' && change.Path.StartsWith(property, StringComparison.Ordinal))
            {
                below.Add(change with { Path = change.Path.Substring(property.Length + 1) });
            }
        }

        return below;
    }

    private static IEnumerable<Change> ChangesBy(IObjectOrCollectionInitializerOperation? initializer, string path, CallFrame? frame)
    {
        if (initializer is null)
        {
            yield break;
        }

        foreach (var entry in initializer.Initializers)
        {
            switch (entry)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: var value }:
                    yield return new(Join(path, name), ChangeKind.Set, value, frame, Certainty.Certain);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: var name }, Initializer: var inner }:
                    foreach (var change in ChangesBy(inner, Join(path, name), frame))
                    {
                        yield return change;
                    }

                    break;
                case IInvocationOperation call:
                    yield return new(path, ChangeKind.Call, call, frame, Certainty.Certain);
                    break;
            }
        }
    }

    /// <summary>What happens at one mention of the object: an assignment, or calls in a row.</summary>
    /// <param name="use">The mention.</param>
    /// <param name="frame">The calls that have led here.</param>
    /// <param name="reader">Who asks: what happens later does not count.</param>
    /// <param name="scope">The function within which a condition counts, where nobody in it asks.</param>
    private static List<Change> ChangesAt(IOperation use, CallFrame? frame, IOperation? reader, IOperation? scope)
    {
        if (use is IVariableDeclaratorOperation declarator)
        {
            return declarator.GetVariableInitializer() is { Value: var initial } && IsBefore(declarator)
                ? [new("", ChangeKind.Set, initial, frame, Presence())]
                : [];
        }

        var changes = new List<Change>();
        var path = "";
        for (IOperation current = use, parent = use.Parent!; ; (current, parent) = (parent, parent.Parent!))
        {
            switch (parent)
            {
                case IPropertyReferenceOperation { Instance: var owner, Property: { IsIndexer: false, Name: var name } } when owner == current:
                    path = Join(path, name);
                    continue;
                case IInvocationOperation call when call.Receiver() is { } receiver && (receiver == current || ValueSources.Unwrap(receiver) == current):
                    if (IsBefore(call))
                    {
                        changes.Add(new(path, ChangeKind.Call, call, frame, Presence()));
                    }

                    if (SymbolEqualityComparer.Default.Equals(call.Type, receiver.Type))
                    {
                        continue;
                    }

                    return changes;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } } or IConversionOperation { IsImplicit: true }:
                    continue;
                case ISimpleAssignmentOperation assignment when assignment.Target == current && IsBefore(assignment):
                    changes.Add(new(path, ChangeKind.Set, assignment.Value, frame, Presence()));
                    return changes;
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } assignment when assignment.Target == current && IsBefore(assignment):
                    changes.Add(new(path, ChangeKind.Append, assignment.Value, frame, Presence()));
                    return changes;
                default:
                    return changes;
            }
        }

        bool IsBefore(IOperation change) =>
            PresenceAt(use, reader, scope) != Certainty.No && (reader is null || change.Syntax.Span.End <= reader.Syntax.SpanStart);

        Certainty Presence() => PresenceAt(use, reader, scope);
    }

    /// <summary>Whether a run that comes to the one who asks has passed a place before.</summary>
    private static Certainty PresenceAt(IOperation place, IOperation? reader, IOperation? scope)
    {
        var presence = Certainty.Certain;
        for (IOperation branch = place, parent = place.Parent!; parent is not null && branch != scope && !IsReaderIn(branch); (branch, parent) = (parent, parent.Parent!))
        {
            if (IsBranch(branch, parent))
            {
                if (IsReaderIn(parent))
                {
                    return Certainty.No;
                }

                presence = Certainty.Possible;
            }
        }

        return presence;

        bool IsReaderIn(IOperation operation) => reader is not null && operation.Syntax.Span.Contains(reader.Syntax.Span);
    }

    private static bool IsBranch(IOperation operation, IOperation parent) => operation is ISwitchCaseOperation or ICatchClauseOperation || parent switch
    {
        IConditionalOperation choice => operation != choice.Condition,
        ILoopOperation loop => operation == loop.Body,
        _ => false,
    };

    private static Certainty Least(Certainty left, Certainty right) => left < right ? left : right;

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static Change NewSet(IOperation value, CallFrame? frame) => new("", ChangeKind.Set, value, frame, Certainty.Certain);
}
