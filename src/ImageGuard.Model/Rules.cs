namespace ImageGuard.Model;

/// <summary>The catalogue: every rule, and the one place that states its ID, title, message, severity and source.</summary>
public static class Rules
{
    /// <summary>A removal that is always forced.</summary>
    public static Rule ForcedRemoval { get; } = new(
        "IMG101",
        "Image removal is forced",
        "'{0}' forces the removal of an image: errors on the way are ignored and can leave an unnamed image or a container without its image",
        RuleSeverity.Warning,
        ["S11"],
        "A forced removal ignores conflicts: an image in use loses its name and stays, or disappears under a stopped container. "
        + "An ordinary removal fails in these cases and leaves nothing behind. Remove without force, and free the image first.");

    /// <summary>A removal that some runs force.</summary>
    public static Rule PossiblyForcedRemoval { get; } = new(
        "IMG102",
        "Image removal can be forced at run time",
        "'{0}' forces the removal of an image when a value says so at run time",
        RuleSeverity.Suggestion,
        ["S11"],
        "Whether the removal is forced is decided by a value that is not constant. A forced removal ignores conflicts and can leave "
        + "an unnamed image or a container without its image. Remove without force.");

    /// <summary>Pull, load, commit, import or tag beside a removal.</summary>
    public static Rule CreationBesideRemoval { get; } = new(
        "IMG201",
        "Image is created while images are removed",
        "'{0}' can remove an image while '{1}' (line {2}) is creating one: {3}",
        RuleSeverity.Warning,
        ["S1"],
        "Creating an image and removing one at the same time can answer success and leave no image, or fail with an engine error. "
        + "Wait for one before the other starts, or hold one lock around both.");

    /// <summary>Save or push beside a removal.</summary>
    public static Rule SaveBesideRemoval { get; } = new(
        "IMG202",
        "Image is saved while images are removed",
        "'{0}' can remove an image while '{1}' (line {2}) is reading one: {3}",
        RuleSeverity.Warning,
        ["S6"],
        "Removing an image while it is saved or pushed can break the archive or leave the image without a name. "
        + "Wait for one before the other starts, or hold one lock around both.");

    /// <summary>Build beside a removal.</summary>
    public static Rule BuildBesideRemoval { get; } = new(
        "IMG203",
        "Image is built while images are removed",
        "'{0}' can remove an image while '{1}' (line {2}) is building one: {3}",
        RuleSeverity.Warning,
        ["S9"],
        "Between two steps of a build nothing protects its intermediate images, so a removal or a prune can make the build fail. "
        + "Wait for one before the other starts, or hold one lock around both.");

    /// <summary>An operation whose task is dropped.</summary>
    public static Rule NotAwaited { get; } = new(
        "IMG205",
        "Image operation is not awaited",
        "'{0}' may still be running, or have failed, when the next operation starts: {1}",
        RuleSeverity.Warning,
        ["S1", "S6"],
        "Nobody waits for the operation, so it overlaps with whatever follows and its failure is lost. Await it.");

    /// <summary>A save that names the image by its ID.</summary>
    public static Rule SavedById { get; } = new(
        "IMG301",
        "Image is saved by ID",
        "'{0}' saves an image by its ID: the archive holds no name, and the image that is loaded from it has none",
        RuleSeverity.Warning,
        ["S8"],
        "An archive that is saved by ID carries no name; the image loaded from it is unnamed. Save the image by its name.");

    /// <summary>An operation whose in-band failure nobody reads.</summary>
    public static Rule IgnoredFailure { get; } = new(
        "IMG401",
        "Failure reported in the progress stream is ignored",
        "'{0}' returns without an exception when the engine reports a failure in the progress stream, and {1}",
        RuleSeverity.Warning,
        ["S2", "S7"],
        "Load, build, pull, import and push answer with status 200 before they are done and report a failure as a progress message. "
        + "Docker.DotNet does not turn it into an exception. Read 'Error' of each message, in an IProgress that reports synchronously.");

    /// <summary>Every rule, in the order of their IDs.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        ForcedRemoval,
        PossiblyForcedRemoval,
        CreationBesideRemoval,
        SaveBesideRemoval,
        BuildBesideRemoval,
        NotAwaited,
        SavedById,
        IgnoredFailure,
    ];
}
