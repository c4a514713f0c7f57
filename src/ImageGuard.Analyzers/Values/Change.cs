using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Values;

/// <summary>What a change does to an object, or to one of its properties.</summary>
internal enum ChangeKind
{
    /// <summary>Gives it a value: the operation is that value.</summary>
    Set,

    /// <summary>Appends to its value (<c>+=</c>): the operation is what is appended.</summary>
    Append,

    /// <summary>Calls a method on it: the operation is the call.</summary>
    Call,
}

/// <summary>One step in the making of an object or a string.</summary>
/// <param name="Path">The property, behind those that lead to it: <c>StartInfo.Arguments</c>; empty for the object itself.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Operation">With what.</param>
/// <param name="Frame">The calls that have led to the body in which it stands.</param>
/// <param name="Presence"><see cref="Certainty.Possible"/> where it happens only on some runs.</param>
internal sealed record Change(string Path, ChangeKind Kind, IOperation Operation, CallFrame? Frame, Certainty Presence);
