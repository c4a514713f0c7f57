namespace ImageGuard.Analyzers.Overlap;

/// <summary>A lock that a call takes or gives back.</summary>
internal sealed record LockStep(LockTarget Target, LockEffect Effect)
{
    /// <summary>The holding of a lock that is taken.</summary>
    public Hold Taken() => new(Target, Effect == LockEffect.EnterShared);
}
