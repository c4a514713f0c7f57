using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <content>Statements: order, branches, loops, exceptions.</content>
internal sealed partial class FlowWalker
{
    private TaskValue VisitBlock(IBlockOperation block)
    {
        var (scopes, first) = (new Stack<Action>(), _started.Count);
        foreach (var statement in block.Operations)
        {
            if (statement is IUsingDeclarationOperation declaration)
            {
                VisitScopes(declaration.DeclarationGroup, scopes);
            }
            else
            {
                Visit(statement);
            }
        }

        if (block.Operations.Any(statement => statement is IUsingDeclarationOperation))
        {
            CloseStreamsSince(first, _frames.Peek().Returned);
        }

        Leave(scopes);
        return TaskValue.None;
    }

    private TaskValue VisitReturn(IReturnOperation result)
    {
        var frame = _frames.Peek();
        frame.Returned = frame.Returned.With(Visit(result.ReturnedValue));
        if (result.Kind == OperationKind.Return)
        {
            frame.AtReturns = FlowState.Join(frame.AtReturns, _state);
            _state = null;
        }

        return TaskValue.None;
    }

    private TaskValue VisitThrow(IThrowOperation thrown)
    {
        Visit(thrown.Exception);
        _state = null;
        return TaskValue.None;
    }

    private TaskValue VisitBranch(IBranchOperation branch)
    {
        var breaks = _frames.Peek().AtBreaks;
        if (branch.BranchKind is BranchKind.Break or BranchKind.Continue && breaks.Count > 0)
        {
            breaks.Push(FlowState.Join(breaks.Pop(), _state));
        }

        _state = null;
        return TaskValue.None;
    }

    /// <summary>Walks the body of a loop or a switch and joins the states at the jumps out of it.</summary>
    private void WithBreaks(Action body)
    {
        var breaks = _frames.Peek().AtBreaks;
        breaks.Push(null);
        body();
        _state = FlowState.Join(_state, breaks.Pop());
    }

    private TaskValue VisitConditional(IConditionalOperation conditional)
    {
        Visit(conditional.Condition);
        var before = _state;
        CompleteWhere(conditional.Condition, isTrue: true);
        var value = Visit(conditional.WhenTrue);
        var afterTrue = _state;
        _state = before;
        CompleteWhere(conditional.Condition, isTrue: false);
        value = value.With(Visit(conditional.WhenFalse));
        _state = FlowState.Join(afterTrue, _state);
        return value;
    }

