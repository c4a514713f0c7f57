using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Commands;

/// <summary>Puts texts of C# into the words of a command line, each character with its place in the file that is analysed.</summary>
internal sealed class CommandWords
{
    private readonly ImageReader _images;
    private readonly SyntaxTree _file;

    /// <param name="images">Tells what is known of a hole.</param>
    /// <param name="file">The file that is analysed: what stands elsewhere has no place.</param>
    public CommandWords(ImageReader images, SyntaxTree file)
    {
        _images = images;
        _file = file;
    }

    /// <summary>The word that a text is as a whole.</summary>
    public CommandWord WordOf(TextPart[] text) => new(PartsOf(text, HoleExtent.WithinWord), text is [{ Syntax: LiteralExpressionSyntax } only] ? SpanOf(only) : null);

    /// <summary>The words of an argument list.</summary>
    public IEnumerable<CommandWord> WordsOf(IEnumerable<TextItem> items) => items.SelectMany(item => item.Kind switch
    {
        TextItemKind.One => [WordOf(item.Parts)],
        TextItemKind.Split => ArgumentSplitter.Split(PartsOf(item.Parts, HoleExtent.AnyWords)),
        _ => item.Parts.Select(part => CommandWord.Hole(HoleExtent.AnyWords, SpanOf(part), MeaningOfItems(part.Hole!), part.Presence)),
    });

    /// <summary>The parts of a command line.</summary>
    public IReadOnlyList<CommandPart> PartsOf(IEnumerable<TextPart> text, HoleExtent extent) => [.. text.SelectMany(part => PartsOf(part, extent))];

    /// <summary>What is known of a hole; an ID beside the name by which its image has been inspected is as good as that.</summary>
    private ImageOperandKind MeaningOf(IOperation hole, SyntaxNode syntax)
    {
        var image = _images.Read(hole);
        return image is { Kind: ImageOperandKind.Id, InspectedName: { } name } && syntax.FirstAncestorOrSelf<ArgumentSyntax>()?.ToString().Contains(name) == true
            ? ImageOperandKind.Name
            : image.Kind;
    }

    private IEnumerable<CommandPart> PartsOf(TextPart part, HoleExtent extent)
    {
        if (part.Hole is { } hole)
        {
            var reach = hole.Type is { IsValueType: true } || IsOneThing(hole) ? HoleExtent.WithinWord : extent;
            return [CommandPart.Hole(reach, SpanOf(part), MeaningOf(hole, part.Syntax), part.Presence)];
        }

        if (SpanOf(part) is not { } span)
        {
            return [CommandPart.Known(part.Text!, span: null, part.Presence)];
        }

        if (LiteralStretches.Of(part.Syntax) is { } stretches && string.Concat(stretches.Select(stretch => stretch.Text)) == part.Text)
        {
            return stretches.Select(stretch => CommandPart.Known(stretch.Text, new SourceSpan(_file, stretch.Start, stretch.Length), part.Presence));
        }

        // A constant's name is no text that could be taken apart, however long it is.
        return [CommandPart.Known(part.Text!, span.Length == part.Text!.Length ? null : span, part.Presence)];
    }

    /// <summary>Whether a variable's name says that its text is one word.</summary>
    private static bool IsOneThing(IOperation hole)
    {
        var name = hole switch
        {
            ILocalReferenceOperation { Local.Name: var local } => local,
            IParameterReferenceOperation { Parameter.Name: var parameter } => parameter,
            IPropertyReferenceOperation { Property.Name: var property } => property,
            IFieldReferenceOperation { Field.Name: var field } => field,
            _ => "",
        };
        return SingleThings.Any(thing => name.EndsWith(thing, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] SingleThings { get; } = ["id", "container", "folder", "directory", "path"];

    private SourceSpan? SpanOf(TextPart part) => part.Frame is null && part.Syntax.SyntaxTree == _file ? part.Syntax.ToSourceSpan() : null;

    private ImageOperandKind MeaningOfItems(IOperation items)
    {
        var known = _images.ReadItems(items).ToArray();
        return known is [{ Kind: var kind }, ..] && known.All(item => item.Kind == kind) ? kind : ImageOperandKind.Unknown;
    }
}
