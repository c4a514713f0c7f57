using System.Collections.Immutable;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>
/// Walks a body in the order in which it runs and keeps, at every point, the operations in flight and the locks held. An operation
/// that starts while an incompatible one is in flight, and no lock keeps them apart, overlaps with it.
/// </summary>
/// <remarks>
/// A call of an async function starts all of its operations at once, from the caller's view; they end when its task has been waited for.
/// Loops are walked twice where the first pass leaves something in flight, and a function that runs for several items at once is walked
/// as two items: two are enough to meet each other.
/// </remarks>
internal sealed partial class FlowWalker
{
    /// <summary>The property of a process that feeds it, which is not to wait for it.</summary>
    private const string FedStream = "StandardInput";

    private readonly FlowServices _services;
    private readonly IFlowFindings? _findings;
    private readonly SummaryRequest _request;
    private readonly Dictionary<IMethodSymbol, IOperation> _localFunctions = new(SymbolEqualityComparer.Default);

    private readonly List<Flight> _started = [];
    private readonly HashSet<IMethodSymbol> _walked = new(SymbolEqualityComparer.Default);
    private readonly Stack<Frame> _frames = new();
    private readonly Stack<string?> _reasons = new();
    private readonly Stack<TaskValue> _accessed = new();

    /// <summary>The member that is walked, whose parameters have one value in all of the walk.</summary>
    private IMethodSymbol? _member;

    /// <summary>Null where no run comes: behind a return, a throw or a jump.</summary>
    private FlowState? _state = FlowState.Start;
    private int _visits;

    /// <summary>Counts the rounds of all loops: a variable of a loop is another one in each.</summary>
    private int _pass;

    /// <param name="services">What reads operations, values and summaries.</param>
    /// <param name="findings">Gets what is found; null for a summary, for what a method does wrong by itself is found where it is analysed itself.</param>
    /// <param name="request">What the summaries that the walk needs are made for.</param>
    public FlowWalker(FlowServices services, IFlowFindings? findings, SummaryRequest request)
    {
        _services = services;
        _findings = findings;
        _request = request;
    }

    /// <summary>All operations that the walk has started, in order.</summary>
    public IReadOnlyList<Flight> Started => _started;

    /// <summary>Walks a member's body.</summary>
    /// <param name="member">The method, or null for an initializer.</param>
    /// <param name="body">Its body.</param>
    public (TaskValue Returned, FlowState End) Walk(IMethodSymbol? member, IOperation body)
    {
        _member = member;
        foreach (var operation in body.All())
        {
            if (operation.Kind == OperationKind.LocalFunction && operation is ILocalFunctionOperation function)
            {
                _localFunctions[function.Symbol] = function.Body!;
            }
        }

        if (member is not null)
        {
            return (CallInPlace(new Function(member, body), Given.Nothing), _state!);
        }

        _frames.Push(new Frame(Function: null, Site: null, Given.Nothing));
        var value = Visit(body);
        _frames.Pop();
        return (value, _state ?? FlowState.Start);
    }

    /// <summary>Walks the functions in a body that nothing in it calls, each by itself: somebody else will call them.</summary>
    public void WalkUncalled(IOperation body)
    {
        foreach (var operation in body.All())
        {
            var function = operation.Kind switch
            {
                OperationKind.AnonymousFunction when operation is IAnonymousFunctionOperation lambda && !MockFacts.IsExpressionTree(lambda) => Function.Of(lambda),
                OperationKind.LocalFunction when operation is ILocalFunctionOperation { Body: { } local } declared => new Function(declared.Symbol, local),
                _ => null,
            };
            if (function is not null && !_walked.Contains(function.Symbol))
            {
                _state = FlowState.Start;
                CallInPlace(function, Given.Nothing);
            }
        }
    }

    private TaskValue Visit(IOperation? operation)
    {
        if (operation is null || _state is null || ++_visits > FlowLimits.Visits || _request.Nesting == FlowLimits.Nesting)
        {
            return TaskValue.None;
        }

        _request.Nesting++;
        var value = VisitKind(operation);
        _request.Nesting--;
        return value;
    }

