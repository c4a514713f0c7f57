namespace ImageGuard.Model;

/// <summary>The rules that an operation breaks by itself, whichever surface it was read from.</summary>
public static class OperationChecks
{
    /// <summary>All findings in one operation.</summary>
    public static IEnumerable<Finding> FindingsIn(ImageOperation operation) =>
        ForcedRemoval(operation)
            .Concat(SavedById(operation))
            .Concat(CreatedUnnamed(operation))
            .Concat(TakenOverTag(operation))
            .Concat(IgnoredFailure(operation))
            .Concat(KeptIntermediates(operation));

    /// <summary>The finding in the removal of a container, where it is forced on every run.</summary>
    public static IEnumerable<Finding> FindingsIn(ContainerRemoval removal)
    {
        if (removal.Force == Certainty.Certain)
        {
            yield return new Finding(Rules.ForcedContainerRemoval, removal.ForceSpan ?? removal.Span, removal.Text);
        }
    }

    /// <summary>S11. A prune's <c>-f</c> only skips a question, so readers do not call that force.</summary>
    private static IEnumerable<Finding> ForcedRemoval(ImageOperation operation)
    {
        if (operation.Kind == ImageOperationKind.Remove && operation.Force != Certainty.No)
        {
            var rule = operation.Force == Certainty.Certain ? Rules.ForcedRemoval : Rules.PossiblyForcedRemoval;
            yield return new Finding(rule, operation.ForceSpan ?? operation.Span, operation.Text);
        }
    }

    /// <summary>S8. Beside a name of the same image an ID does no harm: the image keeps that.</summary>
    private static IEnumerable<Finding> SavedById(ImageOperation operation)
    {
        if (operation.Kind != ImageOperationKind.Save)
        {
            yield break;
        }

        foreach (var image in operation.Images)
        {
            if (image.Kind == ImageOperandKind.Id && !operation.Images.Any(other => other.Kind == ImageOperandKind.Name && other.Text is { } name && name == image.InspectedName))
            {
                yield return new Finding(Rules.SavedById, image.Span ?? operation.Span, operation.Text);
            }
        }
    }

    /// <summary>S5.</summary>
    private static IEnumerable<Finding> CreatedUnnamed(ImageOperation operation)
    {
        if (operation.Unnamed == Certainty.Certain)
        {
            yield return new Finding(Rules.CreatedUnnamed, operation.Span, operation.Text);
        }
    }

    /// <summary>S5. A pull and a load take names over as well, but from an image of the same name: an update is what is asked for.</summary>
    private static IEnumerable<Finding> TakenOverTag(ImageOperation operation)
    {
        // A tag names its source first.
        var names = operation.Kind switch
        {
            ImageOperationKind.Build or ImageOperationKind.Commit or ImageOperationKind.Import => operation.Images,
            ImageOperationKind.Tag => operation.Images.Skip(1),
            _ => [],
        };
        foreach (var image in names)
        {
            if (image is { Kind: ImageOperandKind.Name, Text: { } name })
            {
                yield return new Finding(Rules.TakenOverTag, image.Span ?? operation.Span, operation.Text, name);
            }
        }
    }

    /// <summary>S2, S7.</summary>
    private static IEnumerable<Finding> IgnoredFailure(ImageOperation operation)
    {
        if (operation.IgnoredFailure is { } failure)
        {
            yield return new Finding(Rules.IgnoredFailure, failure.Span, operation.Text, failure.Reason);
        }
    }

    /// <summary>S3.</summary>
    private static IEnumerable<Finding> KeptIntermediates(ImageOperation operation)
    {
        if (operation.KeepsIntermediates == Certainty.Certain)
        {
            yield return new Finding(Rules.KeptIntermediates, operation.KeepsIntermediatesSpan ?? operation.Span, operation.Text);
        }
    }
}
