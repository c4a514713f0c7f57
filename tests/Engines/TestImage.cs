using System.Buffers.Binary;
using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ImageGuard.Engines;

/// <summary>
/// An image made in memory, without an engine and without network: Debian's static busybox and, if asked for, some ballast.
/// No two are alike, so that tests do not meet in the engine's layer store.
/// </summary>
public sealed class TestImage
{
    /// <summary>The label that every such image has, and every image built or committed from it; prunes are filtered by it.</summary>
    public const string Label = "imageguard.test";

    private static readonly Lazy<byte[]> BusyboxLayer = new(MakeBusyboxLayer);

    private TestImage(IReadOnlyList<byte[]> layers)
    {
        Layers = layers;
        string[] environment = ["PATH=/bin"];
        string[] command = ["sh"];
        Config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64",
            os = "linux",
            created = DateTime.UtcNow,
            config = new
            {
                Env = environment,
                Cmd = command,
                Labels = new Dictionary<string, string> { [Label] = Guid.NewGuid().ToString("N") },
            },
            rootfs = new { type = "layers", diff_ids = Layers.Select(Digest) },
            history = Layers.Select(_ => new { created = DateTime.UtcNow, created_by = "ImageGuard's tests" }),
        });
    }

    /// <summary>The layers, as uncompressed tar archives, lowest first.</summary>
    public IReadOnlyList<byte[]> Layers { get; }

    /// <summary>The image's configuration, as JSON.</summary>
    public byte[] Config { get; }

    /// <summary>Makes an image that runs busybox; its second layer holds the asked number of random megabytes.</summary>
    public static TestImage Create(int ballastMegabytes = 0) => new(ballastMegabytes == 0
        ? [BusyboxLayer.Value]
        : [BusyboxLayer.Value, Tar.Of(("ballast", RandomNumberGenerator.GetBytes(ballastMegabytes << 20)))]);

    /// <summary>Makes an image of one layer, which runs nothing.</summary>
    public static TestImage Of(byte[] layer) => new([layer]);

    /// <summary>Makes an image with the same layers and one more on top of them.</summary>
    public TestImage WithLayer(byte[] layer) => new([.. Layers, layer]);

    /// <summary>A name without tag that no other test uses.</summary>
    public static string NewRepository(string prefix) => $"{prefix}-{Guid.NewGuid():N}";

    /// <summary>A name with a tag that no other test uses.</summary>
    public static string NewName(string prefix) => $"{NewRepository(prefix)}:1";

    /// <summary>The digest by which engines and registries name content.</summary>
    public static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    /// <summary>The archive that <c>docker load</c> takes, with these names; the image loads unnamed if there are none.</summary>
    public byte[] ToArchive(params string[] names)
    {
        var manifest = new[]
        {
            new { Config = "config.json", RepoTags = names, Layers = Layers.Select((_, i) => $"layer{i}.tar") },
        };
        return Tar.Of([
            .. Layers.Select((layer, i) => ($"layer{i}.tar", layer)),
            ("config.json", Config),
            ("manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest)),
        ]);
    }

    private static byte[] MakeBusyboxLayer()
    {
        var busybox = EngineRequirements.Find("busybox") is { } path ? File.ReadAllBytes(path) : null;
        if (busybox is null || !IsStatic(busybox))
        {
            throw new EngineUnavailableException(
                "Test images need a static busybox. Run tests/install-engine.sh, or: apt-get install busybox-static");
        }

        string[] applets = ["cat", "echo", "false", "ls", "rm", "sh", "sleep", "true"];
        return Tar.Of([
            new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox")
            {
                Mode = (UnixFileMode)0b111_101_101, // rwxr-xr-x
                DataStream = new MemoryStream(busybox),
            },
            .. applets.Select(applet => new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" }),
        ]);
    }

    /// <summary>Whether a 64-bit ELF program has no program header that names an interpreter, which the image would lack.</summary>
    private static bool IsStatic(ReadOnlySpan<byte> elf)
    {
        const uint interpreter = 3;
        var headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[32..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(elf[54..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[56..]);
        for (var i = 0; i < count; i++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(elf[(headers + i * size)..]) == interpreter)
            {
                return false;
            }
        }

        return true;
    }
}
