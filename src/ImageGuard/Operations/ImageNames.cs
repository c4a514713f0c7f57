using ImageGuard.Engines;
using ImageGuard.Model;

namespace ImageGuard.Operations;

/// <summary>Turns what a caller writes for an image into the keys by which it is locked and compared.</summary>
internal static class ImageNames
{
    /// <summary>The key of an image given by name, or by its full ID.</summary>
    public static string KeyOf(string text) => ImageReference.CanonicalOf(text);

    /// <summary>Name and tag given apart, as in most parameters of Docker.DotNet; null where there is no name.</summary>
    public static string? Join(string? repository, string? tag) =>
        string.IsNullOrEmpty(repository) ? null
        : string.IsNullOrEmpty(tag) ? repository
        : ImageReference.Join(repository, tag);

    /// <summary>Repository and tag of a name, as Docker.DotNet wants them; without a tag it is <c>latest</c>.</summary>
    /// <exception cref="ImageGuardException">It is no valid name.</exception>
    public static (string Repository, string Tag) Split(string name, ImageOperationKind operation)
    {
        var reference = Parse(name, operation);
        return (reference.Name, reference.Digest ?? reference.Tag ?? ImageReference.DefaultTag);
    }

    /// <summary>Reads a name.</summary>
    /// <exception cref="ImageGuardException">It is no valid name.</exception>
    public static ImageReference Parse(string name, ImageOperationKind operation) =>
        ImageReference.TryParse(name, out var reference)
            ? reference
            : throw new ImageGuardException(new ImageFailure(FailureKind.InvalidReference, operation, name));

    /// <summary>The keys of an image given by name or ID: for a name the name, for an ID the full ID and all its names.</summary>
    public static async ValueTask<IReadOnlyList<string>> KeysOfAsync(Engine engine, string nameOrId, CancellationToken cancellationToken)
    {
        if (!ImageId.IsId(nameOrId))
        {
            return [KeyOf(nameOrId)];
        }

        return await engine.FindAsync(nameOrId, cancellationToken).ConfigureAwait(false) is { } image
            ? KeysOf(image)
            : [KeyOf(nameOrId)];
    }

    /// <summary>The ID and all names.</summary>
    public static IReadOnlyList<string> KeysOf(ImageDescription image) => [image.Id, .. image.Names.Select(KeyOf)];
}
