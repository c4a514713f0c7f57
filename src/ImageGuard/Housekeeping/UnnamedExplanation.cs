using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Housekeeping;

/// <summary>Concludes from evidence how an image came to be without a name.</summary>
/// <param name="happenings">What the chronicle remembers.</param>
/// <param name="images">All images.</param>
/// <param name="remembersParents">Whether the engine remembers what each image was built from here, so that no parent means "not built here".</param>
internal sealed class UnnamedExplanation(
    IReadOnlyList<Happening> happenings, IReadOnlyList<ImageFacts> images, bool remembersParents)
{
    /// <summary>Engines tell the creation of an image in whole seconds.</summary>
    public static readonly TimeSpan Granularity = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string> _owners = images
        .SelectMany(image => image.Names.Select(name => (Key: ImageNames.KeyOf(name), image.Id)))
        .ToDictionary(name => name.Key, name => name.Id);

    /// <summary>Explains one image.</summary>
    public UnnamedImage Of(UnnamedEvidence evidence)
    {
        var (cause, text) = Conclude(evidence);
        var isSafe = evidence is { User: null, Child: null }
            && cause is UnnamedCause.TagTakenOver or UnnamedCause.OverlappingBuild or UnnamedCause.Interrupted;
        var image = evidence.Image;
        return new UnnamedImage(image.Id, cause, text, AdviceFor(cause, evidence, isSafe), isSafe, image.Created, image.Summary.Size);
    }

    private (UnnamedCause Cause, string Evidence) Conclude(UnnamedEvidence evidence)
    {
        var image = evidence.Image;
        if (evidence.Child is { } child && image.Tagged is null)
        {
            return (UnnamedCause.BuildIntermediate, $"{NameOf(child)} was built from it and it never had a name of its own.");
        }

        return FromContainer(evidence.User) ?? FromNames(evidence) ?? FromMaking(evidence)
            ?? (UnnamedCause.Unknown, "Neither the image nor the engine's events tell.");
    }

    /// <summary>A container keeps what its maker wrote: where that is no image's name any more, the name was forced away.</summary>
    private (UnnamedCause, string)? FromContainer(ImageUser? user)
    {
        if (user?.ImageGiven is not { } given || ImageId.IsId(given))
        {
            return null;
        }

        return _owners.TryGetValue(ImageNames.KeyOf(given), out var owner)
            ? (UnnamedCause.TagTakenOver, $"Container {user.Name} was made from it as {given}, which is now {owner}.")
            : (UnnamedCause.ForcedAway, $"Container {user.Name} was made from it as {given}, and no image has that name now.");
    }

    /// <summary>What became of the names it had.</summary>
    private (UnnamedCause, string)? FromNames(UnnamedEvidence evidence)
    {
        var image = evidence.Image;
        var life = LifeOf(image);
        var takeover = life
            .Where(named => named.Kind == HappeningKind.Named)
            .SelectMany(named => happenings.Where(other =>
                other.Kind == HappeningKind.Named && other.Name == named.Name && other.Id is not null && other.Id != image.Id
                && other.Time > named.Time))
            .MaxBy(other => other.Time);
        if (evidence.Twin is { } twin)
        {
            return (UnnamedCause.OverlappingBuild, $"{NameOf(twin)} was made by the same steps at the same time{By(takeover)}.");
        }

        if (takeover is not null)
        {
            return (UnnamedCause.TagTakenOver, $"{takeover.Name} was given to {takeover.Id} at {takeover.Time:u}.");
        }

        if (life.LastOrDefault(lost => lost.Kind == HappeningKind.Untagged) is { } untagged)
        {
            return (UnnamedCause.ForcedAway, $"Its last name was removed at {untagged.Time:u}, and it stayed: without force it would have gone too.");
        }

        if (image.Summary.Digests is [var digest, ..])
        {
            return (UnnamedCause.TagTakenOver, $"It came from a registry as {digest}; its tag is another image's now.");
        }

        return image.Tagged is { } tagged
            ? (UnnamedCause.TagTakenOver, $"It got a name at {tagged:u}; an image whose name is removed without force goes too, so another got it.")
            : null;
    }

    /// <summary>It never had a name: what tells is how it was made.</summary>
    private (UnnamedCause, string)? FromMaking(UnnamedEvidence evidence)
    {
        var (image, steps) = (evidence.Image, evidence.Steps);
        var life = LifeOf(image);
        if (life.LastOrDefault(loaded => loaded.Kind == HappeningKind.Loaded) is { } load)
        {
            return (UnnamedCause.SavedById, $"It was loaded at {load.Time:u} from an archive that holds no name.");
        }

        if (life.Any(commit => commit.Kind == HappeningKind.Committed))
        {
            return (UnnamedCause.MadeWithoutName, "It was committed from a container without a name.");
        }

        if (steps.EndsInImport)
        {
            return (UnnamedCause.MadeWithoutName, "It was imported from a file system without a name.");
        }

        if (image.ParentId is not null)
        {
            return !steps.EndsInBuild
                ? (UnnamedCause.MadeWithoutName, $"It was made here from {image.ParentId} by no builder: a commit without a name.")
                : FindBrokenBuild(image) is { } broken
                    ? (UnnamedCause.Interrupted, $"It was made during an operation that failed: {broken.Operation}")
                    : (UnnamedCause.Interrupted, $"It is a step of a build that set no name: {steps.LastCommand}");
        }

        return remembersParents && image.Layers.Count > 0
            ? (UnnamedCause.SavedById, "It was not built here and never had a name here: it was loaded from an archive that holds none.")
            : null;
    }

    /// <summary>What happened to it since it last came to be: an image that is loaded again has the ID that it had before.</summary>
    private Happening[] LifeOf(ImageFacts image)
    {
        var own = happenings.Where(happening => happening.Id == image.Id).OrderBy(happening => happening.Time).ToArray();
        return own[(Array.FindLastIndex(own, happening => happening.Kind == HappeningKind.Deleted) + 1)..];
    }

    private Happening? FindBrokenBuild(ImageFacts image) => happenings.LastOrDefault(broken =>
        broken.Kind == HappeningKind.BrokeOff && broken.Began - Granularity <= image.Created && image.Created <= broken.Time);

    private static string By(Happening? takeover) => takeover is null ? "" : $", and took {takeover.Name} over at {takeover.Time:u}";

    private static string NameOf(ImageFacts image) => ImageDescription.NameOf(image.Names, image.Id);

    private static string AdviceFor(UnnamedCause cause, UnnamedEvidence evidence, bool isSafe) => cause switch
    {
        _ when isSafe => "Remove it: it was superseded, or never finished.",
        UnnamedCause.BuildIntermediate => "Leave it: it goes with the last image that is made from it.",
        UnnamedCause.ForcedAway or UnnamedCause.TagTakenOver or UnnamedCause.OverlappingBuild when evidence.User is { } user =>
            $"Leave it as long as container {user.Name} needs it, or give it a name; remove the container and then the image.",
        UnnamedCause.SavedById => "Give it a name. Save by name next time: an archive by ID holds none.",
        _ => "Give it a name if it is wanted, else remove it by its ID.",
    };
}
