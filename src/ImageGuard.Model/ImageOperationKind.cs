namespace ImageGuard.Model;

/// <summary>What an operation does to images (S0, S1, S6, S10, S11).</summary>
public enum ImageOperationKind
{
    /// <summary>Fetches an image from a registry: <c>docker pull</c>, <c>POST /images/create?fromImage=</c>.</summary>
    Pull,

    /// <summary>Brings in images from an archive: <c>docker load</c>.</summary>
    Load,

    /// <summary>Makes an image from a Dockerfile: <c>docker build</c>.</summary>
    Build,

    /// <summary>Makes an image from a container: <c>docker commit</c>.</summary>
    Commit,

    /// <summary>Makes an image from a file system archive: <c>docker import</c>.</summary>
    Import,

    /// <summary>Gives an image a further name: <c>docker tag</c>.</summary>
    Tag,

    /// <summary>Writes images to an archive: <c>docker save</c>.</summary>
    Save,

    /// <summary>Sends an image to a registry: <c>docker push</c>.</summary>
    Push,

    /// <summary>Removes an image or one of its names: <c>docker rmi</c>.</summary>
    Remove,

    /// <summary>Removes all images that match a filter: <c>docker image prune</c>.</summary>
    Prune,

    /// <summary>Lists images: <c>docker images</c>.</summary>
    List,

    /// <summary>Reads an image's description: <c>docker image inspect</c>.</summary>
    Inspect,
}
