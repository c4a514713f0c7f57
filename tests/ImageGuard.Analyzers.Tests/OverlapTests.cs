using System.Globalization;

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
        await Task.WhenAll(new List<Task> { client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}() });
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

    [Theory]
    [InlineData("""
        var throttle = new SemaphoreSlim(4);
        await Task.WhenAll(names.Select(async name =>
        {
            await throttle.WaitAsync();
            try
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
            }
            finally
            {
                throttle.Release();
            }
        }));
        """)]
    [InlineData("""
        var gate = new SemaphoreSlim(1, 1);
        await gate.WaitAsync();
        await Task.WhenAll(
            client.Images.TagImageAsync(image, new ImageTagParameters()),
            {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters()));
        gate.Release();
        """)]
    [InlineData("""
        var gate = new object();
        Parallel.ForEach(names, name =>
        {
            lock (gate) { client.Images.TagImageAsync(name, new ImageTagParameters()).Wait(); }
            {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters()).Wait();
        });
        """)]
    [InlineData("""
        var rw = new ReaderWriterLockSlim();
        Parallel.ForEach(names, name =>
        {
            rw.EnterReadLock();
            client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
            {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters()).Wait();
            rw.ExitReadLock();
        });
        """)]
    [InlineData("""
        Task pending = null;
        var gate = new SemaphoreSlim(1, 1);
        await Task.WhenAll(names.Select(async name =>
        {
            await gate.WaitAsync();
            var tag = client.Images.TagImageAsync(name, new ImageTagParameters());
            gate.Release();
            await gate.WaitAsync();
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
            gate.Release();
            await tag;
        }));
        """)]
    public Task A_lock_that_does_not_keep_them_apart_does_not_help(string statements) => Verify.Statements(statements);

    [Theory]
    [InlineData("""
        var gate = new object();
        Parallel.ForEach(names, name =>
        {
            lock (gate)
            {
                client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
                client.Images.DeleteImageAsync(name, new ImageDeleteParameters()).Wait();
            }
        });
        """)]
    [InlineData("""
        var rw = new ReaderWriterLockSlim();
        Parallel.ForEach(names, name =>
        {
            rw.EnterReadLock();
            client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
            rw.ExitReadLock();
            rw.EnterWriteLock();
            client.Images.DeleteImageAsync(name, new ImageDeleteParameters()).Wait();
            rw.ExitWriteLock();
        });
        """)]
    [InlineData("""
        var gate = new object();
        Parallel.ForEach(names, name =>
        {
            Monitor.Enter(gate);
            try
            {
                client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
                client.Images.DeleteImageAsync(name, new ImageDeleteParameters()).Wait();
            }
            finally { Monitor.Exit(gate); }
        });
        """)]
    [InlineData("""
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 1 }, async (name, token) =>
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters(), token);
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), token);
        });
        """)]
    public Task A_lock_that_keeps_them_apart_silences(string statements) => Verify.Statements(statements);

    [Fact]
    public Task A_lock_in_a_field_and_a_disposable_lock_silence() => Verify.Members("""
        private readonly SemaphoreSlim gate = new(1);
        private readonly AsyncLock scope = new();

        public Task WithFieldAsync() => Task.WhenAll(names.Select(async name =>
        {
            await gate.WaitAsync();
            try
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
            finally { gate.Release(); }
        }));

        public Task WithScopeAsync() => Task.WhenAll(names.Select(async name =>
        {
            using var held = await scope.LockAsync().ConfigureAwait(false);
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        }));

        public Task WithScopeBlockAsync() => Task.WhenAll(names.Select(async name =>
        {
            using (await scope.LockAsync())
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
        }));

        private sealed class AsyncLock
        {
            public Task<IDisposable> LockAsync() => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task A_throttle_in_a_field_does_not_silence() => Verify.Members("""
        private readonly SemaphoreSlim throttle;

        public Worker(int _) => throttle = new SemaphoreSlim(8);

        public Task RunAsync() => Task.WhenAll(names.Select(async name =>
        {
            await throttle.WaitAsync();
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
            throttle.Release();
        }));
        """);

    [Theory]
    [InlineData("await Task.WhenAll(client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, progress), {|IMG203:client.Images.PruneImagesAsync|}());")]
    [InlineData("await Task.WhenAll(client.Images.PushImageAsync(image, new ImagePushParameters(), null, progress), {|IMG202:client.Images.PruneImagesAsync|}());")]
    [InlineData("await Task.WhenAll(client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress), {|IMG201:client.Images.DeleteImageAsync|}(\"a:1\", new ImageDeleteParameters()));")]
    [InlineData("await Task.WhenAll(client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = \"a\", Tag = \"1\" }, null, progress), {|IMG201:client.Images.DeleteImageAsync|}(\"docker.io/library/a:1\", new ImageDeleteParameters()));")]
    [InlineData("await Task.WhenAll(client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = \"a\", Tag = \"1\" }, null, progress), client.Images.DeleteImageAsync(\"a:2\", new ImageDeleteParameters()));")]
    [InlineData("await Task.WhenAll(client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { \"a:1\" } }, stream, null, null, progress), {|IMG203:client.Images.DeleteImageAsync|}(\"a:1\", new ImageDeleteParameters()));")]
    [InlineData("await Task.WhenAll(client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = new List<string> { \"a:1\" } }, stream, null, null, progress), client.Images.DeleteImageAsync(\"b:1\", new ImageDeleteParameters()));")]
    [InlineData("await Task.WhenAll(client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { RepositoryName = \"a\", Tag = \"1\" }), {|IMG201:client.Images.DeleteImageAsync|}(\"a:1\", new ImageDeleteParameters()));")]
    public Task Each_kind_meets_the_removal_of_its_own_image(string statement) => Verify.Members($$"""
        public async Task RunAsync(string image, Stream stream, IProgress<JSONMessage> progress)
        {
            {{statement}}
        }
        """);

    [Fact]
    public async Task Both_ends_and_the_way_are_told()
    {
        var finding = await Verify.SingleFinding("""
            public async Task RunAsync(string image)
            {
                var save = client.Images.SaveImageAsync(image);
                await client.Images.PruneImagesAsync();
                await save;
            }
            """);

        Assert.Equal("IMG202", finding.Id);
        var line = finding.AdditionalLocations[0].GetLineSpan().StartLinePosition.Line + 1;
        Assert.Equal(
            $"'PruneImagesAsync' can remove an image while 'SaveImageAsync' (line {line}) is reading one: its task is not awaited before",
            finding.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("client.Images.SaveImageAsync", finding.AdditionalLocations[0].SourceTree!.GetText().ToString(finding.AdditionalLocations[0].SourceSpan));
    }

    [Theory]
    [InlineData("await Task.WhenAll(client.Images.SaveImageAsync(image), client.Images.PruneImagesAsync());", "both run in 'Task.WhenAll'")]
    [InlineData("await Parallel.ForEachAsync(names, async (n, t) => { await client.Images.SaveImageAsync(n); await client.Images.PruneImagesAsync(); });", "'Parallel.ForEachAsync' runs several at once")]
    [InlineData("await Task.WhenAll(names.Select(async n => { await client.Images.SaveImageAsync(n); await client.Images.PruneImagesAsync(); }));", "all items run in 'Task.WhenAll'")]
    [InlineData("var t = Task.Run(async () => await client.Images.SaveImageAsync(image)); await client.Images.PruneImagesAsync(); await t;", "it runs in 'Task.Run'")]
    [InlineData("var t = SaveAsync(); await client.Images.PruneImagesAsync(); await t; async Task SaveAsync() => await client.Images.SaveImageAsync(image);", "it runs in 'SaveAsync', whose task is not awaited before")]
    public async Task The_reason_names_what_runs_them_at_once(string statement, string reason)
    {
        var finding = await Verify.SingleFinding($$"""public async Task RunAsync(string image) { {{statement}} }""");
        Assert.EndsWith(": " + reason, finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
