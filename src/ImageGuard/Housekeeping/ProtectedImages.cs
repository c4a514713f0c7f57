using System.IO.Enumeration;
using ImageGuard.Model;

namespace ImageGuard.Housekeeping;

/// <summary>The images that a budget never removes, by name and label.</summary>
internal sealed class ProtectedImages(ImageBudget budget)
{
    private readonly string[] _names =
        [.. budget.ProtectedNames.SelectMany(pattern => HasTag(pattern) ? [pattern] : (string[])[pattern, pattern + ":*"])];

    /// <summary>What protects the image; null where nothing does.</summary>
    public string? Find(ImageFacts image) =>
        image.Names.FirstOrDefault(IsProtectedName)
            ?? budget.ProtectedLabels.FirstOrDefault(label => HasLabel(image.Summary.Labels, label));

    private static bool HasTag(string pattern) => pattern.IndexOf(':', pattern.LastIndexOf('/') + 1) >= 0 || pattern.Contains('@', StringComparison.Ordinal);

    private static bool HasLabel(IReadOnlyDictionary<string, string> labels, string wanted)
    {
        var equals = wanted.IndexOf('=', StringComparison.Ordinal);
        return equals < 0
            ? labels.ContainsKey(wanted)
            : labels.TryGetValue(wanted[..equals], out var value) && value == wanted[(equals + 1)..];
    }

    /// <summary>Engines write one name in different ways, and so do people.</summary>
    private bool IsProtectedName(string name)
    {
        string[] forms = ImageReference.TryParse(name, out var reference) ? [name, reference.Familiar, reference.Canonical] : [name];
        return _names.Any(pattern => forms.Any(form => FileSystemName.MatchesSimpleExpression(pattern, form, ignoreCase: false)));
    }
}
