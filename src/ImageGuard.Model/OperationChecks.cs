namespace ImageGuard.Model;

/// <summary>The rules that an operation breaks by itself, whichever surface it was read from.</summary>
public static class OperationChecks
{
    /// <summary>All findings in one operation.</summary>
    public static IEnumerable<Finding> FindingsIn(ImageOperation operation) =>
        ForcedRemoval(operation).Concat(SavedById(operation)).Concat(IgnoredFailure(operation));

    /// <summary>S11. A prune's <c>-f</c> only skips a question, so readers do not call that force.</summary>
    private static IEnumerable<Finding> ForcedRemoval(ImageOperation operation)
    {
        if (operation.Kind == ImageOperationKind.Remove && operation.Force != Certainty.No)
        {
            var rule = operation.Force == Certainty.Certain ? Rules.ForcedRemoval : Rules.PossiblyForcedRemoval;
            yield return new Finding(rule, operation.ForceSpan ?? operation.Span, operation.Text);
        }
    }

    /// <summary>S8.</summary>
    private static IEnumerable<Finding> SavedById(ImageOperation operation)
    {
        if (operation.Kind != ImageOperationKind.Save)
        {
            yield break;
        }

        foreach (var image in operation.Images)
        {
            if (image.Kind == ImageOperandKind.Id)
            {
                yield return new Finding(Rules.SavedById, image.Span ?? operation.Span, operation.Text);
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
}
