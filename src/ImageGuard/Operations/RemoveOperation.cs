using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Journal;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>
/// Removes an image, never by force: a name is removed by itself; an ID by removing its names one by one, the last of which takes the
/// image along.
/// </summary>
/// <param name="image">A name or an ID.</param>
/// <param name="noPrune">Whether unnamed parents stay.</param>
/// <param name="mayGo">
/// Asked once the locks are held: whether it is still to go; null for yes. Otherwise nothing is removed, which is no failure.
/// </param>
internal sealed class RemoveOperation(string image, bool? noPrune, Func<Engine, CancellationToken, Task<bool>>? mayGo = null)
    : GuardedOperation<RemovalResult>(ImageOperationKind.Remove)
{
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(2);

    private readonly List<string> _untagged = [];
    private readonly List<string> _deleted = [];
    private ImageDescription? _description;
    private IReadOnlyList<string> _targets = [image];
    private IReadOnlyList<string>? _parents;
    private bool _isGone;

    public override IReadOnlyList<string> Images => [image];

    /// <summary>An engine's events name the ID only. If the image is gone, the removal was carried out, and any event of one confirms it.</summary>
    public override Settlement? Settlement => new(
        ["untag", "delete"],
        _isGone ? [] : _description is null ? [ImageNames.KeyOf(image)] : ImageNames.KeysOf(_description),
        EngineStops: false);

    public override OperationResult? Result => OperationResult.Of(_untagged, _deleted);

    private bool IsById => ImageId.IsId(image);

    private bool RemovesUnnamed => _description is not null && _targets is [var only] && ImageId.IsId(only);

    /// <summary>Not for what may be an ID, be it one of few digits.</summary>
    public override ImageFootprint? FootprintByName =>
        image.All(char.IsAsciiHexDigitLower) || IsById ? null : new ImageFootprint(Kind) { Images = [ImageNames.KeyOf(image)], HasUnknownIds = true };

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken)
    {
        _description = await engine.FindEvenDamagedAsync(image, cancellationToken).ConfigureAwait(false);
        if (_description is null)
        {
            return new ImageFootprint(Kind) { Images = [ImageNames.KeyOf(image)] }; // The engine finds the words for it.
        }

        if (IsById)
        {
            _targets = NamesOf(_description);
            await RefuseParentAsync(engine, _description, cancellationToken).ConfigureAwait(false);
        }

        return new ImageFootprint(Kind)
        {
            Images = [ImageNames.KeyOf(image), .. _targets.Select(ImageNames.KeyOf), _description.Id],
            RemovesUnnamed = RemovesUnnamed,
        };
    }

    public override async ValueTask<OperationIntent?> DescribeAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (_description is null)
        {
            try
            {
                await IdentifyAsync(engine, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerApiException)
            {
                return null; // The engine will say more about it when it is called.
            }
        }

        if (_description is not { } description)
        {
            return null;
        }

        var keys = _targets.Select(ImageNames.KeyOf).ToHashSet();
        var takesImage = keys.Contains(description.Id) || description.Names.All(name => keys.Contains(ImageNames.KeyOf(name)));
        return new OperationIntent
        {
            Names = _targets,
            Before = _targets.ToDictionary(target => target, _ => description.Id),
            Takes = takesImage
                ? [description.Id, .. await UnnamedParentsAsync(engine, description, cancellationToken).ConfigureAwait(false)]
                : [],
            Settlement = Settlement!,
        };
    }

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (mayGo is not null && !await mayGo(engine, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        if (IsById && await engine.FindEvenDamagedAsync(image, cancellationToken).ConfigureAwait(false) is { } now)
        {
            Follow(now);
        }

        if (_targets.Count > 1)
        {
            await RefuseUsedAsync(engine, cancellationToken).ConfigureAwait(false);
        }

        var parents = engine.Identity.ChecksChildren ? [] : await ParentsToTakeAsync(engine, cancellationToken).ConfigureAwait(false);

        // By ID where it has one name: the engine then looks for children before it takes the name.
        var targets = IsById && _targets.Count == 1 && engine.Identity.ChecksChildren ? [_description?.Id ?? image] : _targets;
        try
        {
            foreach (var target in targets)
            {
                await RemoveAsync(engine, target, cancellationToken).ConfigureAwait(false);
            }
        }
        catch when (_description is null)
        {
            await TryIdentifyAsync(engine).ConfigureAwait(false);
            throw;
        }

        if (_description is not null && _deleted.Contains(_description.Id))
        {
            await RemoveForgottenAsync(parents.Except(_deleted).ToArray(), engine, cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task<RemovalResult> CheckAsync(Engine engine) => Task.FromResult(new RemovalResult(_untagged, _deleted));

    public override async ValueTask<ImageGuardException> ExplainAsync(Engine engine, ImageGuardException failure)
    {
        if (failure is not ImageInUseException || _description is null)
        {
            return failure;
        }

        var containers = await engine.ContainersOfAsync(_description.Id, CancellationToken.None).ConfigureAwait(false);
        return new ImageInUseException(failure.Failure, containers, failure.InnerException);
    }

    private async Task RemoveAsync(Engine engine, string target, CancellationToken cancellationToken)
    {
        var parameters = new ImageDeleteParameters { NoPrune = noPrune };
        var answer = await engine.Images.DeleteImageAsync(target, parameters, cancellationToken).ConfigureAwait(false);
        foreach (var (what, name) in answer.SelectMany(item => item))
        {
            (what == "Deleted" ? _deleted : _untagged).Add(name);
        }
    }

    /// <summary>Finds out which image it is, for what is done with the locks of its name.</summary>
    private async Task IdentifyAsync(Engine engine, CancellationToken cancellationToken)
    {
        _description = await engine.FindEvenDamagedAsync(image, cancellationToken).ConfigureAwait(false);
        _isGone = _description is null;
    }

    /// <summary>Finds out which image it is, or that it is gone, when a call has failed; an engine that is down or hangs does not say.</summary>
    private async Task TryIdentifyAsync(Engine engine)
    {
        using var limit = new CancellationTokenSource(LongestQuestion);
        try
        {
            await IdentifyAsync(engine, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
            when (failure is DockerApiException or HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return; // What the call itself has failed with says more.
        }
    }

    /// <summary>What to remove, so that all that is left of the image goes: its names or, where it has none, its ID.</summary>
    private static IReadOnlyList<string> NamesOf(ImageDescription description) => description switch
    {
        { Names.Count: > 0 } => description.Names,
        { Digests.Count: > 0 } => description.Digests,
        _ => [description.Id],
    };

    /// <summary>The images that are to go along with this one, should it go: its other names may be removed meanwhile.</summary>
    private async Task<IReadOnlyList<string>> ParentsToTakeAsync(Engine engine, CancellationToken cancellationToken)
    {
        if (_description is null)
        {
            await TryIdentifyAsync(engine).ConfigureAwait(false);
        }

        return _description is { } description
            ? await UnnamedParentsAsync(engine, description, cancellationToken).ConfigureAwait(false)
            : [];
    }

    /// <summary>
    /// Removes the unnamed parents that the engine has not taken along. A containerd store takes those of two images along with the first of
    /// them that goes, and then finds the way from the second to its own no more.
    /// </summary>
    private async Task RemoveForgottenAsync(IReadOnlyList<string> parents, Engine engine, CancellationToken cancellationToken)
    {
        foreach (var parent in parents)
        {
            if (await engine.FindEvenDamagedAsync(parent, cancellationToken).ConfigureAwait(false) is not { Names.Count: 0, Digests.Count: 0 } left
                || (await ImageLineage.ChildrenOfAsync(engine, left, cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                return;
            }

            try
            {
                await RemoveAsync(engine, parent, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerApiException)
            {
                return; // A container uses it, or it has gone meanwhile.
            }
        }
    }

    /// <summary>The images that the engine removes along, since nobody could name them any more; the nearest first.</summary>
    private async Task<IReadOnlyList<string>> UnnamedParentsAsync(
        Engine engine, ImageDescription description, CancellationToken cancellationToken) =>
        noPrune == true ? []
        : _parents ??= await ImageLineage.UnnamedParentsOfAsync(engine, description.Id, cancellationToken).ConfigureAwait(false);

    /// <summary>Follows an image whose names have changed before the locks were held.</summary>
    /// <exception cref="ImageLostException">The locks are on other names; alone on the engine it can go on.</exception>
    private void Follow(ImageDescription now)
    {
        if (NamesOf(now).SequenceEqual(_targets))
        {
            return;
        }

        var isAlone = RemovesUnnamed;
        (_description, _targets) = (now, NamesOf(now));
        if (!isAlone)
        {
            throw FailureFactory.Create(Failure(FailureKind.LostRace));
        }
    }

    /// <summary>Refuses to remove by ID what others are made from, where the engine would not.</summary>
    private async Task RefuseParentAsync(Engine engine, ImageDescription description, CancellationToken cancellationToken)
    {
        if (engine.Identity.ChecksChildren)
        {
            return;
        }

        var children = await ImageLineage.ChildrenOfAsync(engine, description, cancellationToken).ConfigureAwait(false);
        if (children.Count > 0)
        {
            throw new ImageHasChildrenException(Failure(FailureKind.HasChildren), children);
        }
    }

    /// <summary>The engine would find out at the last name, when the others are gone.</summary>
    private async Task RefuseUsedAsync(Engine engine, CancellationToken cancellationToken)
    {
        var containers = await engine.ContainersOfAsync(_description!.Id, cancellationToken).ConfigureAwait(false);
        if (containers.Count > 0)
        {
            throw new ImageInUseException(Failure(FailureKind.InUse), containers);
        }
    }
}