    /// <summary>By the kind, which is one question; the types would be thirty.</summary>
    private TaskValue VisitKind(IOperation operation) => operation.Kind switch
    {
        OperationKind.Block => VisitBlock((IBlockOperation)operation),
        OperationKind.ExpressionStatement when operation is IExpressionStatementOperation { Operation: var expression } => Drop(Visit(expression), expression),
        OperationKind.VariableDeclarator => VisitDeclarator((IVariableDeclaratorOperation)operation),
        OperationKind.SimpleAssignment => VisitAssignment((ISimpleAssignmentOperation)operation),
        OperationKind.Await when operation is IAwaitOperation awaited => Await(Visit(awaited.Operation), awaited.Type),
        OperationKind.Invocation => VisitCall((IInvocationOperation)operation),
        OperationKind.ObjectCreation => VisitCreation((IObjectCreationOperation)operation),
        OperationKind.DelegateCreation => VisitDelegate(((IDelegateCreationOperation)operation).Target),
        OperationKind.AnonymousFunction or OperationKind.MethodReference => VisitDelegate(operation),
        OperationKind.LocalReference => CarriedBy(((ILocalReferenceOperation)operation).Local),
        OperationKind.ParameterReference => CarriedBy(((IParameterReferenceOperation)operation).Parameter),
        OperationKind.FieldReference when operation is IFieldReferenceOperation reference => CarriedBy(reference.Field).With(FunctionIn(reference)),
        OperationKind.PropertyReference => VisitProperty((IPropertyReferenceOperation)operation),
        OperationKind.Return or OperationKind.YieldReturn or OperationKind.YieldBreak => VisitReturn((IReturnOperation)operation),
        OperationKind.Throw => VisitThrow((IThrowOperation)operation),
        OperationKind.Branch => VisitBranch((IBranchOperation)operation),
        OperationKind.Conditional => VisitConditional((IConditionalOperation)operation),
        OperationKind.Coalesce => VisitCoalesce((ICoalesceOperation)operation),
        OperationKind.Switch => VisitSwitch((ISwitchOperation)operation),
        OperationKind.SwitchExpression => VisitSwitchExpression((ISwitchExpressionOperation)operation),
        OperationKind.Loop => VisitLoop((ILoopOperation)operation),
        OperationKind.Try => VisitTry((ITryOperation)operation),
        OperationKind.Lock => VisitLock((ILockOperation)operation),
        OperationKind.Using => VisitUsing((IUsingOperation)operation),
        OperationKind.LocalFunction or OperationKind.NameOf or OperationKind.TypeOf => TaskValue.None,
        OperationKind.EventAssignment => VisitSubscription((IEventAssignmentOperation)operation),
        OperationKind.ConditionalAccess => VisitConditionalAccess((IConditionalAccessOperation)operation),
        OperationKind.ConditionalAccessInstance => _accessed.Count > 0 ? _accessed.Peek() : TaskValue.None,
        OperationKind.TranslatedQuery => Visit(((ITranslatedQueryOperation)operation).Operation),
        _ => VisitChildren(operation),
    };

    /// <summary>A value made of others carries what they carry; a test or a sum of them is only their use.</summary>
    private TaskValue VisitChildren(IOperation operation)
    {
        var value = TaskValue.None;
        foreach (var child in operation.ChildOperations)
        {
            value = value.With(Visit(child));
        }

        return operation switch
        {
            IConversionOperation or IParenthesizedOperation or IArgumentOperation => value,
            IArrayCreationOperation or IArrayInitializerOperation or IObjectOrCollectionInitializerOperation
                or ITupleOperation or IVariableInitializerOperation => Enumerated(value).Inside(),
            IArrayElementReferenceOperation => value,
            { Syntax: CollectionExpressionSyntax or SpreadElementSyntax } => Enumerated(value).Inside(),
            _ => TaskValue.None,
        };
    }

    private TaskValue VisitDeclarator(IVariableDeclaratorOperation declarator)
    {
        var initializer = declarator.GetVariableInitializer()?.Value;
        var value = Visit(initializer);
        if (declarator.Parent?.Parent is not { Parent: IUsingOperation or IUsingDeclarationOperation })
        {
            KeepScope(declarator.Symbol, initializer);
        }

        if (initializer is not null && !_services.Sources.WritesAround(declarator).IsRead(declarator.Symbol) && declarator.Parent is not IUsingOperation)
        {
            Drop(value, initializer);
        }

        Carry(declarator.Symbol, value);
        return TaskValue.None;
    }

    private TaskValue VisitAssignment(ISimpleAssignmentOperation assignment)
    {
        var value = Visit(assignment.Value);
        switch (assignment.Target)
        {
            case IDiscardOperation:
                return Drop(value, assignment.Value);
            case ILocalReferenceOperation { Local: var local }:
                Carry(local, value);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                Carry(parameter, value);
                break;
            case IPropertyReferenceOperation property:
                AddTo(property, value);
                VisitSwitch(property, assignment.Value);
                break;
            default:
                AddTo(assignment.Target, value);
                break;
        }

        return value;
    }

    private TaskValue VisitConditionalAccess(IConditionalAccessOperation access)
    {
        _accessed.Push(Visit(access.Operation));
        var value = Visit(access.WhenNotNull);
        _accessed.Pop();
        return value;
    }

    private TaskValue CarriedBy(ISymbol symbol) => _state?.CarriedBy(symbol) ?? TaskValue.None;

    private void Carry(ISymbol symbol, TaskValue value) => _state = _state?.WithCarrier(symbol, value);

