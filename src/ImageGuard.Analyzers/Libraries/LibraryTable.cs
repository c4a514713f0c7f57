using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Libraries;

/// <summary>The methods of other libraries that work on images: those we know, and those that a project's own file tells of.</summary>
internal sealed class LibraryTable
{
    /// <summary>The additional file in which a project says what its own methods do, or those of libraries that we do not know.</summary>
    public const string FileName = "imageguard.sources.txt";

    private const string Resource = "libraries.sources.txt";

    private static readonly Lazy<LibraryMember[]> Known = new(() => [.. Read(ReadResource())]);

    private readonly ILookup<string, LibraryMember> _byName;

    private LibraryTable(IEnumerable<LibraryMember> members) => _byName = members.ToLookup(member => member.Member.Name);

    /// <summary>The table for a compilation.</summary>
    /// <param name="compilation">Libraries that it does not reference are left out.</param>
    /// <param name="files">Its additional files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static LibraryTable Of(Compilation compilation, IEnumerable<AdditionalText> files, CancellationToken cancellationToken) =>
        new(Known.Value.Concat(ReadAll(files, cancellationToken))
            .GroupBy(member => member.Member.Type)
            .Where(type => !compilation.GetTypesByMetadataName($"{type.Key.Namespace}.{type.Key.Name}".TrimStart('.')).IsEmpty)
            .SelectMany(type => type));

    /// <summary>The names without which a source uses none of these methods; those of libraries that are not there do not count.</summary>
    /// <param name="libraries">Those that may be there.</param>
    /// <param name="files">The additional files of the compilation.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IEnumerable<string> NamesFor(HashSet<string> libraries, IEnumerable<AdditionalText> files, CancellationToken cancellationToken) =>
        Known.Value.Where(member => libraries.Contains(member.Member.Type.Library)).Concat(ReadAll(files, cancellationToken)).Select(member => member.Member.Name);

    /// <summary>The libraries that we know.</summary>
    public static IEnumerable<string> KnownLibraries => Known.Value.Select(member => member.Member.Type.Library);

    /// <summary>Whether a file tells of methods.</summary>
    public static bool IsSources(AdditionalText file) => Path.GetFileName(file.Path).Equals(FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The names of the methods of all libraries that we know.</summary>
    public static IEnumerable<string> KnownNames => Known.Value.Select(member => member.Member.Name);

    /// <summary>The cheap check: whether a method of this name can be in the table.</summary>
    public bool IsCandidate(string methodName) => _byName.Contains(methodName);

    /// <summary>
    /// The row that a call is, or null. A method of an interface is also what implements it and what it inherits; one of a class also what
    /// overrides it.
    /// </summary>
    public LibraryMember? MemberOf(IInvocationOperation call) => _byName[call.TargetMethod.Name].FirstOrDefault(row =>
        row.Member.Type.IsImplementedBy(call.TargetMethod.ContainingType) || row.Member.Type.IsImplementedBy(call.Instance?.Type) || call.TargetMethod.Overridden().Any(overridden => row.Member.Type.Is(overridden.ContainingType)));

    private static IEnumerable<LibraryMember> ReadAll(IEnumerable<AdditionalText> files, CancellationToken cancellationToken) =>
        files.Where(IsSources).SelectMany(file => Read(file.GetText(cancellationToken)?.ToString() ?? ""));

    private static IEnumerable<LibraryMember> Read(string text) => text.Split('\n').Select(line => LibraryMember.Parse(line, out _)).OfType<LibraryMember>();

    private static string ReadResource()
    {
        using var reader = new StreamReader(typeof(LibraryTable).Assembly.GetManifestResourceStream(Resource)!);
        return reader.ReadToEnd();
    }
}
