using CsCheck;

namespace ImageGuard.Model.Tests;

/// <summary>The parts of a reference before anything is put together or read: what the grammar's productions say.</summary>
internal sealed record ReferenceParts(string? Domain, string Path, string? Tag, string? Digest)
{
    public override string ToString() =>
        (Domain is null ? "" : Domain + "/") + Path + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);
}

/// <summary>Generates references by the grammar of the distribution project, production by production.</summary>
internal static class ReferenceGenerators
{
    private const string LowerAlphaNumeric = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string AlphaNumeric = LowerAlphaNumeric + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly Gen<string> Separator = OneOf(".", "_", "__", "-", "--", "---");

    private static readonly Gen<string> PathComponent =
        Gen.Select(Gen.String[Gen.Char[LowerAlphaNumeric], 1, 6], Gen.Select(Separator, Gen.String[Gen.Char[LowerAlphaNumeric], 1, 4]).Array[0, 2])
            .Select((first, rest) => first + string.Concat(rest.Select(pair => pair.Item1 + pair.Item2)));

    private static readonly Gen<string> DomainComponent =
        Gen.Select(Gen.Char[AlphaNumeric], Gen.String[Gen.Char[AlphaNumeric + "-"], 0, 5], Gen.Char[AlphaNumeric])
            .Select((first, middle, last) => first + middle + last);

    private static readonly Gen<string> Host = Gen.OneOf(
        OneOf("docker.io", "index.docker.io", "ghcr.io", "127.0.0.1"),
        DomainComponent.Array[2, 4].Select(components => string.Join('.', components)),
        Gen.String[Gen.Char["0123456789abcdefABCDEF:"], 0, 12].Select(address => $"[:{address}]"));

    /// <summary>What is read as a domain: a host with a dot, a port, or "localhost".</summary>
    public static Gen<string> Domain { get; } = Gen.OneOf(
        Host,
        Gen.Const("localhost"),
        Gen.Select(DomainComponent, Gen.Int[1, 65535]).Select((host, port) => $"{host}:{port}"),
        Gen.Select(Host, Gen.Int[1, 65535]).Select((host, port) => $"{host}:{port}"));

    public static Gen<string> Path { get; } = PathComponent.Array[1, 4].Select(components => string.Join('/', components));

    public static Gen<string> Tag { get; } =
        Gen.Select(Gen.Char[AlphaNumeric + "_"], Gen.String[Gen.Char[AlphaNumeric + "_.-"], 0, 127])
            .Select((first, rest) => first + rest);

    public static Gen<string> Digest { get; } = Gen.OneOf(
        Hex(64).Select(hex => "sha256:" + hex),
        Hex(96).Select(hex => "sha384:" + hex),
        Hex(128).Select(hex => "sha512:" + hex));

    /// <summary>References that name their domain, so that the path is never mistaken for one.</summary>
    public static Gen<ReferenceParts> WithDomain { get; } =
        Gen.Select(Domain, Path, Tag.Null(), Digest.Null()).Select((domain, path, tag, digest) => new ReferenceParts(domain, path, tag, digest));

    /// <summary>The shorthand: no domain, so the first part of the path must not look like one.</summary>
    public static Gen<ReferenceParts> WithoutDomain { get; } =
        Gen.Select(Path.Where(IsNoDomain), Tag.Null(), Digest.Null())
            .Select((path, tag, digest) => new ReferenceParts(null, path, tag, digest));

    public static Gen<ReferenceParts> Any { get; } = Gen.OneOf(WithDomain, WithoutDomain);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> Hex(int length) => Gen.String[Gen.Char["0123456789abcdef"], length, length];

    private static bool IsNoDomain(string path) =>
        !path.Contains('/') || (path.Split('/')[0] is var first && first != "localhost" && !first.Contains('.'));
}
