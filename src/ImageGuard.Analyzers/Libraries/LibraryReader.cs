using ImageGuard.Analyzers.Overlap;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Libraries;

/// <summary>Reads calls of other libraries into image operations.</summary>
internal sealed class LibraryReader
{
    private readonly LibraryTable _table;
    private readonly ImageReader _images;
    private readonly SettingsReader _settings;
    private readonly BooleanReader _booleans;

    public LibraryReader(LibraryTable table, ImageReader images, SettingsReader settings, BooleanReader booleans)
    {
        _table = table;
        _images = images;
        _settings = settings;
        _booleans = booleans;
    }

    /// <summary>The cheap check: whether a call of this name can be in the table.</summary>
    public bool IsCandidate(string methodName) => _table.IsCandidate(methodName);

    /// <summary>Reads a call, or returns null where it is not in the table, or only describes a call to a mocking library.</summary>
    public OperationSite? Read(IInvocationOperation call)
    {
        if (_table.MemberOf(call) is not { } member || MockFacts.OnlyDescribes(call))
        {
            return null;
        }

        var (force, forceSpan) = ForceOf(call, member);
        var operation = new ImageOperation
        {
            Kind = member.Kind,
            Text = call.TargetMethod.Name,
            Span = call.CalleeSyntax().ToSourceSpan(),
            Images = [.. member.Images.Select(call.ArgumentFor).OfType<IOperation>().SelectMany(ImagesIn)],
            Force = force,
            ForceSpan = forceSpan,
        };
        return new OperationSite(call, [operation], TaskFacts.IsAwaitable(call.Type) ? OperationEnd.WithTask : OperationEnd.WithCall);
    }

    private IReadOnlyList<ImageOperand> ImagesIn(IOperation value) =>
        value.Type?.SpecialType == SpecialType.System_String ? [_images.Read(value)] : _images.ReadItems(value);

    private (Certainty Force, SourceSpan? Span) ForceOf(IInvocationOperation call, LibraryMember member)
    {
        if (member.IsForced)
        {
            return (Certainty.Certain, null);
        }

        if (member.ForceParameter is not { } parameter || call.ArgumentFor(parameter) is not { } value)
        {
            return (Certainty.No, null);
        }

        if (member.ForceProperty is not { } property)
        {
            return (_booleans.Read(value), ValueSources.Unwrap(value).IsImplicit ? null : value.Syntax.ToSourceSpan());
        }

        return _settings.ValuesOf(value, property) is { Count: > 0 } values
            ? (_booleans.Read(values[values.Count - 1]), values[values.Count - 1].Syntax.ToSourceSpan())
            : (Certainty.No, null);
    }
}
