namespace ImageGuard.Failures;

/// <summary>What a failure means in one clause, and what to do about it in one sentence.</summary>
internal static class FailureAdvice
{
    /// <summary>The clause that completes "Remove of app:1 failed: …".</summary>
    public static string Summary(FailureKind kind) => kind switch
    {
        FailureKind.NotFound => "the engine has no such image",
        FailureKind.InvalidReference => "the name is not a valid image reference",
        FailureKind.InUse => "containers use the image",
        FailureKind.MultipleReferences => "the image has several names",
        FailureKind.HasChildren => "other images are made from it",
        FailureKind.PruneRunning => "the engine is pruning already",
        FailureKind.LostRace => "a part of the image was removed meanwhile",
        FailureKind.CorruptImage => "the image on the engine's disk is damaged",
        FailureKind.CorruptArchive => "the archive is damaged, incomplete or of an unknown format",
        FailureKind.CorruptTransfer => "what the registry sent does not match its digest",
        FailureKind.RegistryNotFound => "the registry has no such image, or does not show it without credentials",
        FailureKind.RegistryUnreachable => "the registry cannot be reached",
        FailureKind.MissingAfterSuccess => "the engine reported success, but the image cannot be found by its name",
        FailureKind.Unnamed => "the image has no name",
        FailureKind.ForcedRemoval => "a forced removal was asked for",
        FailureKind.LockTimeout => "other operations on the same images took too long",
        FailureKind.UnknownOutcome => "the call was cancelled or broke off, and the engine may have gone on",
        FailureKind.LockLost => "a lock was lost while it ran",
        FailureKind.LockServer => "the server of the locks cannot be reached, or refuses",
        FailureKind.NotDurable => "the engine has carried it out, but its data could not be forced to disk, for the disk has failed",
        FailureKind.NotKept =>
            "the engine reported success, but has kept only a part of the image and does not list it, for it has unpacked the other layers before",
        FailureKind.DamageKept =>
            "the engine reported success, but has made the image of a layer that a power cut had damaged, and that it keeps for the operation cut off then",
        _ => "the engine refused",
    };

    /// <summary>What to do.</summary>
    public static string Advice(FailureKind kind) => kind switch
    {
        FailureKind.NotFound => "Check the name, or pull or load the image first.",
        FailureKind.InvalidReference => "Write it as [registry/]repository[:tag], the repository in lower case.",
        FailureKind.InUse => "Remove the containers first; never force the removal.",
        FailureKind.MultipleReferences => "Remove its names one by one.",
        FailureKind.HasChildren => "Remove the images made from it first.",
        FailureKind.PruneRunning => "Try again when it has ended.",
        FailureKind.LostRace => "Let everything that removes images on this engine use the guard, then repeat the operation.",
        FailureKind.CorruptImage =>
            "Remove the image and all that share its layers, without force, then pull or load it again; loading over it repairs nothing.",
        FailureKind.CorruptArchive => "Save or download the archive again.",
        FailureKind.CorruptTransfer => "Pull again; if it repeats, the registry's copy is damaged.",
        FailureKind.RegistryNotFound => "Check name, tag and credentials.",
        FailureKind.RegistryUnreachable => "Check the network and the registry's address, then repeat.",
        FailureKind.MissingAfterSuccess => "Let everything that removes images on this engine use the guard, then repeat the operation.",
        FailureKind.Unnamed => "Name it first with TagAsync(id, name), then use the name.",
        FailureKind.ForcedRemoval =>
            "Remove without force; to have such calls carried out unforced, set ImageGuardOptions.ForcedRemovals to RemoveUnforced.",
        FailureKind.LockTimeout => "Wait for the operations named, or allow more time with ImageGuardOptions.LockTimeout.",
        FailureKind.UnknownOutcome =>
            "Await Settled to learn how it ended; until then the guard keeps its locks on the image.",
        FailureKind.LockLost => "Repeat the operation when the lock server can be reached again.",
        FailureKind.NotDurable =>
            "See the inner exception and the kernel's log, mend or replace the disk and start the machine anew; then RecoverAsync verifies the "
            + "images and repairs what can be repaired.",
        FailureKind.NotKept =>
            "Containers can be made from it, but it cannot be saved, pushed or verified. To have it whole, remove it and all images that share its "
            + "layers, without force, then pull it first.",
        FailureKind.DamageKept =>
            "The image was removed. The engine lets the layer go a day after the operation was cut off, or when containerd's lease of it is deleted "
            + "(ctr --namespace moby leases); repeat it then.",
        FailureKind.LockServer => "Nothing was done. See the inner exception, check the server's address and rights, then repeat.",
        _ => "See the engine's own words.",
    };
}
