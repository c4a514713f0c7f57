using System.Formats.Tar;
using System.Text;
using ImageGuard.Journal;

namespace ImageGuard.Tests.Journal;

public sealed class ArchiveFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Archive => Path.Combine(_folder.Path, "a.tar");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_described_from_its_position_on_and_left_there()
    {
        await File.WriteAllTextAsync(Archive, "0123456789");
        await using var stream = File.OpenRead(Archive);
        stream.Position = 4;

        var archive = await ArchiveFile.DescribeAsync(stream, CancellationToken.None);

        Assert.Equal(4, stream.Position);
        await using var again = await archive!.OpenAsync(CancellationToken.None);
        Assert.Equal("456789", await new StreamReader(again!).ReadToEndAsync());
    }

    [Fact]
    public async Task A_file_that_has_changed_is_not_the_archive_any_more()
    {
        await File.WriteAllTextAsync(Archive, "0123456789");
        var archive = await DescribeAsync();

        await File.WriteAllTextAsync(Archive, "0123456780");
        Assert.False(await IsThereAsync(archive));
        File.Delete(Archive);
        Assert.False(await IsThereAsync(archive));
    }

    [Fact]
    public async Task An_archive_of_other_layers_or_another_configuration_is_another_one()
    {
        await WriteAsync(("manifest.json", "[1]"), ("layer.tar", new string('a', 1 << 20)));
        var archive = await DescribeAsync();
        Assert.True(await IsThereAsync(archive));

        await WriteAsync(("manifest.json", "[2]"), ("layer.tar", new string('a', 1 << 20)));
        Assert.False(await IsThereAsync(archive));
        await WriteAsync(("manifest.json", "[1]"), ("other.tar", new string('a', 1 << 20)));
        Assert.False(await IsThereAsync(archive));
        await WriteAsync(("manifest.json", "[1]"), ("layer.tar", new string('a', 1 << 20)));
        Assert.True(await IsThereAsync(archive));
    }

    [Fact]
    public async Task What_is_no_file_is_none() =>
        Assert.Null(await ArchiveFile.DescribeAsync(new MemoryStream([1]), CancellationToken.None));

    private async Task<ArchiveFile> DescribeAsync()
    {
        await using var stream = File.OpenRead(Archive);
        return (await ArchiveFile.DescribeAsync(stream, CancellationToken.None))!;
    }

    private static async Task<bool> IsThereAsync(ArchiveFile archive)
    {
        await using var stream = await archive.OpenAsync(CancellationToken.None);
        return stream is not null;
    }

    private async Task WriteAsync(params (string Name, string Content)[] entries)
    {
        await using var writer = new TarWriter(File.Create(Archive), TarEntryFormat.Ustar);
        foreach (var (name, content) in entries)
        {
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(Encoding.ASCII.GetBytes(content)),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }
    }
}
