using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>A call that is followed into the body of what it calls: there, the parameters stand for the call's arguments.</summary>
internal sealed class CallFrame
{
    private readonly IInvocationOperation _call;
    private readonly IMethodSymbol _method;
    private readonly CallFrame? _caller;

    /// <param name="call">The call.</param>
    /// <param name="method">The method whose body it runs: its target, or what implements that.</param>
    /// <param name="caller">The frame that the call stands in, or null where that has not been entered by a call.</param>
    public CallFrame(IInvocationOperation call, IMethodSymbol method, CallFrame? caller)
    {
        _call = call;
        _method = method.OriginalDefinition;
        _caller = caller;
        Depth = caller is null ? 1 : caller.Depth + 1;
    }

    /// <summary>How many calls have been followed.</summary>
    public int Depth { get; }

    /// <summary>Whether a method's body is being read already, further out.</summary>
    public bool IsWithin(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(_method, method.OriginalDefinition) || _caller?.IsWithin(method) == true;

    /// <summary>What a parameter stands for, or null where no call has given it a value.</summary>
    public FramedValue? ValueOf(IParameterSymbol parameter)
    {
        if (!SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, _method))
        {
            return _caller?.ValueOf(parameter);
        }

        var argument = _call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal);
        return argument is null ? null : new FramedValue(argument.Value, _caller);
    }
}

/// <summary>An expression, and the calls that have led into the body in which it stands.</summary>
internal sealed record FramedValue(IOperation Operation, CallFrame? Frame);
