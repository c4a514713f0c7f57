using System.Net;
using ImageGuard.Failures;

namespace ImageGuard.Tests.Failures;

/// <summary>Answers recorded from real engines; the images' IDs are shortened.</summary>
public sealed class FailureTableTests
{
    public static TheoryData<FailureKind, int, string> Recorded => new()
    {
        // dockerd 20.10 to 29.0, classic store
        { FailureKind.InUse, 409, "conflict: unable to remove repository reference \"base:1\" (must force) - container 1b2c3d4e5f60 is using its referenced image 0f1e2d3c4b5a" },
        { FailureKind.InUse, 409, "conflict: unable to delete 0f1e2d3c4b5a (must be forced) - image is being used by stopped container 1b2c3d4e5f60" },
        { FailureKind.InUse, 409, "conflict: unable to delete 0f1e2d3c4b5a (cannot be forced) - image is being used by running container 1b2c3d4e5f60" },
        { FailureKind.MultipleReferences, 409, "conflict: unable to delete 0f1e2d3c4b5a (must be forced) - image is referenced in multiple repositories" },
        { FailureKind.HasChildren, 409, "conflict: unable to delete 0f1e2d3c4b5a (cannot be forced) - image has dependent child images" },
        { FailureKind.PruneRunning, 409, "a prune operation is already running" },
        { FailureKind.NotFound, 404, "No such image: nosuch:1" },
        { FailureKind.NotFound, 404, "no such image: nosuch:1: No such image: nosuch:1" },
        { FailureKind.NotFound, 404, "reference does not exist" },
        { FailureKind.InvalidReference, 400, "invalid reference format: repository name must be lowercase" },
        { FailureKind.InvalidReference, 400, "invalid reference format: repository name (library/UPPER) must be lowercase" },
        { FailureKind.LostRace, 500, "failed to get digest sha256:0f1e: open /var/lib/docker/image/overlay2/imagedb/content/sha256/0f1e: no such file or directory" },
        { FailureKind.LostRace, 404, "unknown parent image ID sha256:0f1e" },
        { FailureKind.LostRace, 200, "No such image: sha256:0f1e" },
        { FailureKind.LostRace, 200, "unable to find image \"sha256:0f1e\"" },
        { FailureKind.LostRace, 500, "failed to register layer: rename /var/lib/docker/image/overlay2/layerdb/tmp/write-set-7 /var/lib/docker/image/overlay2/layerdb/sha256/0f: layer does not exist" },
        { FailureKind.CorruptImage, 500, "failed to register layer: rename /var/lib/docker/image/overlay2/layerdb/tmp/write-set-7 /var/lib/docker/image/overlay2/layerdb/sha256/0f: file exists" },
        { FailureKind.CorruptImage, 500, "file integrity checksum failed for \"bin/busybox\"" },
        { FailureKind.CorruptImage, 500, "open /var/lib/docker/overlay2/d0bc4e/diff/bin/busybox: no such file or directory" },
        { FailureKind.CorruptImage, 500, "readlink /var/lib/docker/overlay2: invalid argument" },
        { FailureKind.CorruptImage, 500, "failed to stat parent: stat /var/lib/docker/containerd/daemon/io.containerd.snapshotter.v1.overlayfs/snapshots/253/fs: no such file or directory: unknown" },
        { FailureKind.CorruptImage, 500, "error creating overlay mount to /var/lib/docker/overlay2/1a-init/merged: too many levels of symbolic links" },
        { FailureKind.CorruptArchive, 200, "archive/tar: invalid tar header" },
        { FailureKind.CorruptArchive, 200, "unexpected EOF" },
        { FailureKind.CorruptArchive, 200, "open /var/lib/docker/tmp/docker-import-123/blobs/json: no such file or directory" },
        { FailureKind.CorruptArchive, 200, "invalid archive: does not contain a manifest.json" },
        { FailureKind.CorruptTransfer, 200, "filesystem layer verification failed for digest sha256:0f1e" },
        { FailureKind.RegistryNotFound, 404, "manifest for localhost:5000/x:1 not found: manifest unknown: manifest unknown" },
        { FailureKind.RegistryUnreachable, 500, "Get \"http://localhost:1/v2/\": dial tcp 127.0.0.1:1: connect: connection refused" },

        // dockerd 26.1 and 29.0, containerd store
        { FailureKind.InUse, 409, "conflict: unable to delete base:1 (must be forced) - container 1b2c3d4e5f60 is using its referenced image 0f1e2d3c4b5a" },
        { FailureKind.LostRace, 200, "failed to unpack loaded image: content digest sha256:0f1e: not found" },
        { FailureKind.LostRace, 404, "failed to resolve image id \"sha256:0f1e\" to a descriptor: No such image: sha256:0f1e" },
        { FailureKind.LostRace, 404, "failed to read config content: rpc error: code = NotFound desc = content digest sha256:0f1e: not found" },
        { FailureKind.LostRace, 200, "failed commit on ref \"layer-sha256:0f1e\": commit failed: lease does not exist: not found" },
        { FailureKind.LostRace, 200, "NotFound: parent snapshot sha256:0f1e does not exist: not found" },
        { FailureKind.LostRace, 200, "unexpected media type  for : not found" },
        { FailureKind.CorruptImage, 200, "unexpected digest sha256:0f1e copied" },
        { FailureKind.CorruptImage, 200, "failed to copy to tar: sha256:0f1e: blob not found: not found" },
        { FailureKind.CorruptArchive, 200, "Error unpacking image big:1: apply layer error for \"big:1\": content digest sha256:0f1e: not found" },
        { FailureKind.CorruptArchive, 200, "unrecognized image format" },
        { FailureKind.CorruptTransfer, 200, "unexpected commit digest sha256:0f, expected sha256:1e: failed precondition" },
        { FailureKind.RegistryNotFound, 404, "failed to resolve reference \"localhost:5000/x:1\": localhost:5000/x:1: not found" },
        { FailureKind.RegistryUnreachable, 500, "failed to resolve reference \"localhost:1/x:1\": failed to do request: Head \"https://localhost:1/v2/x/manifests/1\"" },

        // podman 5.4
        { FailureKind.InUse, 409, "image base:1 is in use: image used by 1b2c3d: image is in use by a container: consider listing external containers and force-removing image" },
        { FailureKind.MultipleReferences, 500, "unable to delete image \"0f1e\" by ID with more than one tag ([a b]): please force removal" },
        { FailureKind.NotFound, 404, "failed to find image nosuch:1: docker.io/library/nosuch:1: image not known" },
        { FailureKind.NotFound, 500, "docker.io/library/nosuch:9: image not known" },
        { FailureKind.InvalidReference, 500, "normalizing image: normalizing name for compat API: parsing reference \"UPPER:bad\": repository name must be lowercase" },
        { FailureKind.LostRace, 500, "failed to load image: locating pulled image \"docker.io/library/race:1\" name in containers storage: image not known" },
        { FailureKind.CorruptArchive, 500, "payload does not match any of the supported image formats: x" },

        { FailureKind.Other, 500, "something that no engine has said yet" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_answer_has_its_meaning(FailureKind kind, int status, string message) =>
        Assert.Equal(kind, FailureTable.Classify((HttpStatusCode)status, message));

    [Fact]
    public void Every_kind_says_what_it_is_and_what_to_do()
    {
        foreach (var kind in Enum.GetValues<FailureKind>().Where(kind => kind != FailureKind.Other))
        {
            Assert.NotEqual(FailureAdvice.Summary(FailureKind.Other), FailureAdvice.Summary(kind));
            Assert.NotEqual(FailureAdvice.Advice(FailureKind.Other), FailureAdvice.Advice(kind));
        }
    }
}
