using System.Net;
using Docker.DotNet;

namespace ImageGuard.Failures;

/// <summary>
/// What engines say when something fails, and what it means: one row a message, read from the top, the first that fits decides.
/// Collected from dockerd 20.10 to 29 with both image stores and from Podman 5.4; the texts are case-sensitive, as the engines write them.
/// </summary>
internal static class FailureTable
{
    private const HttpStatusCode InBand = HttpStatusCode.OK;
    private const HttpStatusCode BadRequest = HttpStatusCode.BadRequest;
    private const HttpStatusCode NotFound = HttpStatusCode.NotFound;
    private const HttpStatusCode Conflict = HttpStatusCode.Conflict;
    private const HttpStatusCode ServerError = HttpStatusCode.InternalServerError;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<Row> Rows { get; } =
    [
        // Conflicts of a removal.
        new(FailureKind.InUse, Conflict, "image is being used by running container"),
        new(FailureKind.InUse, Conflict, "image is being used by stopped container"),
        new(FailureKind.InUse, Conflict, "is using its referenced image"),
        new(FailureKind.InUse, Conflict, "image used by"),
        new(FailureKind.MultipleReferences, Conflict, "image is referenced in multiple repositories"),
        new(FailureKind.MultipleReferences, ServerError, "by ID with more than one tag"),
        new(FailureKind.HasChildren, Conflict, "image has dependent child images"),
        new(FailureKind.PruneRunning, Conflict, "a prune operation is already running"),

        // The registry. Before the local "not found", whose words are contained in these.
        new(FailureKind.RegistryNotFound, null, "manifest unknown"),
        new(FailureKind.RegistryNotFound, null, "pull access denied for"),
        new(FailureKind.RegistryNotFound, null, "failed to resolve reference", "not found"),
        new(FailureKind.RegistryNotFound, null, "error parsing HTTP 404 response body"),
        new(FailureKind.RegistryUnreachable, null, "dial tcp"),
        new(FailureKind.RegistryUnreachable, null, "connection refused"),
        new(FailureKind.RegistryUnreachable, null, "failed to do request"),
        new(FailureKind.RegistryUnreachable, null, "no such host"),
        new(FailureKind.RegistryUnreachable, null, "Client.Timeout exceeded"),
        new(FailureKind.CorruptTransfer, null, "filesystem layer verification failed for digest"),
        new(FailureKind.CorruptTransfer, null, "unexpected commit digest"),

        // Damage on the engine's disk: a power cut, a full disk, a killed engine.
        new(FailureKind.CorruptImage, null, "file integrity checksum failed for"),
        new(FailureKind.CorruptImage, null, "too many levels of symbolic links"),
        new(FailureKind.CorruptImage, null, "failed to register layer: rename", "file exists"),
        new(FailureKind.CorruptImage, null, "failed to register layer: rename", "directory not empty"),
        new(FailureKind.CorruptImage, null, "readlink ", "/overlay2"),
        new(FailureKind.CorruptImage, ServerError, "/diff/", ": no such file or directory"),
        new(FailureKind.CorruptImage, null, "failed to stat parent: stat ", "no such file or directory"),
        new(FailureKind.CorruptImage, null, "exec format error"),
        new(FailureKind.CorruptImage, null, "blob not found"),
        new(FailureKind.CorruptImage, null, "unexpected digest", "copied"),
        new(FailureKind.CorruptImage, null, "layer not known"),
        new(FailureKind.CorruptImage, null, "not found in layer tree"),
        new(FailureKind.CorruptImage, null, "Digest did not match, expected"),

        // An archive without all its layers: the engine names the image, then fails to unpack it, and calls that no error.
        new(FailureKind.CorruptArchive, InBand, "Error unpacking image "),

        // Bad input.
        new(FailureKind.CorruptArchive, null, "archive/tar: invalid tar header"),
        new(FailureKind.CorruptArchive, null, "unexpected EOF"),
        new(FailureKind.CorruptArchive, null, "Error processing tar file"),
        new(FailureKind.CorruptArchive, null, "invalid diffID for layer"),
        new(FailureKind.CorruptArchive, null, "invalid archive"),
        new(FailureKind.CorruptArchive, null, "invalid manifest, layers length mismatch"),
        new(FailureKind.CorruptArchive, null, "/docker-import-", "no such file or directory"),
        new(FailureKind.CorruptArchive, null, "/blobs/json: no such file or directory"),
        new(FailureKind.CorruptArchive, null, "unrecognized image format"),
        new(FailureKind.CorruptArchive, null, "missing index.json in OCI layout"),
        new(FailureKind.CorruptArchive, null, "failed to ingest"),
        new(FailureKind.CorruptArchive, null, "payload does not match any of the supported image formats"),
        new(FailureKind.CorruptArchive, null, "Some layer tarfiles are missing"),

        // Somebody removed a part of the image meanwhile. Before the plain "not found": an ID nobody asked for is such a part.
        new(FailureKind.LostRace, InBand, "No such image"),
        new(FailureKind.LostRace, InBand, "unable to find image"),
        new(FailureKind.LostRace, null, "failed to get digest sha256:"),
        new(FailureKind.LostRace, null, "unrecognized image ID"),
        new(FailureKind.LostRace, null, "unknown parent image ID"),
        new(FailureKind.LostRace, null, "failed to get layer sha256:"),
        new(FailureKind.LostRace, null, "layer does not exist"),
        new(FailureKind.LostRace, null, "content digest sha256:", "not found"),
        new(FailureKind.LostRace, null, "lease does not exist"),
        new(FailureKind.LostRace, null, "parent snapshot", "does not exist"),
        new(FailureKind.LostRace, null, "failed commit on ref"),
        new(FailureKind.LostRace, null, "failed to prepare extraction snapshot"),
        new(FailureKind.LostRace, null, "failed to commit snapshot"),
        new(FailureKind.LostRace, null, "failed to extract layer"),
        new(FailureKind.LostRace, null, "failed to resolve image id", "to a descriptor"),
        new(FailureKind.LostRace, null, "failed to read config content"),
        new(FailureKind.LostRace, null, "unexpected media type  for"),
        new(FailureKind.LostRace, null, "locating pulled image"),
        new(FailureKind.LostRace, null, "write-set-", "file exists"),

        // The caller's mistakes.
        new(FailureKind.InvalidReference, BadRequest, "invalid reference format"),
        new(FailureKind.InvalidReference, ServerError, "normalizing image"),
        new(FailureKind.InvalidReference, null, "repository name must be lowercase"),
        new(FailureKind.NotFound, NotFound, "No such image"),
        new(FailureKind.NotFound, NotFound, "no such image"),
        new(FailureKind.NotFound, NotFound, "reference does not exist"),
        new(FailureKind.NotFound, NotFound, "image not known"),
        new(FailureKind.NotFound, ServerError, "image not known"),
    ];

