namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG301.</summary>
public class SavedByIdTests
{
    [Theory]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0].ID|});")]
    [InlineData("foreach (var one in images) await client.Images.SaveImageAsync({|IMG301:one.ID|});")]
    [InlineData("""await client.Images.SaveImageAsync({|IMG301:"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"|});""")]
    [InlineData("""await client.Images.SaveImageAsync({|IMG301:"0123456789ab"|});""")]
    [InlineData("var inspected = await client.Images.InspectImageAsync(image); await client.Images.SaveImageAsync({|IMG301:inspected.ID|});")]
    [InlineData("var inspected = await client.Images.InspectImageAsync(image); var key = inspected.ID; await client.Images.SaveImageAsync({|IMG301:key|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:(await client.Images.InspectImageAsync(image)).ID|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0].ID.Substring(7)|});")]
    [InlineData("""await client.Images.SaveImageAsync({|IMG301:images[0].ID.Replace("sha256:", "")|});""")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0].ID.Split(':')[1]|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0].ID[7..]|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images.First(one => one.Size > 5).ID|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images.Select(one => one.ID).First()|});")]
    [InlineData("var ids = images.Select(one => one.ID).ToList(); foreach (var key in ids) await client.Images.SaveImageAsync({|IMG301:key|});")]
    [InlineData("await Task.WhenAll(images.Select(one => one.ID).Select(key => client.Images.SaveImageAsync({|IMG301:key|})));")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images.FirstOrDefault()?.ID|});")]
    [InlineData("""await client.Images.SaveImageAsync({|IMG301:$"sha256:{id}"|});""")]
    [InlineData("""await client.Images.SaveImagesAsync(new[] { "app:1", {|IMG301:images[0].ID|} });""")]
    [InlineData("await client.Images.SaveImagesAsync({|IMG301:images.Select(one => one.ID).ToArray()|});")]
    [InlineData("await client.Images.SaveImagesAsync([{|IMG301:images[0].ID|}]);")]
    [InlineData("var made = await client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters()); await client.Images.SaveImageAsync({|IMG301:made.ID|});")]
    [InlineData("var all = await client.Containers.ListContainersAsync(new ContainersListParameters()); await client.Images.SaveImageAsync({|IMG301:all[0].ImageID|});")]
    [InlineData("""
        await SaveAsync(images[0].ID);
        async Task SaveAsync(string key) => await client.Images.SaveImageAsync({|IMG301:key|});
        """)]
    public Task A_save_by_id_is_found(string statements) => Verify.Statements(statements);

    [Fact]
    public Task An_id_that_all_callers_of_a_private_method_pass_is_found() => Verify.Members("""
        public async Task ExportAsync()
        {
            foreach (var one in await client.Images.ListImagesAsync(new ImagesListParameters()))
            {
                await SaveAsync(one.ID);
            }
        }

        private Task<Stream> SaveAsync(string key) => client.Images.SaveImageAsync({|IMG301:key|});
        """);

    [Theory]
    [InlineData("await client.Images.SaveImageAsync(image);")]
    [InlineData("await client.Images.SaveImageAsync(id);")]
    [InlineData("""await client.Images.SaveImageAsync("app:1");""")]
    [InlineData("""await client.Images.SaveImageAsync("cafe");""")]
    [InlineData("""await client.Images.SaveImageAsync("deadbeefcafe:1");""")]
    [InlineData("await client.Images.SaveImageAsync(images[0].RepoTags[0]);")]
    [InlineData("await client.Images.SaveImageAsync(images[0].RepoTags.First());")]
    [InlineData("await client.Images.SaveImageAsync(images[0].RepoTags?.FirstOrDefault() ?? images[0].ID);")]
    [InlineData("foreach (var name in images.SelectMany(one => one.RepoTags)) await client.Images.SaveImageAsync(name);")]
    [InlineData("""await client.Images.SaveImageAsync($"{image}:{id}");""")]
    [InlineData("await client.Images.SaveImagesAsync(images.SelectMany(one => one.RepoTags).ToArray());")]
    [InlineData("await client.Images.SaveImagesAsync(names.ToArray());")]
    [InlineData("await client.Images.InspectImageAsync(images[0].ID);")]
    [InlineData("await client.Images.DeleteImageAsync(images[0].ID, new ImageDeleteParameters());")]
    [InlineData("await client.Containers.ExportContainerAsync(id);")]
    [InlineData("""
        var name = image;
        if (force) name = images[0].ID;
        await client.Images.SaveImageAsync(name);
        """)]
    public Task A_save_by_name_or_by_an_unknown_value_is_silent(string statements) => Verify.Statements(statements);
}
