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

    private const string ImageWord = "image=";

    private const string ForceWord = "force=";

    private const string ForcedWord = "forced";

    private static readonly string[] Kinds = Enum.GetNames(typeof(ImageOperationKind));

    /// <summary>Reads a line of a sources file, or returns null where it is none: empty, a remark, or not of that form.</summary>
    /// <param name="line">The line.</param>
    /// <param name="problem">What is wrong with it, as a clause; null where nothing is.</param>
    public static LibraryMember? Parse(string line, out string? problem)
    {
        var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0][0] == '#')
        {
            problem = null;
            return null;
        }

        problem = ProblemIn(words);
        if (problem is not null || MemberIn(words[0]) is not { } member)
        {
            return null;
        }

        var force = ValuesOf(words, ForceWord).LastOrDefault()?.Split('.');
        return new LibraryMember(member, (ImageOperationKind)Enum.Parse(typeof(ImageOperationKind), words[1]))
        {
            Images = ValuesOf(words, ImageWord),
            ForceParameter = force?[0],
            ForceProperty = force?.ElementAtOrDefault(1),
            IsForced = words.Contains(ForcedWord),
        };
    }

    private static string? ProblemIn(string[] words) =>
        MemberIn(words[0]) is null ? $"'{words[0]}' is no method, which is written as Namespace.Type.Member"
        : words.Length < 2 ? $"the operation is missing, which is one of {string.Join(", ", Kinds)}"
        : !Kinds.Contains(words[1]) ? $"'{words[1]}' is no operation, which is one of {string.Join(", ", Kinds)}"
        : words.Skip(2).FirstOrDefault(word => !IsOption(word)) is { } other ? $"'{other}' is none of '{ImageWord}PARAMETER', '{ForceWord}PARAMETER[.PROPERTY]' and '{ForcedWord}'"
        : null;

    private static bool IsOption(string word) =>
        word == ForcedWord || new[] { ImageWord, ForceWord }.Any(start => word.StartsWith(start, StringComparison.Ordinal) && word.Length > start.Length);

    private static MemberName? MemberIn(string path) => path.Split('.') is { Length: >= 2 } names && names.All(name => name.Length > 0)
        ? new MemberName(new TypeName(string.Join(".", names.Take(names.Length - 2)), names[names.Length - 2]), names[names.Length - 1])
        : null;

    private static string[] ValuesOf(IEnumerable<string> words, string prefix) =>
        [.. words.Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).Select(word => word.Substring(prefix.Length))];
}
