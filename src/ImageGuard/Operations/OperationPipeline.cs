using System.Diagnostics;
using System.Net.Sockets;
using Docker.DotNet;
using ImageGuard.Diagnostics;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Locks;

namespace ImageGuard.Operations;

/// <summary>The one way in which every operation runs: plan, take the locks, call, check, release; and settle where the call broke off.</summary>
internal sealed class OperationPipeline(
    LockTable locks, OutcomeSettler settler, IOperationObserver observer, TimeSpan lockTimeout)
{
    /// <summary>Runs the operation.</summary>
    /// <param name="operation">What to do.</param>
    /// <param name="engine">Where.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="patience">How long to wait for the locks; null for as long as the options say.</param>
    /// <exception cref="ImageGuardException">It failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before it reached the engine.</exception>
    public async Task<TResult> RunAsync<TResult>(
        GuardedOperation<TResult> operation, Engine engine, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        using var activity = GuardTelemetry.Start(operation.Kind, operation.ImageText);
        try
        {
            return await RunWithoutTraceAsync(operation, engine, patience ?? lockTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    private static bool IsLost(ImageGuardException failure) =>
        failure.Kind is FailureKind.LostRace or FailureKind.MissingAfterSuccess;

    /// <summary>
    /// Whether the call broke off, by cancellation, time-out or a lost connection, in a way in which the engine may be at work: not where
    /// there was no connection in the first place.
    /// </summary>
    private static bool MayHaveReachedEngine(Exception failure)
    {
        if (failure is not (OperationCanceledException or TimeoutException or IOException or HttpRequestException))
        {
            return false;
        }

        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.Shutdown or SocketError.OperationAborted) })
            {
                return false;
            }
        }

        return true;
    }

    private async Task<TResult> RunWithoutTraceAsync<TResult>(
        GuardedOperation<TResult> operation, Engine engine, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            return await AttemptAsync(operation, engine, plan: null, patience, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageGuardException failure) when (IsLost(failure) && operation.CanRepeat)
        {
            // Something disturbed it that the plan could not foresee, such as a name given to an ID meanwhile: once more, undisturbed.
            return await AttemptAsync(operation, engine, LockPlan.Alone, patience, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TResult> AttemptAsync<TResult>(
        GuardedOperation<TResult> operation, Engine engine, LockPlan? plan, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (run, held) = await EnterAsync(operation, engine, plan, patience, cancellationToken).ConfigureAwait(false);
        run.MarkStarted();
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        var isCalled = false;
        var isSettling = false;
        try
        {
            await observer.StartingAsync(run, cancellationToken).ConfigureAwait(false);
            isCalled = true;
            var result = await CallAndCheckAsync(operation, engine, broken.Token).ConfigureAwait(false);
            await observer.EndedAsync(run, failure: null).ConfigureAwait(false);
            return result;
        }
        catch (Exception brokenOff) when (isCalled && operation.Settlement is not null && MayHaveReachedEngine(brokenOff))
        {
            var settled = settler.SettleAsync(operation.Settlement, engine, run, held);
            isSettling = true;
            var failure = new UnknownOutcomeException(
                new ImageFailure(FailureKind.UnknownOutcome, operation.Kind, operation.ImageText), settled, CauseOf(brokenOff));
            await observer.EndedAsync(run, failure).ConfigureAwait(false);
            throw failure;
        }
        catch (Exception failure)
        {
            var cause = CauseOf(failure);
            try
            {
                if (cause is ImageGuardException own && (IsLost(own) || own.Kind == FailureKind.DamageKept))
                {
                    await RemoveRemainsAsync(run, own.Kind, held, patience, cancellationToken).ConfigureAwait(false);
                }
            }
            finally
            {
                await observer.EndedAsync(run, cause).ConfigureAwait(false);
            }

            if (cause == failure)
            {
                throw;
            }

            throw cause;
        }
        finally
        {
            if (!isSettling)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }
        }

        Exception CauseOf(Exception failure) =>
            failure is OperationCanceledException && held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested
                ? new ImageGuardException(new ImageFailure(FailureKind.LockLost, operation.Kind, operation.ImageText), failure)
                : failure;
    }

    /// <summary>Takes the locks: those of the plan, or without one what the operation needs.</summary>
    private async Task<(OperationRun Run, ILockHold Held)> EnterAsync(
        GuardedOperation operation, Engine engine, LockPlan? plan, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (plan is null && operation.FootprintByName is { } byName)
        {
            var atOnce = new OperationRun(operation, engine);
            var free = await locks.TryAcquireAsync(LockPlan.For(byName), operation.Kind, operation.Images, cancellationToken).ConfigureAwait(false);
            if (free is not null)
            {
                return (atOnce, free);
            }
        }

        plan ??= LockPlan.For(await AskAsync(operation, operation.PlanAsync(engine, cancellationToken)).ConfigureAwait(false));
        var run = new OperationRun(operation, engine);
        return (run, await locks.AcquireAsync(plan, operation.Kind, operation.Images, patience, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// Removes what an attempt has left that lost a race, or has made a damaged image, while the journal still knows it as under way: so what a
    /// power cut leaves of it is left to a recovery.
    /// </summary>
    private async Task RemoveRemainsAsync(
        OperationRun run, FailureKind failure, IAsyncDisposable held, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (operation, engine) = (run.Operation, run.Engine);
        var remains = await AskAsync(operation, FindRemainsAsync(engine, cancellationToken)).ConfigureAwait(false);
        if (remains.Count == 0)
        {
            return;
        }

        await held.DisposeAsync().ConfigureAwait(false); // For an unnamed image is removed alone on the engine.
        foreach (var image in remains)
        {
            var removal = new RemoveOperation(image, noPrune: null, async (at, cancel) =>
                (await FindRemainsAsync(at, cancel).ConfigureAwait(false)).Contains(image));
            try
            {
                await RunAsync(removal, engine, cancellationToken, patience).ConfigureAwait(false);
            }
            catch (ImageGuardException refusal) when (refusal is ImageInUseException or ImageHasChildrenException)
            {
                // Somebody has found a use for it.
            }
        }

        ValueTask<IReadOnlyList<string>> FindRemainsAsync(Engine at, CancellationToken cancel) => failure == FailureKind.DamageKept
            ? new(NamesGivenAsync(operation, at, cancel))
            : operation.FindRemainsAsync(at, run.StartedAt, cancel);
    }

    /// <summary>The names that the operation has given and that still stand for what it has made.</summary>
    private static async Task<IReadOnlyList<string>> NamesGivenAsync(
        GuardedOperation operation, Engine engine, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var (name, id) in operation.Result!.Made)
        {
            if ((await engine.FindEvenDamagedAsync(name, cancellationToken).ConfigureAwait(false))?.Id == id)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static async Task<TAnswer> AskAsync<TAnswer>(GuardedOperation operation, ValueTask<TAnswer> question)
    {
        try
        {
            return await question.ConfigureAwait(false);
        }
        catch (DockerApiException cause)
        {
            throw FailureFactory.FromAnswer(operation.Kind, operation.ImageText, cause);
        }
    }

    private static async Task<TResult> CallAndCheckAsync<TResult>(
        GuardedOperation<TResult> operation, Engine engine, CancellationToken cancellationToken)
    {
        try
        {
            await operation.CallAsync(engine, cancellationToken).ConfigureAwait(false);
            return await operation.CheckAsync(engine).ConfigureAwait(false);
        }
        catch (DockerApiException cause)
        {
            var failure = FailureFactory.FromAnswer(operation.Kind, operation.ImageText, cause);
            throw await operation.ExplainAsync(engine, failure).ConfigureAwait(false);
        }
    }
}
