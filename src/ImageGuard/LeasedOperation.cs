namespace ImageGuard;

/// <summary>What an operation claims on an engine for as long as it may be at work there.</summary>
/// <param name="Engine">The engine's key.</param>
/// <param name="Shared">What others may use too, but not change: names of locks.</param>
/// <param name="Exclusive">What nobody else may use.</param>
/// <param name="Holder">Who it is, for the messages of others.</param>
public sealed record LeasedOperation(
    string Engine, IReadOnlyList<string> Shared, IReadOnlyList<string> Exclusive, LockHolder Holder);
