using System.Formats.Tar;
using System.Text;
using ImageGuard.Archives;

namespace ImageGuard.Tests.Archives;

public sealed class ImageArchiveTests
{
    private const string Config = "2222222222222222222222222222222222222222222222222222222222222222.json";
    private const string Layer = "1111111111111111111111111111111111111111111111111111111111111111/layer.tar";

    [Fact]
    public void A_whole_archive_has_names_and_no_problem()
    {
        var archive = Read(Archive("""["app:1","localhost:5000/app:2"]"""));

        Assert.Empty(archive.Problems());
        Assert.Equal(["docker.io/library/app:1", "localhost:5000/app:2"], archive.Names);
        Assert.Equal(["sha256:" + Config[..64]], archive.Ids);
        Assert.False(archive.HasUnnamed);
        Assert.Empty(archive.ProblemsFor(["docker.io/library/app:1"]));
        Assert.Equal(["it does not name docker.io/library/other:1"], archive.ProblemsFor(["docker.io/library/other:1"]));
    }

    [Fact]
    public void An_ID_is_told_by_the_name_or_the_content_of_the_configuration()
    {
        // As Jib and crane write them. The digest is that of "abc" in FIPS 180-2.
        ImageArchive OfConfig(string name) => Read(Tar(
            (name, "abc"u8.ToArray()), ("manifest.json", Encoding.UTF8.GetBytes($$"""[{"Config":"{{name}}","RepoTags":["app:1"],"Layers":[]}]"""))));

        var byContent = OfConfig("config.json");
        Assert.Equal(["sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"], byContent.Ids);
        Assert.True(byContent.TellsIds);

        var unknown = OfConfig("config");
        Assert.Empty(unknown.Ids);
        Assert.False(unknown.TellsIds);
        Assert.Equal([$"sha256:{Config[..64]}"], OfConfig($"sha256:{Config[..64]}").Ids);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void It_reads_pieces_of_any_size(int piece)
    {
        var bytes = Archive("""["app:1"]""", layerSize: 20_000);
        var archive = new ImageArchive();
        foreach (var chunk in bytes.Chunk(piece))
        {
            archive.Scanner.Scan(chunk);
        }

        Assert.Empty(archive.Problems());
        Assert.Equal(["docker.io/library/app:1"], archive.Names);
    }

    [Fact]
    public void Every_cut_is_found()
    {
        var bytes = Archive("""["app:1"]""");
        var end = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
        for (var length = 0; length <= end; length += 97)
        {
            Assert.NotEmpty(Read(bytes[..length]).Problems());
        }
    }

    [Fact]
    public void An_error_message_at_the_end_is_the_engines_word()
    {
        // As dockerd 29 with the containerd store ends an answer of status 200 that a prune has disturbed.
        const string error = """{"error":"failed to copy to tar: content digest sha256:0f: not found","errorDetail":{"message":"x"}}""";
        var archive = Read([.. Archive("""["app:1"]""", layerSize: 5000)[..3000], .. Encoding.UTF8.GetBytes(error + "\r\n")]);

        Assert.Equal(error, archive.EngineError);
        Assert.Contains(error, Assert.Single(archive.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_layer_is_found()
    {
        var archive = Read(Tar(("manifest.json", Encoding.UTF8.GetBytes(Manifest("""["app:1"]"""))), (Config, [1])));
        Assert.Equal([$"{Layer} is missing"], archive.Problems());
    }

    [Fact]
    public void An_archive_by_ID_has_no_name() => Assert.True(Read(Archive("null")).HasUnnamed);

    [Fact]
    public void Something_else_is_no_archive_of_images() =>
        Assert.Contains("neither manifest.json nor index.json", Assert.Single(Read(Tar(("README", [1]))).Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData("garbage")]
    [InlineData("[{\"Config\":5}]")]
    [InlineData("{}")]
    public void A_manifest_that_cannot_be_read_is_a_problem(string manifest)
    {
        var archive = Read(Tar(("manifest.json", Encoding.UTF8.GetBytes(manifest))));
        Assert.Equal(["its manifest.json cannot be read"], archive.Problems());
    }

    [Fact]
    public void Long_names_and_links_are_entries()
    {
        var name = string.Join('/', Enumerable.Repeat("a-folder-with-a-long-name", 12)) + "/layer.tar";
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, Layer) { LinkName = "../x" });
        }

        var scanner = new TarScanner(_ => false);
        scanner.Scan(stream.ToArray());

        Assert.Null(scanner.Problem);
        Assert.Contains(name, scanner.Names);
        Assert.Contains(Layer, scanner.Names);
    }

    [Fact]
    public async Task Reading_ahead_skips_layers_and_leaves_the_stream_where_it_was()
    {
        var bytes = Archive("""["app:1"]""", layerSize: 1_000_000);
        using var stream = new CountingReads(bytes);

        var archive = await ArchiveReader.ReadAsync(stream, CancellationToken.None);

        Assert.Empty(archive.Problems());
        Assert.Equal(0, stream.Position);
        Assert.InRange(stream.BytesRead, 1, 300_000);
    }

    [Theory]
    [InlineData(new byte[] { 0x1f, 0x8b, 8, 0 }, false)]
    [InlineData(new byte[] { 0x28, 0xb5, 0x2f, 0xfd }, false)]
    [InlineData(new byte[] { (byte)'m', (byte)'a' }, true)]
    public async Task A_compressed_archive_cannot_be_looked_into(byte[] head, bool canRead)
    {
        using var stream = new MemoryStream(head);
        Assert.Equal(canRead, await ArchiveReader.CanReadAsync(stream, CancellationToken.None));
        Assert.Equal(0, stream.Position);
    }

    private static string Manifest(string names) => $$"""[{"Config":"{{Config}}","RepoTags":{{names}},"Layers":["{{Layer}}"]}]""";

    private static byte[] Archive(string names, int layerSize = 100) =>
        Tar((Layer, new byte[layerSize]), (Config, [1]), ("manifest.json", Encoding.UTF8.GetBytes(Manifest(names))));

    private static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return stream.ToArray();
    }

    private static ImageArchive Read(byte[] bytes)
    {
        var archive = new ImageArchive();
        archive.Scanner.Scan(bytes);
        return archive;
    }

    private sealed class CountingReads(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            BytesRead += count;
            return count;
        }
    }
}
