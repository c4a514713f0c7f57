using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ImageGuard.Verification;

namespace ImageGuard.Tests.Verification;

public sealed class LayerReaderTests
{
    private static readonly byte[] Layer = Tar(("a/b", "content"), ("empty", ""));

    public static TheoryData<string> Compressions => ["none", "gzip", "zstd"];

    [Theory]
    [MemberData(nameof(Compressions))]
    public async Task A_layer_is_known_by_its_uncompressed_content(string compression)
    {
        var archive = Tar(("blobs/sha256/1", Compress(Layer, compression)), ("config", Encoding.UTF8.GetBytes("{}")));

        var layer = Assert.Single(await new LayerReader(readsFiles: true, readsContents: true).ReadImageAsync(new Trickle(archive), default));

        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(Layer))}", layer.DiffId);
        Assert.Equal(["a/b", "empty"], layer.Files.Select(file => file.Path));
        Assert.Equal([7, 0], layer.Files.Select(file => file.Size));
        Assert.NotEqual(layer.Files[0].Content, layer.Files[1].Content);
    }

    [Fact]
    public async Task A_layer_without_files_is_one()
    {
        var empty = new byte[1024];
        var layers = await new LayerReader(readsFiles: false, readsContents: false).ReadImageAsync(new MemoryStream(Tar(("x", empty))), default);
        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(empty))}", Assert.Single(layers).DiffId);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task What_is_no_layer_to_its_end_is_told(string compression)
    {
        var half = Compress(Layer, compression);
        var archive = Tar(("x", half[..(half.Length / 2)]));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => new LayerReader(readsFiles: true, readsContents: false).ReadImageAsync(new MemoryStream(archive), default));
    }

    [Fact]
    public async Task A_cut_archive_is_told()
    {
        var archive = Tar(("x", Layer));
        await Assert.ThrowsAsync<InvalidDataException>(
            () => new LayerReader(readsFiles: false, readsContents: false).ReadImageAsync(new MemoryStream(archive, 0, 1500), default));
    }

    private static byte[] Compress(byte[] content, string how)
    {
        var compressed = new MemoryStream();
        using (var stream = how switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "zstd" => new ZstdSharp.CompressionStream(compressed, leaveOpen: true),
            _ => (Stream)new BufferedStream(compressed),
        })
        {
            stream.Write(content);
            stream.Flush();
        }

        return compressed.ToArray();
    }

    private static byte[] Tar(params (string Path, string Content)[] files) =>
        Tar(files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Content))).ToArray());

    private static byte[] Tar(params (string Path, byte[] Content)[] files)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
            }
        }

        return archive.ToArray();
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(7, buffer.Length)], cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(7, count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(7, buffer.Length)]);
    }
}
