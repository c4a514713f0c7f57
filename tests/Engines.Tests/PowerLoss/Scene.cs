using Docker.DotNet;
using ImageGuard.PowerCuts;

namespace ImageGuard.Engines.Tests.PowerLoss;

/// <summary>What an operation that loses its result works with.</summary>
/// <param name="client">The machine's engine.</param>
/// <param name="registry">A registry, which the power cut does not concern.</param>
internal sealed class Scene(Func<IDockerClient> client, LoopbackRegistry registry)
{
    private byte[]? _archive;

    /// <summary>Where the files are in the images that have them as a layer.</summary>
    public const string Folder = "files";

    /// <summary>The engine, after each boot by a new client.</summary>
    public IDockerClient Client => client();

    public LoopbackRegistry Registry => registry;

    /// <summary>The files that the operation is about.</summary>
    public SmallFiles Files { get; } = new(Folder);

    /// <summary>The image that it makes, names or removes.</summary>
    public string Image { get; set; } = TestImage.NewName("lost");

    /// <summary>An image that it makes it from.</summary>
    public string Base { get; } = TestImage.NewName("base");

    /// <summary>A container that it makes it from.</summary>
    public string Container { get; set; } = "";

    /// <summary>An archive of it, each time the same.</summary>
    public byte[] Archive => _archive ??= NewImage().ToArchive(Image);

    /// <summary>A new image with the files.</summary>
    public TestImage NewImage() => TestImage.Create().WithLayer(Files.ToTar());
}
