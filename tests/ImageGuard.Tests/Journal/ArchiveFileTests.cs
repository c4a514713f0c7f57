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
        await using var stream = File.OpenRead(Archive);
        var archive = await ArchiveFile.DescribeAsync(stream, CancellationToken.None);

        await File.WriteAllTextAsync(Archive, "0123456780");
        Assert.Null(await archive!.OpenAsync(CancellationToken.None));
        File.Delete(Archive);
        Assert.Null(await archive.OpenAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_no_file_is_none() =>
        Assert.Null(await ArchiveFile.DescribeAsync(new MemoryStream([1]), CancellationToken.None));
}
