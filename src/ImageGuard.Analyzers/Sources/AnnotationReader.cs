using System.Collections.Concurrent;
using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>
/// Reads what users say of their own methods: <c>[ImageOperation(kind)]</c> and <c>[RequiresImageLock]</c>. The attributes go by their names
/// alone, so that a project declares them itself and depends on nothing.
/// </summary>
internal sealed class AnnotationReader
{
    private const string Operation = "ImageOperation";
    private const string RequiresLock = "RequiresImageLock";
    private const string Suffix = "Attribute";

    private readonly ImageNames _names;
    private readonly ImageReader _images;
    private readonly ConcurrentDictionary<IMethodSymbol, Annotation?> _annotations = new(SymbolEqualityComparer.Default);

    public AnnotationReader(ImageNames names, ImageReader images)
    {
        _names = names;
        _images = images;
    }

    /// <summary>The names in a source that make the member above which they stand one that leads to images.</summary>
    public static string[] Names { get; } = [Operation, Operation + Suffix];

    /// <summary>The attribute by which a method says that its callers hold the lock, or null.</summary>
    public static INamedTypeSymbol? LockRequiredBy(IMethodSymbol method) => AttributeOf(method, RequiresLock)?.AttributeClass;

    /// <summary>The cheap check: whether a method of this name can be annotated.</summary>
    public bool IsCandidate(string methodName) => _names.HasAnnotations && _names.LeadToImages(methodName);

    /// <summary>The operation that a call of an annotated method is, or null.</summary>
    public OperationSite? Read(IInvocationOperation call)
    {
        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        if (method.DeclaringSyntaxReferences.IsEmpty || _annotations.GetOrAdd(method, AnnotationOf) is not { } annotation)
        {
            return null;
        }

        var texts = call.Arguments.Where(argument => argument.Value.Type?.SpecialType == SpecialType.System_String).ToArray();
        var operation = new ImageOperation
        {
            Kind = annotation.Kind,
            Text = method.Name,
            Span = call.CalleeSyntax().ToSourceSpan(),
            Images = [texts is [var only] ? _images.Read(only.Value) : ImageOperand.Unknown],
        };
        return new OperationSite(call, [operation], TaskFacts.IsAwaitable(call.Type) ? OperationEnd.WithTask : OperationEnd.WithCall);
    }

    /// <summary>The kind by the name of an enum's member, or as a text.</summary>
    private static Annotation? AnnotationOf(IMethodSymbol method) =>
        AttributeOf(method, Operation) is { ConstructorArguments: [var argument, ..] } && NameOf(argument) is { } name
        && Enum.TryParse<ImageOperationKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(typeof(ImageOperationKind), kind)
            ? new(kind)
            : null;

    private static string? NameOf(TypedConstant argument) => argument.Kind == TypedConstantKind.Enum
        ? argument.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(member => Equals(member.ConstantValue, argument.Value))?.Name
        : argument.Value as string;

    private static AttributeData? AttributeOf(IMethodSymbol method, string name) =>
        method.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: { } type } && type.Length == name.Length + Suffix.Length
            && type.StartsWith(name, StringComparison.Ordinal) && type.EndsWith(Suffix, StringComparison.Ordinal));

    private sealed record Annotation(ImageOperationKind Kind);
}
