namespace ImageGuard.Model;

/// <summary>What is known of a value by which an operation names an image.</summary>
public enum ImageOperandKind
{
    /// <summary>Nothing is known: it may be any image, by name or by ID.</summary>
    Unknown,

    /// <summary>It is a name, though perhaps not known which.</summary>
    Name,

    /// <summary>It is an ID (S8), though perhaps not known which.</summary>
    Id,
}

/// <summary>One image that an operation names.</summary>
/// <param name="Kind">Name, ID or unknown.</param>
/// <param name="Text">The value where it is known in full, else null.</param>
/// <param name="Span">Where the value stands, or null where the operation does not write it out.</param>
public sealed record ImageOperand(ImageOperandKind Kind, string? Text, SourceSpan? Span = null)
{
    /// <summary>An image of which nothing is known.</summary>
    public static ImageOperand Unknown { get; } = new(ImageOperandKind.Unknown, Text: null);

    /// <summary>Whether it stands for every tag of a repository: <c>docker pull --all-tags alpine</c>, <c>docker save alpine</c>.</summary>
    public bool AllTags { get; init; }

    /// <summary>
    /// What holds the value where the value is not known: two operands with the same variable name the same image. Readers choose what stands
    /// for it; null where the operand is held by nothing that keeps its value.
    /// </summary>
    public object? Variable { get; init; }

    /// <summary>Of an ID that an inspection has yielded: the name that was inspected, or null.</summary>
    public string? InspectedName { get; init; }

    // Read anew each time: a stored one would outlive a change of the text in a "with" expression.
    private ImageReference? Reference =>
        Kind == ImageOperandKind.Name && ImageReference.TryParse(Text, out var reference) ? reference : null;

    /// <summary>Sorts a constant text into name and ID.</summary>
    public static ImageOperand FromText(string text, SourceSpan? span = null) =>
        new(ImageId.IsId(text) ? ImageOperandKind.Id : ImageOperandKind.Name, text, span);

    /// <summary>The image of a repository and a tag, or a digest.</summary>
    public static ImageOperand FromText(string repository, string tag, SourceSpan? span) =>
        FromText(ImageReference.Join(repository, tag), span);

    /// <summary>Whether both are the same image for certain: one name, or one variable.</summary>
    public bool IsSurelySameAs(ImageOperand other) =>
        Text is null || other.Text is null ? Variable is not null && Variable.Equals(other.Variable)
        : Reference is { } mine && other.Reference is { } others ? mine.Equals(others)
        : Kind == other.Kind && Text == other.Text;

    /// <summary>
    /// Whether both may be the same image. Only two fully known names are surely apart, and only if they differ in the repository,
    /// or both in their tags, or both in their digests; a name and an ID may be one image.
    /// </summary>
    public bool MayBeSameAs(ImageOperand other)
    {
        if (Reference is not { } mine || other.Reference is not { } others)
        {
            return true;
        }

        if (mine.Name != others.Name)
        {
            return false;
        }

        // A digest decides which image it is; a tag beside it is only a remark.
        return (mine.Digest, others.Digest) switch
        {
            (null, null) => AllTags || other.AllTags || mine.Equals(others),
            (not null, not null) => mine.Digest == others.Digest,
            _ => true,
        };
    }
}
