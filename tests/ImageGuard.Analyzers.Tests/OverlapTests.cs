namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG201, IMG202 and IMG203 within one body.</summary>
public class OverlapTests
{
    [Theory]
    [InlineData("""await Task.WhenAll(client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters()));""")]
    [InlineData("""
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
        await {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        await tag;
        """)]
    [InlineData("""
        var remove = {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        await remove;
        """)]
    [InlineData("""
        var save = client.Images.SaveImageAsync(image);
        await {|IMG202:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        using var archive = await save;
        """)]
    [InlineData("""
        var tasks = new List<Task>();
        tasks.Add(client.Images.TagImageAsync(image, new ImageTagParameters()));
        tasks.Add({|IMG201:client.Images.PruneImagesAsync|}());
        await Task.WhenAll(tasks);
        """)]
    [InlineData("""
        var tasks = names.Select(async name =>
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
        });
        await Task.WhenAll(tasks);
        """)]
    [InlineData("""
        await Parallel.ForEachAsync(names, async (name, token) =>
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters(), token);
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters(), token);
        });
        """)]
    [InlineData("""
        Parallel.Invoke(
            () => client.Images.TagImageAsync(image, new ImageTagParameters()).Wait(),
            () => {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters()).Wait());
        """)]
    [InlineData("""
        var cleanup = Task.Run(async () => await {|IMG201:client.Images.PruneImagesAsync|}());
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        await cleanup;
        """)]
    [InlineData("""
        var thread = new Thread(() => {|IMG201:client.Images.PruneImagesAsync|}().Wait());
        thread.Start();
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        thread.Join();
        """)]
    [InlineData("""
        var cleanup = CleanAsync();
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        await cleanup;

        async Task CleanAsync() => await {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        """)]
    [InlineData("""
        var tasks = new List<Task>();
        foreach (var one in images)
        {
            if (one.Containers == 0)
                tasks.Add({|IMG201:client.Images.DeleteImageAsync|}(one.ID, new ImageDeleteParameters()));
            else
                tasks.Add(client.Images.TagImageAsync(one.ID, new ImageTagParameters()));
        }

        await Task.WhenAll(tasks);
        """)]
    [InlineData("""
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
        if (await Task.WhenAny(tag, Task.Delay(1000)) != tag)
        {
            await {|IMG201:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());
        }
        """)]
    public Task Overlapping_operations_are_found(string statements) => Verify.Statements(statements);

    [Theory]
    [InlineData("""
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        await client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        """)]
    [InlineData("""
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
        await tag;
        await client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        """)]
    [InlineData("await Task.WhenAll(names.Select(name => client.Images.DeleteImageAsync(name, new ImageDeleteParameters())));")]
    [InlineData("await Task.WhenAll(names.Select(name => client.Images.TagImageAsync(name, new ImageTagParameters())));")]
    [InlineData("""
        await Task.WhenAll(names.Select(name => client.Images.TagImageAsync(name, new ImageTagParameters())));
        await Task.WhenAll(names.Select(name => client.Images.DeleteImageAsync(name, new ImageDeleteParameters())));
        """)]
    [InlineData("""
        await Task.WhenAll(
            client.Images.SaveImageAsync("a:1"),
            client.Images.DeleteImageAsync("b:1", new ImageDeleteParameters()));
        """)]
    [InlineData("""
        await Task.WhenAll(
            client.Images.ListImagesAsync(new ImagesListParameters()),
            client.Images.DeleteImageAsync("b:1", new ImageDeleteParameters()));
        """)]
    [InlineData("""
        foreach (var name in names)
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        }
        """)]
    [InlineData("""
        var gate = new SemaphoreSlim(1, 1);
        await Task.WhenAll(names.Select(async name =>
        {
            await gate.WaitAsync();
            try
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
            finally
            {
                gate.Release();
            }
        }));
        """)]
    [InlineData("""
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
        if (await Task.WhenAny(tag, Task.Delay(1000)) == tag)
        {
            await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
        }
        """)]
    [InlineData("""
        Task work;
        if (force)
            work = client.Images.TagImageAsync(image, new ImageTagParameters());
        else
            work = client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
        await work;
        """)]
    [InlineData("""
        foreach (var work in names.Select(name => client.Images.TagImageAsync(name, new ImageTagParameters())))
        {
            await work;
        }

        await client.Images.PruneImagesAsync();
        """)]
    public Task Operations_that_do_not_overlap_are_silent(string statements) => Verify.Statements(statements);
}
