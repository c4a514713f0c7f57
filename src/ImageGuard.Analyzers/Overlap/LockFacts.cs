using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>What a method does to a lock.</summary>
internal enum LockEffect
{
    /// <summary>Takes it for readers.</summary>
    EnterShared,

    /// <summary>Takes it alone.</summary>
    EnterExclusive,

    /// <summary>Gives it back.</summary>
    Exit,
}

/// <summary>Methods by which programs take and release locks, as data.</summary>
internal static class LockFacts
{
    public static TypeName SemaphoreSlim { get; } = new("System.Threading", "SemaphoreSlim");

    public static TypeName Semaphore { get; } = new("System.Threading", "Semaphore");

    /// <summary>Calls whose lock is held until a matching call releases it.</summary>
    private static ILookup<string, Row> Paired { get; } = new Row[]
    {
        new(SemaphoreSlim, "Wait", LockEffect.EnterExclusive),
        new(SemaphoreSlim, "WaitAsync", LockEffect.EnterExclusive),
        new(SemaphoreSlim, "Release", LockEffect.Exit),
        new(new("System.Threading", "WaitHandle"), "WaitOne", LockEffect.EnterExclusive),
        new(Semaphore, "Release", LockEffect.Exit),
        new(new("System.Threading", "Mutex"), "ReleaseMutex", LockEffect.Exit),
        new(new("System.Threading", "Monitor"), "Enter", LockEffect.EnterExclusive),
        new(new("System.Threading", "Monitor"), "TryEnter", LockEffect.EnterExclusive),
        new(new("System.Threading", "Monitor"), "Exit", LockEffect.Exit),
        new(new("System.Threading", "Lock"), "Enter", LockEffect.EnterExclusive),
        new(new("System.Threading", "Lock"), "TryEnter", LockEffect.EnterExclusive),
        new(new("System.Threading", "Lock"), "Exit", LockEffect.Exit),
        new(new("System.Threading", "SpinLock"), "Enter", LockEffect.EnterExclusive),
        new(new("System.Threading", "SpinLock"), "Exit", LockEffect.Exit),
        new(new("System.Threading", "ReaderWriterLockSlim"), "EnterReadLock", LockEffect.EnterShared),
        new(new("System.Threading", "ReaderWriterLockSlim"), "TryEnterReadLock", LockEffect.EnterShared),
        new(new("System.Threading", "ReaderWriterLockSlim"), "EnterWriteLock", LockEffect.EnterExclusive),
        new(new("System.Threading", "ReaderWriterLockSlim"), "TryEnterWriteLock", LockEffect.EnterExclusive),
        new(new("System.Threading", "ReaderWriterLockSlim"), "EnterUpgradeableReadLock", LockEffect.EnterShared),
        new(new("System.Threading", "ReaderWriterLockSlim"), "ExitReadLock", LockEffect.Exit),
        new(new("System.Threading", "ReaderWriterLockSlim"), "ExitWriteLock", LockEffect.Exit),
        new(new("System.Threading", "ReaderWriterLockSlim"), "ExitUpgradeableReadLock", LockEffect.Exit),
    }.ToLookup(row => row.Method);

    private static string[] ScopeWords { get; } = ["Lock", "Acquire", "Enter", "Mutex", "Gate", "Exclusive"];

    private static string[] ReaderWords { get; } = ["Read", "Shared"];

    /// <summary>What a call does to the lock that it is called on, or null.</summary>
    public static LockEffect? EffectOf(IMethodSymbol method)
    {
        foreach (var row in Paired[method.Name])
        {
            if (method.ContainingType.BasesAndSelf().Any(row.Type.Is))
            {
                return row.Effect;
            }
        }

        return null;
    }

    /// <summary>The cheap check: what the names of all methods have in them that take or give back a lock.</summary>
    public static WordSearch Words { get; } = new(["Wait", "Release", "Enter", "Exit", .. ScopeWords]);

    /// <summary>
    /// How a method whose result is disposed takes a lock, or null: <c>using (await gate.LockAsync())</c>. There are many such types and
    /// they agree only in their words, so the words decide; a mistaken lock costs a finding, never a false one.
    /// </summary>
    public static LockEffect? EffectOfScope(IMethodSymbol method) =>
        !HasWord(method.Name, ScopeWords) ? null : HasWord(method.Name, ReaderWords) ? LockEffect.EnterShared : LockEffect.EnterExclusive;

    private static bool HasWord(string name, string[] words) => words.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0);

    private sealed record Row(TypeName Type, string Method, LockEffect Effect);
}
