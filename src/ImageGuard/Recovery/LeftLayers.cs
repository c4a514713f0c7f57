using Docker.DotNet;
using ImageGuard.Failures;
using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;
using ImageGuard.Verification;

namespace ImageGuard.Recovery;

/// <summary>
/// Verifies what is created as long as a containerd store may keep layers that a power cut has damaged: what an operation has unpacked that
/// was cut off it keeps for a day, by a lease that its API cannot end, and makes of it whatever else has such a layer.
/// </summary>
internal sealed class LeftLayers : IOperationObserver
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromHours(24);

    private readonly TimeProvider _clock;
    private readonly Lazy<Task<DateTimeOffset>> _until;

    /// <param name="journal">Tells what was cut off.</param>
    /// <param name="clock">The time.</param>
    public LeftLayers(IOperationJournal journal, TimeProvider clock)
    {
        _clock = clock;
        _until = new Lazy<Task<DateTimeOffset>>(() => ReadUntilAsync(journal));
    }

    public ValueTask StartingAsync(OperationRun run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <exception cref="CorruptImageException">The image is damaged although the engine has just made it.</exception>
    public async ValueTask EndedAsync(OperationRun run, Exception? failure)
    {
        if (failure is not null || run.Operation.IsRecovery || !Unpacks(run.Kind)
            || _clock.GetUtcNow() >= await _until.Value.ConfigureAwait(false))
        {
            return;
        }

        foreach (var id in (run.Operation.Result?.Made.Values ?? []).Distinct())
        {
            if (await IsDamagedAsync(run, id).ConfigureAwait(false))
            {
                throw FailureFactory.Create(new ImageFailure(FailureKind.DamageKept, run.Kind, run.Operation.ImageText));
            }
        }
    }

    public ValueTask SettledAsync(OperationRun run, SettledOutcome outcome) => ValueTask.CompletedTask;

    private static bool Unpacks(ImageOperationKind kind) => kind is ImageOperationKind.Pull or ImageOperationKind.Load
        or ImageOperationKind.Build or ImageOperationKind.Commit or ImageOperationKind.Import;

    private static async Task<bool> IsDamagedAsync(OperationRun run, string id)
    {
        try
        {
            return await run.Engine.FindAsync(id, CancellationToken.None).ConfigureAwait(false) is { } image
                && (await new ContentVerifier(run.Engine, progress: null).VerifyAsync(image, quick: false, CancellationToken.None)
                    .ConfigureAwait(false)).IsDamaged;
        }
        catch (DockerApiException cause)
        {
            throw FailureFactory.FromAnswer(run.Kind, run.Operation.ImageText, cause);
        }
    }

    /// <summary>When the last lease ends. While this process lives no power is lost, so that is found out once.</summary>
    private static async Task<DateTimeOffset> ReadUntilAsync(IOperationJournal journal)
    {
        try
        {
            return (await journal.ReadLaterAsync(sequence: 0, CancellationToken.None).ConfigureAwait(false))
                .Where(entry => Unpacks(entry.Kind) && WasCutOff(entry))
                .Select(entry => entry.Began + LeaseTime)
                .DefaultIfEmpty(DateTimeOffset.MinValue)
                .Max();
        }
        catch (JournalException)
        {
            return DateTimeOffset.MinValue; // Its own observer says what is to become of operations that it does not know.
        }
    }

    private static bool WasCutOff(JournalEntry entry) => entry.Result is null && !entry.Process.IsOfThisBoot
        && (entry.State == JournalState.Recovered || (entry.State == JournalState.Started && entry.Process.IsAlive == false));
}
