using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What is locked.</summary>
/// <param name="Symbol">The field, local, parameter, type or method that gives the lock.</param>
/// <param name="Key">Which of its locks, where it gives one for each name and the name is known.</param>
internal readonly record struct LockTarget(ISymbol Symbol, string? Key)
{
    /// <summary>Whether both may be one lock. A key that is not known counts as the same: such locks go by the image.</summary>
    public bool MayBe(LockTarget other) =>
        SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && (Key is null || other.Key is null || Key == other.Key);
}

/// <summary>One taking of a lock. Two flights under one hold are not kept apart by it; under two holds of one lock they are.</summary>
internal sealed class Hold
{
    public Hold(LockTarget target, bool isShared)
    {
        Target = target;
        IsShared = isShared;
    }

    public LockTarget Target { get; }

    /// <summary>Whether it is held for readers.</summary>
    public bool IsShared { get; }

    /// <summary>Another taking of the same lock.</summary>
    public Hold Again() => new(Target, IsShared);

    /// <summary>Whether what runs under this hold and what runs under the other can never run at once.</summary>
    public bool Excludes(Hold other) => this != other && !(IsShared && other.IsShared) && Target.MayBe(other.Target);
}
