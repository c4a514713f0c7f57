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

    /// <summary>A container that is removed while it may run.</summary>
    public static Rule ForcedContainerRemoval { get; } = new(
        "IMG103",
        "Container removal is forced",
        "'{0}' kills a running container in order to remove it",
        RuleSeverity.Off,
        ["S11"],
        "A forced removal kills the container's processes at once: they get no chance to finish or to save. "
        + "Stop the container first, then remove it. Off by default, for it is not about images.");

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

    /// <summary>Two builds that take a name from each other, or leave what they have in common.</summary>
    public static Rule OverlappingBuilds { get; } = new(
        "IMG204",
        "Builds overlap and leave unnamed images",
        "'{0}' can run while '{1}' (line {2}) builds an image of the same name or FROM: {3}",
        RuleSeverity.Warning,
        ["S4"],
        "Of two builds under one name the later takes it from the earlier, whose image stays behind without one; builds without a parent image "
        + "that share FROM leave what they have in common. Build one after the other, or under different names.");

    /// <summary>An operation whose task is dropped.</summary>
    public static Rule NotAwaited { get; } = new(
        "IMG205",
        "Image operation is not awaited",
        "'{0}' may still be running, or have failed, when the next operation starts: {1}",
        RuleSeverity.Warning,
        ["S1", "S6"],
        "Nobody waits for the operation, so it overlaps with whatever follows and its failure is lost. Await it.");

    /// <summary>Entry points that the host runs at the same time.</summary>
    public static Rule UnguardedEntryPoints { get; } = new(
        "IMG206",
        "Entry points that the host runs concurrently create and remove images without a guard",
        "'{0}' in '{1}' can remove an image while '{2}' in '{3}' is creating one: the host runs both at once and no common lock keeps them apart",
        RuleSeverity.Suggestion,
        ["S1"],
        "Requests, background services, timers and parallel tests run beside one another. Where one creates images and another removes them, "
        + "hold one lock around both, or let one component do both in turn.")
    {
        NeedsWholeProgram = true,
    };

    /// <summary>A save that names the image by its ID.</summary>
    public static Rule SavedById { get; } = new(
        "IMG301",
        "Image is saved by ID",
        "'{0}' saves an image by its ID: the archive holds no name, and the image that is loaded from it has none",
        RuleSeverity.Warning,
        ["S8"],
        "An archive that is saved by ID carries no name; the image loaded from it is unnamed. Save the image by its name.");

    /// <summary>A build, commit or import that names nothing.</summary>
    public static Rule CreatedUnnamed { get; } = new(
        "IMG302",
        "Image is created without a name",
        "'{0}' gives the image that it creates no name: it is listed as <none>, and the next prune takes it away",
        RuleSeverity.Suggestion,
        ["S5"],
        "An image without a name can only be found by its ID, and is rubbish to every prune. Name it where it is created.");

    /// <summary>A build, commit, import or tag that takes a fixed name each time.</summary>
    public static Rule TakenOverTag { get; } = new(
        "IMG303",
        "Tag is taken over and leaves the old image unnamed",
        "'{0}' takes '{1}' over each time it runs, and leaves the image that had the name before without one",
        RuleSeverity.Off,
        ["S5"],
        "A name that is given again is lost to the image that had it, which stays as <none>. Give each image a tag of its own, "
        + "or remove the old image by its name first. Off by default, for it is how many people work.");

    /// <summary>An operation whose in-band failure nobody reads.</summary>
    public static Rule IgnoredFailure { get; } = new(
        "IMG401",
        "Failure reported in the progress stream is ignored",
        "A failure of '{0}' goes unnoticed: {1}",
        RuleSeverity.Warning,
        ["S2", "S7"],
        "Load, build, pull, import and push answer with status 200 before they are done and report a failure as a progress message. "
        + "Docker.DotNet does not turn it into an exception. Read 'Error' of each message, in an IProgress that reports synchronously.");

    /// <summary>A cancelled operation that is taken for one that has not happened.</summary>
    public static Rule UnknownOutcome { get; } = new(
        "IMG402",
        "Outcome is unknown after cancellation",
        "'{0}' may have been carried out when its cancellation is caught (line {1}), and nothing looks whether it has",
        RuleSeverity.Suggestion,
        ["S2"],
        "Cancelling closes the connection. The engine finishes a load, a commit or a removal that it has received, and stops a pull halfway. "
        + "Look at the image after a cancellation before going on, or pass the cancellation on.");

    /// <summary>A list of all images that is asked for again and again.</summary>
    public static Rule ListedInLoop { get; } = new(
        "IMG501",
        "Images are listed in a loop",
        "'{0}' lists the engine's images again in each iteration",
        RuleSeverity.Suggestion,
        ["S3", "S10"],
        "Listing reads all images of the engine and gets slower with each of them. List once before the loop, or inspect the image by its name.");

    /// <summary>Images of ever new names that nothing removes.</summary>
    public static Rule PiledUp { get; } = new(
        "IMG502",
        "Images pile up",
        "'{0}' creates another image in each iteration of a loop that does not end, and nothing in this program removes any",
        RuleSeverity.Suggestion,
        ["S3"],
        "A node that keeps very many images gets slow, until builds and commits fail. Remove the old image where a new one is made.");

    /// <summary>A build that leaves its working containers and images behind.</summary>
    public static Rule KeptIntermediates { get; } = new(
        "IMG503",
        "Build keeps intermediate containers or images",
        "'{0}' keeps the intermediate containers of the build, and with them their images",
        RuleSeverity.Suggestion,
        ["S3"],
        "Each step of the build leaves a container behind that nobody removes, and that holds the image of the step. Let the build remove them.");

    /// <summary>An operation on a client of its own, in a program that has a guard.</summary>
    public static Rule BypassedGuard { get; } = new(
        "IMG601",
        "Image operation bypasses the guard",
        "'{0}' bypasses the guard: its client is made in this program and not by 'WithImageGuard', so nothing keeps it apart from guarded operations",
        RuleSeverity.Suggestion,
        ["S1", "S6", "S9", "S11"],
        "The guard keeps apart only what goes through it. Use the client that 'WithImageGuard' makes, or the guard's own operations.");

    /// <summary>Every rule, in the order of their IDs.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        ForcedRemoval,
        PossiblyForcedRemoval,
        ForcedContainerRemoval,
        CreationBesideRemoval,
        SaveBesideRemoval,
        BuildBesideRemoval,
        OverlappingBuilds,
        NotAwaited,
        UnguardedEntryPoints,
        SavedById,
        CreatedUnnamed,
        TakenOverTag,
        IgnoredFailure,
        UnknownOutcome,
        ListedInLoop,
        PiledUp,
        KeptIntermediates,
        BypassedGuard,
    ];
}
