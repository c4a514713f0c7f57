using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ImageGuard.Model;

/// <summary>
/// An image's name by the reference grammar of the distribution project:
/// <c>[domain[:port]/]path[:tag][@digest]</c>, with Docker's shorthand resolved, so that <c>alpine</c> and
/// <c>docker.io/library/alpine:latest</c> are the same image.
/// </summary>
public sealed partial class ImageReference : IEquatable<ImageReference>
{
    /// <summary>The domain that a name without one belongs to.</summary>
    public const string DefaultDomain = "docker.io";

    /// <summary>The tag that a name without tag and digest means.</summary>
    public const string DefaultTag = "latest";

    private const string LegacyDefaultDomain = "index.docker.io";
    private const string OfficialRepositoryPrefix = "library/";

    /// <summary>The longest path that the grammar allows, in characters; the domain does not count.</summary>
    private const int MaxPathLength = 255;

    private ImageReference(string domain, string path, string? tag, string? digest)
    {
        Domain = domain;
        Path = path;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>The registry's host, with its port if one is given: <c>docker.io</c>, <c>localhost:5000</c>.</summary>
    public string Domain { get; }

    /// <summary>The repository within the registry: <c>library/alpine</c>.</summary>
    public string Path { get; }

    /// <summary>The tag as written, or null.</summary>
    public string? Tag { get; }

    /// <summary>The digest as written (<c>sha256:…</c>), or null.</summary>
    public string? Digest { get; }

    /// <summary>Domain and path, without tag and digest: <c>docker.io/library/alpine</c>.</summary>
    public string Name => Domain + "/" + Path;

    /// <summary>The full form that two names of one image share: <c>docker.io/library/alpine:latest</c>.</summary>
    public string Canonical => Name + Suffix(Tag ?? (Digest is null ? DefaultTag : null));

    /// <summary>The short form that Docker prints: <c>alpine:3.20</c>, <c>ghcr.io/team/app</c>.</summary>
    public string Familiar => FamiliarName + Suffix(Tag);

    private string FamiliarName
    {
        get
        {
            if (Domain != DefaultDomain)
            {
                return Name;
            }

            var shortened = Path.StartsWith(OfficialRepositoryPrefix, StringComparison.Ordinal)
                ? Path.Substring(OfficialRepositoryPrefix.Length)
                : Path;

            // Only "library/" and one part more is an official image; deeper paths keep the prefix.
            return ReadsAsItself(shortened) ? shortened : ReadsAsItself(Path) ? Path : Name;
        }
    }

    /// <summary>Whether a shortened name means this image: not an ID, another registry, or an official image.</summary>
    private bool ReadsAsItself(string shortened) =>
        !ImageId.IsFullHex(shortened) && Split(shortened) == (Domain, Path);

    /// <summary>Reads a reference as the Docker command line does.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="reference">The reference, where the result is true.</param>
    /// <returns>False for text that is no reference, and for 64 hexadecimal digits, which Docker takes for an ID.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (text is null || ImageId.IsFullHex(text))
        {
            return false;
        }

        var (domain, remainder) = Split(text);
        var match = RemainderPattern.Match(remainder);
        if (!match.Success || !DomainPattern.IsMatch(domain))
        {
            return false;
        }

        var path = match.Groups["path"].Value;
        if (path.Length > MaxPathLength)
        {
            return false;
        }

        reference = new ImageReference(domain, path, ValueOrNull(match.Groups["tag"]), ValueOrNull(match.Groups["digest"]));
        return true;
    }

    /// <summary>Reads a reference as the Docker command line does.</summary>
    /// <exception cref="FormatException">The text is no reference.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference) ? reference : throw new FormatException($"'{text}' is not an image reference.");

    /// <summary>A name's canonical form. Text that is no name (an ID, a mistake that the engine will refuse) stays as it is.</summary>
    public static string CanonicalOf(string text) => TryParse(text, out var reference) ? reference.Canonical : text;

    /// <summary>Whether the text names a repository alone, without tag and digest: to some operations that means all of its tags.</summary>
    public static bool IsRepository(string? text) => TryParse(text, out var reference) && reference is { Tag: null, Digest: null };

    /// <summary>Joins a repository and its tag, or its digest, which the engine's API takes apart.</summary>
    public static string Join(string repository, string tagOrDigest) =>
        repository + (tagOrDigest.StartsWith(ImageId.Prefix, StringComparison.Ordinal) ? "@" : ":") + tagOrDigest;

    /// <inheritdoc/>
    public bool Equals(ImageReference? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ImageReference);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    /// <summary>The familiar form.</summary>
    public override string ToString() => Familiar;

    private string Suffix(string? tag) => (tag is null ? "" : ":" + tag) + (Digest is null ? "" : "@" + Digest);

    /// <summary>Splits off the domain, and puts in what Docker's shorthand leaves out: the hub, and its "library/".</summary>
    private static (string Domain, string Remainder) Split(string text)
    {
        var (domain, remainder) = SplitDomain(text);
        return domain == DefaultDomain && !remainder.Contains('/') ? (domain, OfficialRepositoryPrefix + remainder) : (domain, remainder);
    }

    /// <summary>The first part is a domain only if it looks like one: a dot, a colon, an upper-case letter, or "localhost".</summary>
    private static (string Domain, string Remainder) SplitDomain(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
        {
            return (DefaultDomain, text);
        }

        var first = text.Substring(0, slash);
        var isDomain = first == "localhost" || first.IndexOfAny(['.', ':']) >= 0 || first.Any(char.IsUpper);
        if (!isDomain)
        {
            return (DefaultDomain, text);
        }

        return (first == LegacyDefaultDomain ? DefaultDomain : first, text.Substring(slash + 1));
    }

    private static string? ValueOrNull(Group group) => group.Success ? group.Value : null;
}
