using ImageGuard.Analyzers.Sources;
using ImageGuard.Model;

namespace ImageGuard.Analyzers.Libraries;

/// <summary>A method of some library, and what calling it does to images.</summary>
/// <param name="Member">The method.</param>
/// <param name="Kind">The operation.</param>
internal sealed record LibraryMember(MemberName Member, ImageOperationKind Kind)
{
    /// <summary>The parameters that name images, singly or as a list.</summary>
    public string[] Images { get; init; } = [];

    /// <summary>The parameter that forces, or the object with the property that does; null where there is none.</summary>
    public string? ForceParameter { get; init; }

    /// <summary>The property of that parameter's object, where it is an object.</summary>
    public string? ForceProperty { get; init; }

    /// <summary>Whether each call forces.</summary>
    public bool IsForced { get; init; }

    /// <summary>Reads a line of a sources file, or returns null where it is none: empty, a remark, or not of that form.</summary>
    public static LibraryMember? Parse(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0][0] == '#' || MemberIn(words[0]) is not { } member || !Enum.TryParse<ImageOperationKind>(words[1], out var kind))
        {
            return null;
        }

        var force = ValuesOf(words, "force=").LastOrDefault()?.Split('.');
        return new LibraryMember(member, kind)
        {
            Images = ValuesOf(words, "image="),
            ForceParameter = force?[0],
            ForceProperty = force?.ElementAtOrDefault(1),
            IsForced = words.Contains("forced"),
        };
    }

    private static MemberName? MemberIn(string path) => path.Split('.') is { Length: >= 2 } names
        ? new MemberName(new TypeName(string.Join(".", names.Take(names.Length - 2)), names[names.Length - 2]), names[names.Length - 1])
        : null;

    private static string[] ValuesOf(IEnumerable<string> words, string prefix) =>
        [.. words.Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).Select(word => word.Substring(prefix.Length))];
}
