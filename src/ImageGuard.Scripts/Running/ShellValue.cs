using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>What is known of a variable's value.</summary>
/// <param name="Parts">The value of a plain variable: known text and holes.</param>
/// <param name="Elements">The elements of an array, or null.</param>
/// <param name="Identity">Two values of one identity are the same, known or not.</param>
internal sealed record ShellValue(IReadOnlyList<CommandPart> Parts, IReadOnlyList<CommandWord>? Elements, string Identity)
{
    /// <summary>How many different values of a variable are kept apart.</summary>
    private const int MaxAlternatives = 4;

    /// <summary>The background jobs whose process IDs it holds.</summary>
    public IReadOnlyCollection<Job> Jobs { get; init; } = [];

    /// <summary>The values that it has on different ways to here, where they are known and there are several.</summary>
    public IReadOnlyList<ShellValue> Alternatives { get; init; } = [];

    /// <summary>The whole text, where it is known.</summary>
    public string? Text => Elements is null && Parts.All(part => part is { IsHole: false, Presence: Certainty.Certain })
        ? string.Concat(Parts.Select(part => part.Text))
        : null;

    /// <summary>A value of which no more than its kind is known.</summary>
    public static ShellValue Unknown(string identity, ImageOperandKind meaning = ImageOperandKind.Unknown) =>
        new([CommandPart.Hole(HoleExtent.AnyWords, span: null, meaning)], Elements: null, identity);

    /// <summary>The value after two ways have met; null stands for a variable that is not set.</summary>
    public static ShellValue Join(ShellValue? left, ShellValue? right, string identity)
    {
        if (left is null || right is null)
        {
            return (left ?? right)!.Perhaps();
        }

        if (left == right)
        {
            return left;
        }

        var joined = left.Elements is not null || right.Elements is not null
            ? new ShellValue([], JoinElements(left.AsElements(), right.AsElements()), identity)
            : JoinParts(left, right, identity);
        return joined with { Jobs = [.. left.Jobs.Union(right.Jobs)] };
    }

    /// <summary>The same value with something behind it.</summary>
    public ShellValue Append(ShellValue other, string identity) =>
        (Parts.Count + other.Parts.Count > FieldBuilder.MaxCount || Elements?.Count + other.Elements?.Count > FieldBuilder.MaxCount ? Unknown(identity)
            : Elements is null && other.Elements is null ? new ShellValue([.. Parts.Concat(other.Parts)], Elements: null, identity)
            : new ShellValue([], [.. AsElements().Concat(other.AsElements())], identity))
        with { Jobs = [.. Jobs.Union(other.Jobs)] };

    private ShellValue Perhaps() => this with
    {
        Parts = [.. Parts.Select(part => part.Perhaps())],
        Elements = Elements?.Select(Perhaps).ToArray(),
    };

    private IReadOnlyList<CommandWord> AsElements() => Elements ?? (Parts.Count == 0 ? [] : [new CommandWord(Parts)]);

    private static CommandWord Perhaps(CommandWord word) => new([.. word.Parts.Select(part => part.Perhaps())], word.Span);

    private static ShellValue JoinParts(ShellValue left, ShellValue right, string identity)
    {
        var common = CommonStart(left.Parts, right.Parts);
        if (common == left.Parts.Count || common == right.Parts.Count)
        {
            var longer = left.Parts.Count > common ? left : right;
            return longer with
            {
                Parts = [.. longer.Parts.Take(common), .. longer.Parts.Skip(common).Select(part => part.Perhaps())],
                Identity = identity,
            };
        }

        if (left.Text is { } text && text == right.Text)
        {
            return left;
        }

        var alternatives = left.Choices().Concat(right.Choices()).Take(MaxAlternatives).ToArray();
        return Unknown(identity, MeaningOf(alternatives)) with { Alternatives = alternatives };
    }

    private IEnumerable<ShellValue> Choices() => Alternatives.Count > 0 ? Alternatives : [this];

    private static ImageOperandKind MeaningOf(ShellValue[] alternatives)
    {
        var kinds = alternatives.Select(value => new CommandWord(value.Parts).ToImageOperand().Kind).Distinct().ToArray();
        return kinds.Length == 1 ? kinds[0] : ImageOperandKind.Unknown;
    }

    private static List<CommandWord> JoinElements(IReadOnlyList<CommandWord> left, IReadOnlyList<CommandWord> right)
    {
        var common = 0;
        while (common < left.Count && common < right.Count && ReferenceEquals(left[common], right[common]))
        {
            common++;
        }

        return [.. left.Take(common), .. left.Skip(common).Concat(right.Skip(common)).Select(Perhaps)];
    }

    private static int CommonStart(IReadOnlyList<CommandPart> left, IReadOnlyList<CommandPart> right)
    {
        var common = 0;
        while (common < left.Count && common < right.Count && left[common] == right[common])
        {
            common++;
        }

        return common;
    }
}
