namespace ImageGuard.Model;

/// <summary>
/// One operation on images, as every surface is read into it: a call of Docker.DotNet, a <c>docker</c> command line in C# or
/// in a script, an HTTP request. The rules see nothing else.
/// </summary>
public sealed record ImageOperation
{
    /// <summary>What it does.</summary>
    public required ImageOperationKind Kind { get; init; }

    /// <summary>How its author wrote it, in short: the method's name, the command's words. Messages quote it.</summary>
    public required string Text { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>
    /// The images that it names: what it creates, reads or removes. Empty where it names none: a prune, a load, a build without a tag.
    /// </summary>
    public IReadOnlyList<ImageOperand> Images { get; init; } = [];

    /// <summary>Whether it is forced (S11).</summary>
    public Certainty Force { get; init; }

    /// <summary>What forces it, where that is written out.</summary>
    public SourceSpan? ForceSpan { get; init; }

    /// <summary>Whether what it creates gets no name (S5): a build without a tag, a commit or an import without a repository.</summary>
    public Certainty Unnamed { get; init; }

    /// <summary>Whether a build leaves its intermediate containers and images behind (S3): <c>--rm=false</c>.</summary>
    public Certainty KeepsIntermediates { get; init; }

    /// <summary>What makes it leave them, where that is written out.</summary>
    public SourceSpan? KeepsIntermediatesSpan { get; init; }

    /// <summary>Whether a build records no parent image (S4): <c>--no-parent</c>.</summary>
    public Certainty NoParent { get; init; }

    /// <summary>The images that a build starts FROM, as far as its Dockerfile is known.</summary>
    public IReadOnlyList<ImageOperand> BaseImages { get; init; } = [];

    /// <summary>
    /// Whether a failure that the engine reports within an answer of status 200 goes unseen. Null where the operation has no such failures,
    /// or where it cannot be told.
    /// </summary>
    public IgnoredFailure? IgnoredFailure { get; init; }

    /// <summary>Whether each run leaves one image more (S3): one without a name, or of a name that is not always the same.</summary>
    public bool IsNewEachTime =>
        Kind is ImageOperationKind.Build or ImageOperationKind.Commit or ImageOperationKind.Import
        && Images.All(image => image.Kind == ImageOperandKind.Name && image.Text is null);

    /// <summary>The same operation with more, or less, known of its images.</summary>
    public ImageOperation WithImages(Func<ImageOperand, ImageOperand> change) =>
        Images.Any(image => image.Variable is not null) ? this with { Images = [.. Images.Select(change)] } : this;
}

/// <summary>A failure reported in the progress stream that nobody reads (S2, S7).</summary>
/// <param name="Span">The place that would have to read it.</param>
/// <param name="Reason">Why it is not read, as a clause: "no progress is passed".</param>
public sealed record IgnoredFailure(SourceSpan Span, string Reason);
