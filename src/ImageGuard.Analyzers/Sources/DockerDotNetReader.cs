using ImageGuard.Analyzers.Outcomes;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>Reads calls of Docker.DotNet, and the settings objects that they take, into image operations.</summary>
internal sealed class DockerDotNetReader
{
    private readonly ImageReader _images;
    private readonly SettingsReader _settings;
    private readonly BooleanReader _booleans;
    private readonly ProgressReader _progress;

    public DockerDotNetReader(ImageReader images, SettingsReader settings, BooleanReader booleans, ProgressReader progress)
    {
        _images = images;
        _settings = settings;
        _booleans = booleans;
        _progress = progress;
    }

    /// <summary>The cheap check: whether a call of this name can be one of ours.</summary>
    public static bool IsCandidate(string methodName) => ByName.Contains(methodName);

    /// <summary>Reads a call, or returns null where it is none of ours, or only describes a call to a mocking library.</summary>
    public OperationSite? Read(IInvocationOperation call)
    {
        if (!IsCandidate(call.TargetMethod.Name)
            || !DockerDotNetApi.ImageOperations.IsImplementedBy(call.TargetMethod.ContainingType)
            || MemberOf(call) is not { Kind: { } kind } member
            || MockFacts.OnlyDescribes(call))
        {
            return null;
        }

        var images = member.Images.SelectMany(source => ImagesOf(call, source)).ToArray();
        var keeps = KeepsIntermediates(call, member);
        var operation = new ImageOperation
        {
            Kind = kind,
            Text = member.Name,
            Span = call.CalleeSyntax().ToSourceSpan(),
            Images = images,
            Unnamed = member.NamesByRequest && images.Length == 0 ? Certainty.Certain : Certainty.No,
            KeepsIntermediates = keeps is null ? Certainty.No : Certainty.Certain,
            KeepsIntermediatesSpan = keeps?.Syntax.ToSourceSpan(),
            IgnoredFailure = _progress.IgnoredFailureOf(call, member),
        };
        return new OperationSite(call, [operation], OperationEnd.WithTask);
    }

    /// <summary>Reads an assignment to a property that forces a removal, wherever the object goes from there.</summary>
    public ImageOperation? Read(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: var property }
            || !DockerDotNetApi.ForceSettings.Any(setting => setting.Is(property)))
        {
            return null;
        }

        var force = _booleans.Read(assignment.Value);
        if (force == Certainty.Certain && IsUnderCondition(assignment))
        {
            force = Certainty.Possible;
        }

        var span = assignment.Syntax.ToSourceSpan();
        return new ImageOperation
        {
            Kind = ImageOperationKind.Remove,
            Text = assignment.Syntax.ToString(),
            Span = span,
            Images = [ImageOperand.Unknown],
            Force = force,
            ForceSpan = span,
        };
    }

    /// <summary>Whether an existing object gets the value only on some runs: <c>if (force) { parameters.Force = true; }</c>.</summary>
    private static bool IsUnderCondition(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var local } })
        {
            return false;
        }

        for (var parent = assignment.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IBlockOperation block when block.Locals.Contains(local, SymbolEqualityComparer.Default):
                    return false;
                case IConditionalOperation or ISwitchCaseOperation:
                    return true;
            }
        }

        return false;
    }

    private static ApiMember? MemberOf(IInvocationOperation call) => ByName[call.TargetMethod.Name]
        .FirstOrDefault(member => member.WhenParameter is not { } required || call.TargetMethod.Parameters.Any(parameter => parameter.Name == required));

    private IEnumerable<ImageOperand> ImagesOf(IInvocationOperation call, ImageSource source)
    {
        if (source.Argument is { } name)
        {
            var value = call.ArgumentFor(name);
            return value is null ? [ImageOperand.Unknown]
                : value.Type is IArrayTypeSymbol ? _images.ReadItems(value)
                : [WithTag(_images.Read(value), SettingOf(call, source.TagSetting))];
        }

        return SettingOf(call, source.Setting) switch
        {
            null => [ImageOperand.Unknown],
            [] => [],
            [{ Type.SpecialType: SpecialType.System_String } repository] => [WithTag(_images.Read(repository), SettingOf(call, source.TagSetting))],
            [var list] => IsEmpty(list) && !IsHeld(call) ? [] : _images.ReadItems(list),
            _ => [ImageOperand.Unknown],
        };
    }

    /// <summary><c>new List&lt;string&gt;()</c>.</summary>
    private static bool IsEmpty(IOperation list) => ValueSources.Unwrap(list) is IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null };

    /// <summary>Whether something holds the settings of a call, so that more can be put into them.</summary>
    private static bool IsHeld(IInvocationOperation call) => ValueSources.Unwrap(call.ArgumentFor(ImageSource.SettingsParameter)!) is not IObjectCreationOperation;

    /// <summary>The value that tells a build to keep its intermediate containers, or null.</summary>
    private IOperation? KeepsIntermediates(IInvocationOperation call, ApiMember member) =>
        member.RemovesIntermediates is { } setting && SettingOf(call, setting) is [var value] && ValueSources.Unwrap(value) is { ConstantValue: { HasValue: true, Value: false } } ? value : null;

    private IReadOnlyList<IOperation>? SettingOf(IInvocationOperation call, string? setting) =>
        setting is null ? [] : call.ArgumentFor(ImageSource.SettingsParameter) is { } settings ? _settings.ValuesOf(settings, setting) : null;

    private ImageOperand WithTag(ImageOperand repository, IReadOnlyList<IOperation>? tags)
    {
        if (tags is [])
        {
            return repository;
        }

        // The variable holds the repository alone.
        repository = repository with { Variable = null };
        if (repository.Kind != ImageOperandKind.Name)
        {
            return repository;
        }

        return tags is [var tag] && repository.Text is { } name && _images.Read(tag).Text is { } text
            ? ImageOperand.FromText(name, text, repository.Span)
            : new(ImageOperandKind.Name, Text: null, repository.Span);
    }

    private static ILookup<string, ApiMember> ByName { get; } = DockerDotNetApi.Members.ToLookup(member => member.Name);
}
