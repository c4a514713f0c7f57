namespace ImageGuard.Analyzers.Tests.Surroundings;

/// <summary>IMG402: the outcome of an operation whose cancellation is swallowed.</summary>
public class CancellationTests
{
    [Theory]
    [InlineData("try { await {|IMG402:client.Images.LoadImageAsync|}(new ImageLoadParameters(), stream, progress, ct); } catch (OperationCanceledException) { Console.WriteLine(\"cancelled\"); }")]
    [InlineData("try { await {|IMG402:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters(), ct); } catch (TaskCanceledException) { }")]
    [InlineData("try { await {|IMG402:client.Images.TagImageAsync|}(image, new ImageTagParameters { RepositoryName = other }, ct); } catch (OperationCanceledException) when (ct.IsCancellationRequested) { return; }")]
    [InlineData("using var late = new CancellationTokenSource(1000); try { await {|IMG402:client.Images.LoadImageAsync|}(new ImageLoadParameters(), stream, progress, late.Token); } catch (OperationCanceledException) { return; }")]
    public Task A_cancellation_that_is_swallowed_is_found(string statements) => Verify.Members(Method(statements));

    [Fact]
    public Task A_filter_finds_a_cancellation_too() => Verify.Members(Method("""
        try { await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), ct); } catch (Exception e) when (e is TimeoutException) { }
        try { await {|IMG402:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters(), ct); } catch (Exception e) when (e is TaskCanceledException) { }
        """));

    [Theory]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), ct);")]
    [InlineData("try { await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), ct); } catch (OperationCanceledException) { Console.WriteLine(\"cancelled\"); throw; }")]
    [InlineData("try { await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), ct); } catch (OperationCanceledException e) { throw new IOException(\"cancelled\", e); }")]
    [InlineData("try { await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), ct); } catch (DockerApiException) { }")]
    [InlineData("try { await client.Images.DeleteImageAsync(image, new ImageDeleteParameters()); } catch (OperationCanceledException) { }")]
    [InlineData("try { await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), CancellationToken.None); } catch (OperationCanceledException) { }")]
    [InlineData("try { await client.Images.ListImagesAsync(new ImagesListParameters(), ct); } catch (OperationCanceledException) { }")]
    [InlineData("try { await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress, ct); } catch (OperationCanceledException) { await client.Images.InspectImageAsync(image); }")]
    [InlineData("try { await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress, ct); } catch (OperationCanceledException) { } Console.WriteLine((await client.Images.InspectImageAsync(image)).ID);")]
    [InlineData("try { await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress, ct); } catch (OperationCanceledException) { await CheckAsync(image); }")]
    public Task A_cancellation_that_is_passed_on_or_looked_into_is_silent(string statements) => Verify.Members(Method(statements) + "// IMG402");

    private static string Method(string statements) => $$"""
        public async Task RunAsync(string image, string other, Stream stream, IProgress<JSONMessage> progress, CancellationToken ct)
        {
            {{statements}}
        }

        private Task CheckAsync(string image) => client.Images.InspectImageAsync(image);
        """;
}
