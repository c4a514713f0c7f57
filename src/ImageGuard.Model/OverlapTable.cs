namespace ImageGuard.Model;

/// <summary>How an operation holds the images that it works on: beside others, or alone.</summary>
public enum OverlapMode
{
    /// <summary>Only looks; disturbs nothing and is disturbed by nothing that would matter.</summary>
    None,

    /// <summary>May run beside other shared operations.</summary>
    Shared,

    /// <summary>May run beside nothing that works on the same image.</summary>
    Exclusive,
}

/// <summary>
/// Which operations must not run at the same time. Written once: the analyzers report by it, the guard locks by it.
/// </summary>
/// <remarks>
/// Removals and prunes exclude one another as well (a removal of an ID races the removal of its last name), but no source line
/// forbids that, so no rule belongs to it: the guard serialises them and the analyzers are silent.
/// </remarks>
public static class OverlapTable
{
    /// <summary>How an operation of this kind holds its images.</summary>
    public static OverlapMode ModeOf(ImageOperationKind kind) => kind switch
    {
        ImageOperationKind.Remove or ImageOperationKind.Prune => OverlapMode.Exclusive,
        ImageOperationKind.List or ImageOperationKind.Inspect => OverlapMode.None,
        _ => OverlapMode.Shared,
    };

    /// <summary>The rule that two operations break when they run at the same time, or null where they may.</summary>
    public static Rule? RuleBrokenBy(ImageOperation first, ImageOperation second)
    {
        if (first.Kind == ImageOperationKind.Build && second.Kind == ImageOperationKind.Build)
        {
            return LeaveUnnamedImages(first, second) ? Rules.OverlappingBuilds : null;
        }

        var (modeOfFirst, modeOfSecond) = (ModeOf(first.Kind), ModeOf(second.Kind));
        if (modeOfFirst == modeOfSecond || modeOfFirst == OverlapMode.None || modeOfSecond == OverlapMode.None)
        {
            return null;
        }

        if (!MayShareAnImage(first, second))
        {
            return null;
        }

        return (modeOfFirst == OverlapMode.Shared ? first : second).Kind switch
        {
            ImageOperationKind.Build => Rules.BuildBesideRemoval,
            ImageOperationKind.Save or ImageOperationKind.Push => Rules.SaveBesideRemoval,
            _ => Rules.CreationBesideRemoval,
        };
    }

    /// <summary>
    /// Builds run beside one another everywhere, so only what they are sure to have in common counts: a name, or FROM where neither records
    /// its parent.
    /// </summary>
    private static bool LeaveUnnamedImages(ImageOperation first, ImageOperation second) =>
        ShareOneOf(first.Images, second.Images)
        || (first.NoParent == Certainty.Certain && second.NoParent == Certainty.Certain && ShareOneOf(first.BaseImages, second.BaseImages));

    private static bool ShareOneOf(IReadOnlyList<ImageOperand> images, IReadOnlyList<ImageOperand> others) =>
        images.Any(image => others.Any(image.IsSurelySameAs));

    /// <summary>Whether the two may work on one image: yes, unless all that both name is known and different.</summary>
    private static bool MayShareAnImage(ImageOperation first, ImageOperation second) =>
        first.Images.Count == 0 || second.Images.Count == 0
        || first.Images.Any(image => second.Images.Any(image.MayBeSameAs));
}
