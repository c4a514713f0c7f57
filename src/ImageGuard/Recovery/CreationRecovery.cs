using ImageGuard.Journal;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Recovery;

/// <summary>
/// Recovers an operation that creates images: what it brought is verified; what is damaged goes; what is missing gets its name back, or is
/// made again. Engines report success for a load over a damaged image and repair nothing, so what is made again is verified again.
/// </summary>
internal sealed class CreationRecovery(JournalEntry entry, RecoveryLog log, ImageRecovery images)
{
    /// <summary>Looking, removing what is damaged, making it again, and that once more where a part of the damage had been hidden.</summary>
    private const int MostRounds = 5;
    private const int MostRepetitions = 2;

    private readonly bool _wasCompleted = entry.State == JournalState.Completed;
    private readonly HashSet<string> _intact = [];
    private int _repetitions;
    private bool _areCompared = true;

    private bool IsRepeated => _repetitions > 0;

    private string Word => entry.Kind.ToString().ToLowerInvariant();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var dealtWith = await images.DealtWithSinceAsync(cancellationToken).ConfigureAwait(false);
        var names = entry.Intent.Names.Where(name => !dealtWith.Contains(ImageNames.KeyOf(name))).ToArray();
        var brought = entry.Intent.Brings.Concat(entry.Result?.Made.Values ?? []).Distinct().Where(id => !dealtWith.Contains(id)).ToArray();
        if (!entry.Intent.Keys.Any() && entry.Result is null)
        {
            log.Found("Which images it was to bring could not be seen before."); // A stream that cannot be looked into.
            log.Lost($"Repeat the {Word} if it is still wanted.");
            return;
        }

        if (names.Length == 0 && brought.Length == 0)
        {
            log.Found("A later operation has dealt with its images.");
            return;
        }

        for (var round = 0; round < MostRounds; round++)
        {
            if (await FindDamageAsync(names, brought, cancellationToken).ConfigureAwait(false) is { } damaged)
            {
                if (!await images.RemoveDamagedAsync(damaged, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
            else if (await FindMissingAsync(names, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } missing)
            {
                var state = _areCompared ? "intact" : "there";
                log.Found(_wasCompleted || IsRepeated ? $"Its images are {state} now." : $"The engine has carried it out, and its images are {state}.");
                return;
            }
            else if (!await RestoreAsync(missing, cancellationToken).ConfigureAwait(false))
            {
                await RemoveUnnamedAsync(brought, cancellationToken).ConfigureAwait(false);
                return;
            }
        }

        log.Blocked("Its images are still damaged after it was repeated. Look at the engine's disk.");
    }

    /// <summary>The first damaged image among those that the names stand for and those that it brought; null where all are intact.</summary>
    private async Task<ImageVerification?> FindDamageAsync(
        IReadOnlyList<string> names, IReadOnlyList<string> brought, CancellationToken cancellationToken)
    {
        foreach (var nameOrId in names.Where(name => !MeansAllTags(name)).Concat(brought))
        {
            if (await images.FindAsync(nameOrId, cancellationToken).ConfigureAwait(false) is { } image
                && !_intact.Contains(image.Id)
                && await images.VerifyAsync(image.Id, cancellationToken).ConfigureAwait(false) is { } verification)
            {
                if (verification.NotComparable is { } reason)
                {
                    log.Lost($"{nameOrId} could not be verified: {reason}.");
                    _areCompared = false;
                }

                if (verification.IsDamaged)
                {
                    log.Found($"{nameOrId} is damaged: {verification.Damage[0]}");
                    _intact.Clear();
                    return verification;
                }

                _intact.Add(image.Id);
            }
        }

        return null;
    }

    /// <summary>The names that stand for nothing, or for something else than they shall.</summary>
    private async Task<IReadOnlyList<string>> FindMissingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var name in names)
        {
            if (MeansAllTags(name) && (IsRepeated || _wasCompleted))
            {
                continue; // Which tags there were nobody knows.
            }

            var image = await images.FindAsync(name, cancellationToken).ConfigureAwait(false);
            var isThere = image is not null && (IsRepeated || (WantedFor(name) is { } wanted
                ? image.Id == wanted
                : _wasCompleted || image.Id != entry.Intent.Before.GetValueOrDefault(name)));
            if (!isThere)
            {
                missing.Add(name);
            }
        }

        return missing;
    }

    private bool MeansAllTags(string name) => entry.Kind == ImageOperationKind.Pull && ImageReference.IsRepository(name);

    /// <summary>The ID that a name shall stand for, where that is known.</summary>
    private string? WantedFor(string name) =>
        entry.Result?.Made.GetValueOrDefault(name) ?? entry.Intent.Source
            ?? (entry.Intent.Brings is [var only] && _intact.Contains(only) ? only : null);

    /// <summary>Gives names back to images that are there, or repeats the operation.</summary>
    /// <returns>Whether something was done.</returns>
    private async Task<bool> RestoreAsync(IReadOnlyList<string> missing, CancellationToken cancellationToken)
    {
        var isRestored = false;
        foreach (var name in missing)
        {
            if (WantedFor(name) is { } wanted && name != wanted && await images.FindAsync(wanted, cancellationToken).ConfigureAwait(false) is not null)
            {
                await images.TagAsync(wanted, name, cancellationToken).ConfigureAwait(false);
                log.Done($"{name} was given back to {wanted}.");
                isRestored = true;
            }
        }

        if (isRestored)
        {
            return true;
        }

        if (_repetitions < MostRepetitions && await RepeatAsync(cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        if (!log.IsOpen)
        {
            Give(missing);
        }

        return false;
    }

    private async Task<bool> RepeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await images.RepeatAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
        catch (CorruptImageException)
        {
            // It met damage that could not be seen before it was there: the next round sees it.
        }
        catch (ImageGuardException failure) when (_wasCompleted || failure is LockTimeoutException or UnknownOutcomeException)
        {
            log.Blocked($"It could not be repeated: {failure.Message}");
            return false;
        }
        catch (ImageGuardException failure)
        {
            log.Found($"It could not be repeated: {failure.Message}"); // Nobody was told that it succeeded.
            return false;
        }

        log.Done("It was repeated.");
        _repetitions++;
        return true;
    }

    /// <summary>Says what has become of an operation that cannot be repeated.</summary>
    private void Give(IReadOnlyList<string> missing)
    {
        var names = string.Join(", ", missing);
        if (_wasCompleted)
        {
            log.Lost($"{names} is lost, and what it was made from is not known any more: repeat the {Word}.");
        }
        else
        {
            log.Found($"It was not carried out; {names} is as it was before.");
            log.Lost($"Repeat the {Word} if it is still wanted.");
        }
    }

    /// <summary>What an operation that was not carried out has left behind.</summary>
    private async Task RemoveUnnamedAsync(IReadOnlyList<string> brought, CancellationToken cancellationToken)
    {
        foreach (var id in brought.Where(id => !_wasCompleted && !entry.Intent.Before.ContainsKey(id)))
        {
            if (await images.FindAsync(id, cancellationToken).ConfigureAwait(false) is { Names.Count: 0, Digests.Count: 0 }
                && await images.RemoveAsync(id, id, cancellationToken).ConfigureAwait(false))
            {
                log.Done($"{id}, which it left without a name, was removed.");
            }
        }
    }
}