    /// <summary>Work is put into something: a list, an array, a field. Whoever waits for that waits for the work.</summary>
    private void AddTo(IOperation? target, TaskValue value)
    {
        if (!value.IsNone && RootOf(target) is { } root)
        {
            _state = _state?.WithCarrier(root, _state.CarriedBy(root).With(value.Inside()));
        }
    }

    /// <summary>The variable or property that something belongs to, or null.</summary>
    public static ISymbol? RootOf(IOperation? target) => target switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        IFieldReferenceOperation { Field: var field } => field,
        IPropertyReferenceOperation { Property.Name: FedStream } => null,
        IPropertyReferenceOperation { Instance: ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation } property
            => RootOf(property.Instance),
        IPropertyReferenceOperation { Property: var property } => property,
        IArrayElementReferenceOperation { ArrayReference: var array } => RootOf(array),
        IConversionOperation { Operand: var operand } => RootOf(operand),
        _ => null,
    };

    /// <summary>An operation starts: it meets all that is in flight.</summary>
    private void Start(Flight flight, ImmutableHashSet<Flight> others)
    {
        foreach (var other in _findings is null ? ImmutableHashSet<Flight>.Empty : others)
        {
            if (!flight.IsKeptApartFrom(other) && OverlapTable.RuleBrokenBy(other.Operation, flight.Operation) is { } rule)
            {
                _findings!.Overlap(rule, other, flight);
            }
        }

        _started.Add(flight);
        if (_state!.InFlight.Count < FlowLimits.InFlight)
        {
            _state = _state with { InFlight = _state.InFlight.Add(flight) };
        }
    }

    private void Complete(TaskValue value) => _state = _state?.Completed(value.Flights);

    /// <summary>A value is thrown away. Where it is the task of an operation, nobody will wait for it.</summary>
    private TaskValue Drop(TaskValue value, IOperation expression)
    {
        if (expression is ISimpleAssignmentOperation or ILocalReferenceOperation)
        {
            return TaskValue.None;
        }

        if (value.IsTask)
        {
            foreach (var flight in value.Flights)
            {
                if (_state!.InFlight.Contains(flight) && !IsEndless(flight) && !IsHeld(flight, expression is IAwaitOperation))
                {
                    _findings?.NotAwaited(flight, _frames.Peek().Site ?? DroppedCall(expression, flight), "its task is dropped");
                }
            }
        }
        else if (!WorkerFacts.IsTimer(expression.Type))
        {
            // It went into a call that is out of sight: whoever is there has to wait for it.
            Complete(value);
        }

        return TaskValue.None;
    }

    /// <summary>
    /// Whether a variable has the operation's own task: what is dropped is only made of it, such as <c>task.ContinueWith(…)</c>. Where it goes on
    /// after it was awaited, that was a glance at tasks that a list may have too: <c>await Task.WhenAny(tasks)</c>.
    /// </summary>
    private bool IsHeld(Flight flight, bool isAwaited) =>
        _state!.Carriers.Any(carrier => (isAwaited || carrier.Value.IsTask) && carrier.Value.Flights.Contains(flight));

    /// <summary>The operation itself where its own task is dropped, else the call that made the task of it: <c>Task.Run(…)</c>.</summary>
    private static SyntaxNode DroppedCall(IOperation expression, Flight flight)
    {
        var isInFunction = flight.Site.Ancestors().TakeWhile(node => node != expression.Syntax).Any(node => node.IsFunctionOrMember());
        return !isInFunction ? flight.Site
            : expression is IAwaitOperation { Operation: var awaited } ? DroppedCall(awaited, flight)
            : expression is IInvocationOperation call ? call.CalleeSyntax()
            : expression.Syntax;
    }

    /// <summary>A loop that is started beside its caller on purpose, such as a worker that runs as long as the program, is not meant to be awaited.</summary>
    private static bool IsEndless(Flight flight)
    {
        for (var parent = flight.Call.Parent; parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; parent = parent.Parent)
        {
            if (parent is IWhileLoopOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A function that is being walked.</summary>
    /// <param name="Function">Which, or null for an initializer.</param>
    /// <param name="Site">Where the analysed member leads to it, if its body stands elsewhere.</param>
    /// <param name="Given">What it is given for its parameters, as far as somebody calls it in sight.</param>
    private sealed record Frame(IMethodSymbol? Function, SyntaxNode? Site, Given Given)
    {
        /// <summary>Stands for this run of the function, and no other.</summary>
        public object Run { get; } = new();

        public TaskValue Returned { get; set; } = TaskValue.None;

        public FlowState? AtReturns { get; set; }

        /// <summary>The states at the jumps out of the loops and switches that are being walked, innermost last.</summary>
        public Stack<FlowState?> AtBreaks { get; } = new();
    }
}
