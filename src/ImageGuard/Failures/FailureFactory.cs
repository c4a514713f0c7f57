using System.Net;
using Docker.DotNet;
using ImageGuard.Model;

namespace ImageGuard.Failures;

/// <summary>Makes the typed exception for what an engine said.</summary>
internal static class FailureFactory
{
    /// <summary>For an answer that Docker.DotNet has turned into an exception.</summary>
    public static ImageGuardException FromAnswer(ImageOperationKind operation, string? image, DockerApiException cause)
    {
        var message = EngineMessage.Of(cause);
        return Create(
            new ImageFailure(FailureTable.Classify(cause), operation, image, message, cause.StatusCode), cause);
    }

    /// <summary>For an error inside a progress stream, which Docker.DotNet passes over.</summary>
    public static ImageGuardException FromStream(ImageOperationKind operation, string? image, string message) =>
        Create(
            new ImageFailure(FailureTable.Classify(HttpStatusCode.OK, message), operation, image, message, HttpStatusCode.OK), cause: null);

    /// <summary>For what the guard found out by itself.</summary>
    public static ImageGuardException Create(ImageFailure failure, Exception? cause = null) => failure.Kind switch
    {
        FailureKind.NotFound or FailureKind.RegistryNotFound => new ImageNotFoundException(failure, cause),
        FailureKind.InUse => new ImageInUseException(failure, [], cause),
        FailureKind.HasChildren => new ImageHasChildrenException(failure, [], cause),
        FailureKind.LostRace or FailureKind.MissingAfterSuccess => new ImageLostException(failure, cause),
        FailureKind.CorruptImage or FailureKind.DamageKept => new CorruptImageException(failure, cause),
        FailureKind.CorruptArchive => new ImageArchiveException(failure, [failure.EngineMessage ?? "unreadable"], cause),
        FailureKind.CorruptTransfer or FailureKind.RegistryUnreachable => new RegistryException(failure, cause),
        FailureKind.Unnamed => new UnnamedImageException(failure),
        FailureKind.ForcedRemoval => new ForcedRemovalException(failure),
        _ => new ImageGuardException(failure, cause),
    };
}
