using ImageGuard.Engines;

namespace ImageGuard.EngineTests;

[Collection(OneEngine.Name)]
public sealed class SavingTests(GuardFixture fixture) : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private DockerImageGuard Guard => fixture.Guard;

    [Fact]
    public async Task A_save_by_ID_keeps_the_names()
    {
        var name = TestImage.NewName("save");
        await fixture.Client.LoadNewAsync(name);
        var id = (await Guard.InspectAsync(name)).Id;

        var result = await Guard.SaveAsync([id], _path);

        Assert.Equal(["docker.io/library/" + name], result.Names);
        Assert.Equal(new FileInfo(_path).Length, result.Length);
        await Guard.RemoveAsync(name);
        Assert.Equal([name], (await Guard.LoadAsync(_path)).Names);
    }

    [Fact]
    public async Task An_image_without_a_name_is_not_saved()
    {
        var loaded = await Guard.LoadAsync(new MemoryStream(TestImage.Create().ToArchive()), new LoadOptions { AllowUnnamed = true });
        var failure = await Assert.ThrowsAsync<UnnamedImageException>(() => Guard.SaveAsync(loaded.UnnamedIds, _path));
        Assert.Contains("TagAsync", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_failure_the_former_file_is_as_it_was()
    {
        await File.WriteAllTextAsync(_path, "former");
        await Assert.ThrowsAsync<ImageNotFoundException>(() => Guard.SaveAsync(["nosuch:1"], _path));

        Assert.Equal("former", await File.ReadAllTextAsync(_path));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + ".*.partial"));
    }

    public void Dispose() => File.Delete(_path);
}
