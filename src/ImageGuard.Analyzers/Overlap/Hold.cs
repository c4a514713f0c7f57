using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>One taking of a lock. Two flights under one hold are not kept apart by it; under two holds of one lock they are.</summary>
internal sealed class Hold
{
    public Hold(ISymbol target, bool isShared)
    {
        Target = target;
        IsShared = isShared;
    }

    /// <summary>What is locked: the field, local, parameter or method that gives the lock.</summary>
    public ISymbol Target { get; }

    /// <summary>Whether it is held for readers.</summary>
    public bool IsShared { get; }

    /// <summary>Whether what runs under this hold and what runs under the other can never run at once.</summary>
    public bool Excludes(Hold other) =>
        this != other && !(IsShared && other.IsShared) && SymbolEqualityComparer.Default.Equals(Target, other.Target);
}
