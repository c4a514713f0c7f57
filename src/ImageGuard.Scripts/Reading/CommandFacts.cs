using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>What a client's command says, put into the words of the model.</summary>
/// <param name="name">The program's and the command's name.</param>
/// <param name="command">Which command it is.</param>
/// <param name="parsed">Its options and operands.</param>
/// <param name="span">Where it stands.</param>
internal sealed class CommandFacts(string name, CommandGrammar command, ParsedWords parsed, SourceSpan span)
{
    /// <summary>False where the operands are said to be containers or something else.</summary>
    public bool IsAboutImages => ObjectType is null or "image";

    /// <summary>What each line that the command prints names, if it names images.</summary>
    public OutputLine Prints
    {
        get
        {
            var printsIds = parsed.State(OptionMeaning.PrintsIds) == Certainty.Certain;
            parsed.State(OptionMeaning.Format, out var format);
            return command.Kind switch
            {
                ImageOperationKind.List or ImageOperationKind.Inspect when format is { Value: { } template } => ReadTemplate(template.KnownStart),
                ImageOperationKind.List => printsIds ? OutputLine.Id : OutputLine.ImageTable,
                ImageOperationKind.Build when printsIds => OutputLine.Id,
                ImageOperationKind.Commit or ImageOperationKind.Import => OutputLine.Id,
                _ => OutputLine.Unknown,
            };
        }
    }

    private static OutputLine ReadTemplate(string template) =>
        template.IndexOf(".Repository", StringComparison.Ordinal) >= 0 || template.IndexOf(".RepoTags", StringComparison.Ordinal) >= 0 ? OutputLine.Name
        : template.Trim(' ', '{', '}').Split(' ') is [".ID" or ".Id" or ".Image"] ? OutputLine.Id
        : OutputLine.Unknown;

    private string? ObjectType => parsed.State(OptionMeaning.ObjectType, out var option) == Certainty.No ? null : option?.Value?.Text;

    public ContainerRemoval ToContainerRemoval()
    {
        var force = parsed.State(OptionMeaning.Force, out var option);
        return new ContainerRemoval(TextWith(force, option), span, force, SpanOf(force, option));
    }

    public ImageOperation ToOperation(ImageOperationKind kind)
    {
        var force = parsed.State(OptionMeaning.Force, out var forceOption);
        var keeps = parsed.State(OptionMeaning.KeepsIntermediates, out var keepsOption);
        return new ImageOperation
        {
            Kind = kind,
            Text = TextWith(force, forceOption),
            Span = span,
            Images = ReadImages(),
            Force = force,
            ForceSpan = SpanOf(force, forceOption),
            Unnamed = ReadUnnamed(),
            KeepsIntermediates = keeps,
            KeepsIntermediatesSpan = SpanOf(keeps, keepsOption),
            NoParent = parsed.State(OptionMeaning.NoParent),
        };
    }

    /// <summary>An operation that an option adds: on images that other files name.</summary>
    public ImageOperation ToAddedOperation(ImageOperationKind kind) => new() { Kind = kind, Text = name, Span = span };

    private static SourceSpan? SpanOf(Certainty fact, ParsedOption? option) => fact == Certainty.No ? null : option?.Span;

    private string TextWith(Certainty force, ParsedOption? option) =>
        force == Certainty.No || option is not { } cause ? name : $"{name} {cause.Text}";

    private List<ImageOperand> ReadImages()
    {
        var images = new List<ImageOperand>();
        foreach (var option in parsed.Options)
        {
            if (option.Grammar.Meaning == OptionMeaning.Name && option.Value is { } value)
            {
                images.Add(NewName(value));
            }
        }

        var (first, count) = command.Operands switch
        {
            OperandShape.Images => (0, parsed.Operands.Count),
            OperandShape.FirstIsImage => (0, Math.Min(1, parsed.Operands.Count)),
            OperandShape.NameAfterSource => (1, parsed.Operands.Count),
            _ => (0, 0),
        };
        for (var i = first; i < count; i++)
        {
            images.Add(IsNewName(i) ? NewName(parsed.Operands[i]) : OperandOf(parsed.Operands[i]));
        }

        return images;
    }

    private bool IsNewName(int operand) =>
        command.Kind is ImageOperationKind.Commit or ImageOperationKind.Import || (command.Kind == ImageOperationKind.Tag && operand > 0);

    /// <summary>What an image is to be called is a name, even where it looks like an ID.</summary>
    private ImageOperand NewName(CommandWord word) => OperandOf(word) with { Kind = ImageOperandKind.Name };

    private ImageOperand OperandOf(CommandWord word)
    {
        var operand = word.ToImageOperand();
        if (command.OperandsMayBeOtherThings && ObjectType is null)
        {
            return operand with { Kind = ImageOperandKind.Unknown };
        }

        return operand.Kind == ImageOperandKind.Name && MeansAllTags(operand) ? operand with { AllTags = true } : operand;
    }

    private bool MeansAllTags(ImageOperand operand) =>
        parsed.State(OptionMeaning.AllTags) != Certainty.No
        || (command.BareNameMeansAllTags && ImageReference.IsRepository(operand.Text));

    private Certainty ReadUnnamed()
    {
        var named = command.IsNamedByOption ? Max(parsed.State(OptionMeaning.Name), parsed.State(OptionMeaning.Output))
            : command.Operands != OperandShape.NameAfterSource ? Certainty.Certain
            : parsed.Operands.Count < 2 ? parsed.State(OptionMeaning.Output)
            : parsed.Operands[1].Presence;
        return named switch
        {
            Certainty.Certain => Certainty.No,
            Certainty.No when !parsed.Operands.Any(operand => operand.MayBeSeveral) || HasOnlyItsContext => Certainty.Certain,
            _ => Certainty.Possible,
        };
    }

    /// <summary>Whether the only operand of a build, known or not, is its context: whoever writes <c>-f</c> himself does not hide other options in that.</summary>
    private bool HasOnlyItsContext => command.IsNamedByOption && parsed.Operands.Count == 1 && parsed.Options.Any(option => option.Grammar.LongName == "file");

    private static Certainty Max(Certainty first, Certainty second) => first > second ? first : second;
}
