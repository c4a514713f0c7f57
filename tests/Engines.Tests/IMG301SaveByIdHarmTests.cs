using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>What an archive remembers of an image's name (engine-facts, H3); all engines agree.</summary>
[Collection(OneEngine.Name)]
public sealed class IMG301SaveByIdHarmTests(EngineFixture engine)
{
    private readonly IDockerClient _client = engine.Client;

    [Fact]
    public async Task An_image_saved_by_ID_loads_unnamed()
    {
        var (name, id) = await LoadNewAsync();

        var archive = await SaveAsync(id);
        await _client.RemoveImageAsync(name);
        var messages = new MessageLog();
        await _client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(archive), messages);

        Assert.Null(ImageArchives.NamesIn(archive));
        Assert.Contains($"Loaded image ID: {id}", messages.Text);
        Assert.Null(await _client.FindImageAsync(name));
        var images = await _client.Images.ListImagesAsync(new ImagesListParameters());
        Assert.True(images.Single(image => image.ID == id).IsUnnamed());
    }

    [Fact]
    public async Task An_image_saved_by_name_keeps_it()
    {
        var (name, id) = await LoadNewAsync();

        var archive = await SaveAsync(name);
        await _client.RemoveImageAsync(name);
        var messages = new MessageLog();
        await _client.Images.LoadImageAsync(new ImageLoadParameters(), new MemoryStream(archive), messages);

        Assert.Equal([name], ImageArchives.NamesIn(archive));
        Assert.Contains($"Loaded image: {name}", messages.Text);
        Assert.Equal(id, (await _client.FindImageAsync(name))?.ID);
    }

    private async Task<(string Name, string Id)> LoadNewAsync()
    {
        var name = TestImage.NewName("img301");
        await _client.LoadNewAsync(name);
        return (name, (await _client.Images.InspectImageAsync(name)).ID);
    }

    private async Task<byte[]> SaveAsync(string nameOrId)
    {
        using var stream = await _client.Images.SaveImageAsync(nameOrId);
        var archive = new MemoryStream();
        await stream.CopyToAsync(archive);
        return archive.ToArray();
    }
}
