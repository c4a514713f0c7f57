using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>What operations are made from: archives in a folder, a registry and a container, none of which a power cut concerns.</summary>
internal sealed class CutInputs : IAsyncDisposable
{
    private const string Base = "base:1";
    private const int FileCount = 40;
    private const int FileKilobytes = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageguard-");
    private readonly LoopbackRegistry _registry = new();
    private readonly SmallFiles _copied = new("files", FileCount, FileKilobytes);
    private readonly TestImage _base;
    private TestImage _pulledBase = NewPulledBase();
    private string _container = "";
    private int _files;

    public CutInputs() => _base = TestImage.Create().WithLayer(_copied.ToTar());

    /// <summary>Makes the image that builds start from, and what <see cref="RenewAsync"/> does.</summary>
    /// <returns>The image that is there now, with its files.</returns>
    public async Task<CutOperation> PrepareAsync(GuardedMachine machine)
    {
        await machine.OpenToAllAsync(_folder.FullName);
        await machine.Client.LoadAsync(_base.ToArchive(Base));
        await RenewAsync(machine);
        return new CutOperation("load", Base, "", await FilesOfAsync(_base));
    }

    /// <summary>A load of a new image.</summary>
    public async Task<CutOperation> LoadAsync()
    {
        var (name, image) = (TestImage.NewName("load"), NewImage());
        return new CutOperation("load", name, await WriteAsync(image.ToArchive(name)), await FilesOfAsync(image));
    }

    /// <summary>
    /// A pull of a new image, which shares a layer with others that are pulled between the same two cuts, but none with those that are loaded: a
    /// containerd store would not keep it (<see cref="FailureKind.NotKept"/>).
    /// </summary>
    public async Task<CutOperation> PullAsync()
    {
        var image = _pulledBase.WithLayer(NewFiles().ToTar());
        return new CutOperation("pull", _registry.Add(image), "", await FilesOfAsync(image));
    }

    /// <summary>
    /// Makes the container that is committed from now on, and the layer that pulled images share from now on: a containerd store keeps those of
    /// an operation that was cut off (<see cref="FailureKind.DamageKept"/>).
    /// </summary>
    public async Task RenewAsync(GuardedMachine machine)
    {
        var client = machine.Client;
        foreach (var container in await client.Containers.ListContainersAsync(new ContainersListParameters { All = true }))
        {
            if (container.ID == _container)
            {
                await client.RemoveContainerAsync(_container);
            }
        }

        _container = await client.RunToEndAsync(Base, "/bin/busybox", "cp", "-r", "/files", "/copies");
        _pulledBase = NewPulledBase();
    }

    /// <summary>A build of three steps.</summary>
    public async Task<CutOperation> BuildAsync()
    {
        var added = NewFiles();
        await using var context = TestImages.BuildContext(
            $"FROM {Base}\nENV a=b\nCOPY added /added\nENV c=d\n", added.Contents.Select(file => (file.Key, file.Value)));
        var archive = ((MemoryStream)context).ToArray();
        return new CutOperation("build", TestImage.NewName("build"), await WriteAsync(archive), Merge(await FilesOfAsync(_base), added.Contents));
    }

    /// <summary>A commit of a container that has copied files.</summary>
    public async Task<CutOperation> CommitAsync()
    {
        var copies = _copied.Contents.ToDictionary(file => file.Key.Replace("files/", "copies/", StringComparison.Ordinal), file => file.Value);
        return new CutOperation("commit", TestImage.NewName("commit"), _container, Merge(await FilesOfAsync(_base), copies));
    }

    /// <summary>An import of new files.</summary>
    public async Task<CutOperation> ImportAsync()
    {
        var files = NewFiles();
        return new CutOperation("import", TestImage.NewName("import"), await WriteAsync(files.ToTar()), files.Contents);
    }

    /// <summary>A further name for an image.</summary>
    public static CutOperation Tag(string image, IReadOnlyDictionary<string, byte[]> files) => new("tag", TestImage.NewName("tag"), image, files);

    /// <summary>A removal.</summary>
    public static CutOperation Remove(string image, IReadOnlyDictionary<string, byte[]> files) => new(CutOperation.Removal, image, "", files);

    /// <summary>Whether an image has to stay.</summary>
    public static bool IsNeeded(string image) => image == Base;

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static TestImage NewPulledBase() => TestImage.Of(new SmallFiles("pulled", FileCount, FileKilobytes).ToTar());

    private static SmallFiles NewFiles() => new("added", FileCount, FileKilobytes);

    private static TestImage NewImage() => TestImage.Create().WithLayer(NewFiles().ToTar());

    private static async Task<IReadOnlyDictionary<string, byte[]>> FilesOfAsync(TestImage image)
    {
        IReadOnlyDictionary<string, byte[]> files = new Dictionary<string, byte[]>();
        foreach (var layer in image.Layers)
        {
            files = Merge(files, await FileCensus.ReadAsync(new MemoryStream(layer)));
        }

        return files;
    }

    private static Dictionary<string, byte[]> Merge(IReadOnlyDictionary<string, byte[]> lower, IReadOnlyDictionary<string, byte[]> upper) =>
        lower.Concat(upper).ToDictionary(file => file.Key, file => file.Value);

    private async Task<string> WriteAsync(byte[] content)
    {
        var path = Path.Combine(_folder.FullName, $"{Interlocked.Increment(ref _files)}.tar");
        await File.WriteAllBytesAsync(path, content);
        return path;
    }
}
