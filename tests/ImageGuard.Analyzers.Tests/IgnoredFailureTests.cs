namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG401.</summary>
public class IgnoredFailureTests
{
    [Theory]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});")]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:default|}, ct);")]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Progress<JSONMessage>()|});")]
    [InlineData("await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image }, null, {|IMG401:new Progress<JSONMessage>(_ => { })|});")]
    [InlineData("await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image }, null, {|IMG401:new Progress<JSONMessage>(m => Console.WriteLine(m.Status))|});")]
    [InlineData("await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image }, null, {|IMG401:new Progress<JSONMessage>(Console.WriteLine)|});")]
    [InlineData("await client.Images.PushImageAsync(image, new ImagePushParameters(), null, {|IMG401:new Progress<JSONMessage>(m => Log(m.Progress))|});")]
    [InlineData("""await client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = image }, null, {|IMG401:new Progress<JSONMessage>(m => Console.WriteLine($"{m.ID}: {m.Status} {m}"))|});""")]
    [InlineData("await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, {|IMG401:null|});")]
    [InlineData("var progress = new Progress<JSONMessage>(); await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:progress|});")]
    [InlineData("IProgress<JSONMessage> progress = null; await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:progress|});")]
    [InlineData("""
        var progress = new Progress<JSONMessage>();
        progress.ProgressChanged += (sender, m) => Console.WriteLine(m.Stream);
        await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:progress|});
        """)]
    [InlineData("await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters());")]
    [InlineData("""
        using var output = await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters(), ct);
        await output.CopyToAsync(Stream.Null);
        """)]
    [InlineData("""
        try
        {
            using var output = await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters(), ct);
            await output.CopyToAsync(Stream.Null);
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"error: {error.Message}");
            throw new IOException("An error occurred");
        }
        """)]
    [InlineData("""
        using var reader = new StreamReader(await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters()));
        Console.WriteLine(await reader.ReadToEndAsync());
        """)]
    [InlineData("Action<JSONMessage> print = m => Console.WriteLine(m.Status); await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Progress<JSONMessage>(print)|});")]
    public Task A_failure_that_nobody_reads_is_found(string statements) => Verify.Statements(statements);

    [Fact]
    public Task A_test_that_expects_an_exception_is_silent() => Verify.Members("""
        public static class Assert
        {
            public static Task<T> ThrowsAsync<T>(Func<Task> action) where T : Exception => null;
        }

        public Task FailsAsync() => Assert.ThrowsAsync<DockerApiException>(() =>
            client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = "not a name" }, null, null));

        public async Task FailsFluentlyAsync()
        {
            Func<Task> act = () => client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = "not a name" }, null, null);
            await Expect(act).ThrowAsync<DockerApiException>();
        }

        public async Task SucceedsAsync()
        {
            Func<Task> act = () => client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = "app" }, null, {|IMG401:null|});
            await act();
        }

        private static Expectation Expect(Func<Task> act) => new();

        private sealed class Expectation
        {
            public Task ThrowAsync<T>() where T : Exception => null;
        }
        """);

    [Fact]
    public Task A_handler_method_that_never_reads_errors_is_found() => Verify.Members("""
        public Task LoadAsync(Stream stream) =>
            client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Progress<JSONMessage>(Print)|});

        private void Print(JSONMessage message) => Console.WriteLine(message.Stream);
        """);

    [Fact]
    public Task An_own_progress_type_that_never_reads_errors_is_found() => Verify.Members("""
        public Task LoadAsync(Stream stream) =>
            client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Printer()|});

        private sealed class Printer : IProgress<JSONMessage>
        {
            public void Report(JSONMessage value) => Console.WriteLine(value.Stream);
        }
        """);

    [Fact]
    public Task A_field_that_holds_an_empty_progress_is_found() => Verify.Members("""
        private static readonly IProgress<JSONMessage> Quiet = new Progress<JSONMessage>();

        public Task LoadAsync(Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:Quiet|});
        """);

    [Theory]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(m => Log(m.Error)));")]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(m => Log(m.ErrorMessage)));")]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(m => Log(m?.Error?.Message)));")]
    [InlineData("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(m => { if (m is { Error: not null }) throw new IOException(); }));")]
    [InlineData("var seen = new List<JSONMessage>(); await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(seen.Add)); Log(seen.Any(m => m.Error != null));")]
    [InlineData("var seen = new List<JSONMessage>(); await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(m => seen.Add(m)));")]
    [InlineData("""
        var progress = new Progress<JSONMessage>();
        progress.ProgressChanged += (sender, m) => Log(m.Error);
        await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress);
        """)]
    [InlineData("""
        using var output = await client.Images.BuildImageFromDockerfileAsync(stream, new ImageBuildParameters(), ct);
        using var reader = new StreamReader(output);
        var text = await reader.ReadToEndAsync();
        if (text.Contains("\"error\"")) throw new IOException(text);
        """)]
    [InlineData("await client.Images.TagImageAsync(image, new ImageTagParameters());")]
    public Task A_failure_that_somebody_reads_is_silent(string statements) => Verify.Statements(statements);

    [Fact]
    public Task A_build_stream_that_others_may_read_is_silent() => Verify.Members("""
        private Stream output;

        public Task<Stream> BuildAsync(Stream context) => client.Images.BuildImageFromDockerfileAsync(context, new ImageBuildParameters());

        public async Task<Stream> BuildLaterAsync(Stream context)
        {
            var answer = await client.Images.BuildImageFromDockerfileAsync(context, new ImageBuildParameters()).ConfigureAwait(false);
            return answer;
        }

        public async Task KeepAsync(Stream context) => output = await client.Images.BuildImageFromDockerfileAsync(context, new ImageBuildParameters());

        public async Task CheckAsync(Stream context)
        {
            var answer = await client.Images.BuildImageFromDockerfileAsync(context, new ImageBuildParameters());
            using var reader = new StreamReader(answer);
            while (await reader.ReadLineAsync() is { } line)
            {
                Check(line);
            }
        }

        private static void Check(string line)
        {
            if (line.StartsWith("{\"errorDetail\"")) throw new IOException(line);
        }

        public async Task ParseAsync(Stream context)
        {
            using var reader = new StreamReader(await client.Images.BuildImageFromDockerfileAsync(context, new ImageBuildParameters()));
            var message = Parse(await reader.ReadToEndAsync());
            if (message.Error != null) throw new IOException(message.Error.Message);
        }

        private static JSONMessage Parse(string text) => new JSONMessage { Status = text };
        """);

    [Fact]
    public Task A_progress_from_out_of_sight_is_silent() => Verify.Members("""
        private readonly IProgress<JSONMessage> shared;

        public Task LoadAsync(Stream stream, IProgress<JSONMessage> progress) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress);

        public Task LoadAsync(Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, shared);

        public Task LoadAsync(Stream stream, Action<JSONMessage> handler) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(handler));
        """);

    [Fact]
    public Task Handlers_in_sight_that_read_errors_are_silent() => Verify.Members("""
        public Task LoadAsync(Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(Check));

        public Task LoadThroughAsync(Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>(m => Check(m)));

        public Task LoadStrictlyAsync(Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Strict());

        private static void Check(JSONMessage message)
        {
            if (message.Error != null) throw new InvalidOperationException(message.Error.Message);
        }

        private sealed class Strict : IProgress<JSONMessage>
        {
            public void Report(JSONMessage value) => Check(value);
        }
        """);


    [Fact]
    public Task A_progress_of_anything_leaves_errors_to_its_handler() => Verify.Members("""
        private sealed class Inline<T>(Action<T> handler) : IProgress<T>
        {
            public void Report(T value) => handler(value);
        }

        public async Task LoadAsync(Stream stream)
        {
            string error = null;
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Inline<JSONMessage>(m => error = m.ErrorMessage ?? error));
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Inline<JSONMessage>(m => Console.WriteLine(m.Status))|});
        }
        """);
}