    /// <summary>Finds out what an engine's answer means.</summary>
    /// <param name="status">The answer's status; 200 for an error inside the progress stream.</param>
    /// <param name="message">The engine's words.</param>
    public static FailureKind Classify(HttpStatusCode status, string message) =>
        Rows.FirstOrDefault(row => row.Fits(status, message))?.Kind ?? FailureKind.Other;

    /// <summary>As the other overload, for an answer that Docker.DotNet has turned into an exception.</summary>
    public static FailureKind Classify(DockerApiException answer) => Classify(answer.StatusCode, EngineMessage.Of(answer));

    /// <summary>One message.</summary>
    /// <param name="Kind">What it means.</param>
    /// <param name="Status">The status it comes with, or null where it comes with several or inside the progress stream.</param>
    /// <param name="Text">A part of it that does not change.</param>
    /// <param name="Further">A second such part, after the first.</param>
    internal sealed record Row(FailureKind Kind, HttpStatusCode? Status, string Text, string Further = "")
    {
        public bool Fits(HttpStatusCode status, string message)
        {
            var start = Status is null || Status == status ? message.IndexOf(Text, StringComparison.Ordinal) : -1;
            return start >= 0 && message.IndexOf(Further, start + Text.Length, StringComparison.Ordinal) >= 0;
        }
    }
}
