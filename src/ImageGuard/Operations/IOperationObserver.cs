namespace ImageGuard.Operations;

/// <summary>Sees the life cycle of every operation while its locks are held.</summary>
internal interface IOperationObserver
{
    /// <summary>The locks are held and the engine is about to be called. An exception prevents the call.</summary>
    ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken);

    /// <summary>
    /// The engine has answered and the result is checked, or the operation has failed. After an <see cref="UnknownOutcomeException"/>
    /// <see cref="SettledAsync"/> follows.
    /// </summary>
    ValueTask EndedAsync(OperationRun run, Exception? failure);

    /// <summary>It is known how an operation ended whose call broke off; its locks are about to be released.</summary>
    ValueTask SettledAsync(OperationRun run, SettledOutcome outcome);
}