    /// <summary>A test that tells that a task has ended: <c>await Task.WhenAny(task, delay) == task</c>, <c>task.IsCompleted</c>.</summary>
    private void CompleteWhere(IOperation condition, bool isTrue)
    {
        switch (condition)
        {
            case IParenthesizedOperation { Operand: var operand }:
                CompleteWhere(operand, isTrue);
                break;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand }:
                CompleteWhere(operand, !isTrue);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when comparison.OperatorKind == BinaryOperatorKind.Equals == isTrue:
                Complete(CarriedByTask(comparison.LeftOperand).With(CarriedByTask(comparison.RightOperand)));
                break;
            case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully", Instance: { } task } when isTrue:
                Complete(CarriedByTask(task));
                break;
        }
    }

    private TaskValue CarriedByTask(IOperation operand)
    {
        while (operand is IConversionOperation conversion)
        {
            operand = conversion.Operand;
        }

        return operand is ILocalReferenceOperation { Local: var local } && _state is { } state && state.CarriedBy(local) is { IsTask: true, IsNested: false } value
            ? value
            : TaskValue.None;
    }

    private TaskValue VisitCoalesce(ICoalesceOperation coalesce)
    {
        var value = Visit(coalesce.Value);
        var before = _state;
        value = value.With(Visit(coalesce.WhenNull));
        _state = FlowState.Join(before, _state);
        return value;
    }

    private TaskValue VisitSwitch(ISwitchOperation choice)
    {
        Visit(choice.Value);
        WithBreaks(() =>
        {
            var before = _state;
            var after = before;
            foreach (var section in choice.Cases)
            {
                _state = before;
                foreach (var operation in section.Clauses.Cast<IOperation>().Concat(section.Body))
                {
                    Visit(operation);
                }

                after = FlowState.Join(after, _state);
            }

            _state = after;
        });
        return TaskValue.None;
    }

    private TaskValue VisitSwitchExpression(ISwitchExpressionOperation choice)
    {
        Visit(choice.Value);
        var before = _state;
        FlowState? after = null;
        var value = TaskValue.None;
        foreach (var arm in choice.Arms)
        {
            _state = before;
            Visit(arm.Guard);
            value = value.With(Visit(arm.Value));
            after = FlowState.Join(after, _state);
        }

        _state = after;
        return value;
    }

    private TaskValue VisitLoop(ILoopOperation loop)
    {
        var loopedOver = TaskValue.None;
        switch (loop)
        {
            case IForEachLoopOperation forEach:
                loopedOver = Visit(forEach.Collection);
                break;
            case IForLoopOperation counted:
                foreach (var before in counted.Before)
                {
                    Visit(before);
                }

                break;
        }

        var entry = _state;
        Pass(loop, loopedOver);
        if (entry is not null && _state is not null && _state.HasMoreInFlightThan(entry))
        {
            Pass(loop, loopedOver);
        }

        var mayBeSkipped = loop is not IWhileLoopOperation { ConditionIsTop: false };
        _state = mayBeSkipped ? FlowState.Join(entry is null ? null : AfterWaitingLoop(loop, entry), _state) : _state;
        return TaskValue.None;
    }

    /// <summary>
    /// A loop over tasks that waits for each has waited for all, also where it runs no round: then there were none.
    /// </summary>
    private FlowState AfterWaitingLoop(ILoopOperation loop, FlowState entry) =>
        _state is { } end && loop is IForEachLoopOperation ? entry.Completed(entry.InFlight.Except(end.InFlight)) : entry;

    private void Pass(ILoopOperation loop, TaskValue loopedOver)
    {
        _pass++;
        WithBreaks(() =>
        {
            switch (loop)
            {
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var item } }:
                    Carry(item, loopedOver.PerItem.IsEmpty ? AsTask(loopedOver, item.Type) : RunPerItem(loopedOver));
                    break;
                case IForLoopOperation { Condition: var condition }:
                    Visit(condition);
                    break;
                case IWhileLoopOperation { ConditionIsTop: true, Condition: var condition }:
                    Visit(condition);
                    break;
            }

            Visit(loop.Body);
        });

        switch (loop)
        {
            case IForLoopOperation { AtLoopBottom: var bottom }:
                foreach (var operation in bottom)
                {
                    Visit(operation);
                }

                break;
            case IWhileLoopOperation { Condition: { } condition } repeated:
                if (!repeated.ConditionIsTop)
                {
                    Visit(condition);
                }

                CompleteWhere(condition, isTrue: repeated.ConditionIsUntil);
                break;
        }
    }

    /// <summary>An item taken out of a list of tasks is a task again.</summary>
    private static TaskValue AsTask(TaskValue items, ITypeSymbol type) =>
        TaskFacts.IsAwaitable(type) && !items.Flights.IsEmpty ? TaskValue.Task(items.Flights) : items;

    /// <summary>
    /// After a handled exception all that the block has waited for has ended, well or badly, so handlers go on from the block's end.
    /// </summary>
    private TaskValue VisitTry(ITryOperation attempt)
    {
        var entry = _state;
        var frame = _frames.Peek();
        var returnsBefore = frame.AtReturns;
        Visit(attempt.Body);
        var afterBody = _state;
        var inHandlers = afterBody ?? FlowState.Join(Newer(frame.AtReturns, returnsBefore), null) ?? entry;
        var after = afterBody;
        foreach (var handler in attempt.Catches)
        {
            _state = inHandlers;
            Visit(handler.Filter);
            Visit(handler.Handler);
            after = FlowState.Join(after, _state);
        }

        if (attempt.Finally is { } last)
        {
            var isLeft = after is null;
            _state = after ?? inHandlers;
            Visit(last);
            after = isLeft ? null : _state;
        }

        _state = after;
        return TaskValue.None;
    }

    private static FlowState? Newer(FlowState? now, FlowState? before) => ReferenceEquals(now, before) ? null : now;
}
