namespace ImageGuard.Analyzers.Tests.Requests;

/// <summary>Requests to the engine's HTTP API that C# sends by itself.</summary>
public class HttpRequestTests
{
    [Theory]
    [InlineData("""await docker.DeleteAsync("/images/app:1{|IMG101:?force=1|}");""")]
    [InlineData("""await docker.DeleteAsync($"/v1.41/images/{image}{|IMG101:?force=true|}");""")]
    [InlineData("""await docker.DeleteAsync($"http://localhost/v1.43/images/{image}{|IMG101:?force=1|}", ct);""")]
    [InlineData("""await docker.DeleteAsync(new Uri($"/images/{image}{|IMG101:?force=1|}", UriKind.Relative));""")]
    [InlineData("""await docker.DeleteAsync("/images/" + Uri.EscapeDataString(image) + "{|IMG101:?force=1|}");""")]
    [InlineData("""await docker.DeleteAsync($"/images/{image}{|IMG101:?force=1|}").ConfigureAwait(false);""")]
    [InlineData("""var url = $"/images/{image}{|IMG101:?force=1|}"; await docker.DeleteAsync(url);""")]
    [InlineData("""await docker.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/images/{image}{|IMG101:?force=1|}"));""")]
    [InlineData("""using var request = new HttpRequestMessage(HttpMethod.Delete, $"/images/{image}{|IMG101:?force=1|}"); await docker.SendAsync(request, ct);""")]
    [InlineData("""var request = new HttpRequestMessage { Method = HttpMethod.Delete, RequestUri = new Uri($"http://docker/images/{image}{|IMG101:?force=1|}") }; await docker.SendAsync(request);""")]
    [InlineData("""var request = new HttpRequestMessage(); request.Method = new HttpMethod("DELETE"); request.RequestUri = new Uri($"http://docker/images/{image}{|IMG101:?force=1|}"); await docker.SendAsync(request);""")]
    [InlineData("""await docker.DeleteAsync($"/images/{image}{|IMG102:?force={force}|}");""")]
    [InlineData("""var url = $"/images/{image}"; if (force) url += "{|IMG102:?force=1|}"; await docker.DeleteAsync(url);""")]
    public Task A_forced_removal_is_found(string statements) => Verify.HttpStatements(statements);

    [Theory]
    [InlineData("""await docker.DeleteAsync($"/images/{image}");""")]
    [InlineData("""await docker.DeleteAsync($"/images/{image}?noprune=1");""")]
    [InlineData("""await docker.DeleteAsync($"/images/{image}?force=false");""")]
    [InlineData("""await docker.DeleteAsync($"/containers/{id}?force=1");""")]
    [InlineData("""await docker.DeleteAsync($"/volumes/{id}?force=1");""")]
    [InlineData("""await docker.PostAsync($"/images/{image}?force=1", null);""")]
    [InlineData("""await docker.DeleteAsync($"/api/v1/images/{id}?force=1");""")]
    [InlineData("""Console.WriteLine($"DELETE /images/{image}?force=1");""")]
    [InlineData("""var url = $"/images/{image}?force=1"; Console.WriteLine(url);""")]
    [InlineData("""await docker.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/images/{image}?force=1"));""")]
    [InlineData("""Console.WriteLine((await docker.PostAsync("/images/create?fromImage=app&tag=1", null)).Content); await docker.DeleteAsync("/images/app:0");""")]
    public Task What_forces_nothing_is_silent(string statements) => Verify.HttpStatements(statements);

    [Theory]
    [InlineData("""await docker.GetStreamAsync("/images/{|IMG301:sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1|}/get");""")]
    public Task A_save_by_id_is_found(string statements) => Verify.HttpStatements(statements);

    [Fact]
    public Task Requests_that_overlap_are_found() => Verify.HttpStatements("""
        var pull = docker.PostAsync("/v1.41/images/create?fromImage=app&tag=1", null);
        await {|IMG201:docker.DeleteAsync|}($"/v1.41/images/{image}");
        Console.WriteLine((await pull).Content);
        """);

    [Fact]
    public Task A_request_that_is_not_awaited_is_found() => Verify.HttpStatements("""
        _ = {|IMG205:docker.DeleteAsync|}($"/v1.41/images/{image}");
        """);

    [Fact]
    public Task A_helper_that_sends_what_it_is_told_is_followed() => Verify.HttpMembers("""
        private readonly HttpClient http;

        private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
            http.SendAsync(new HttpRequestMessage(method, "http://localhost/v1.41" + path));

        private Task DeleteAsync(string path) => http.DeleteAsync("http://localhost/v1.41" + path);

        public async Task CleanAsync(string image)
        {
            await DeleteAsync($"/images/{image}{|IMG101:?force=1|}");
            await DeleteAsync($"/containers/{image}?force=1");
            await SendAsync(HttpMethod.Delete, $"/images/{image}{|IMG101:?force=1|}");
            await SendAsync(HttpMethod.Get, $"/images/{image}?force=1");
        }
        """);

    [Fact]
    public Task Another_service_with_images_is_silent() => Verify.File("""
        using System.Net.Http;
        using System.Threading.Tasks;

        namespace Gallery;

        // Runs in Docker.
        public class Pictures
        {
            private readonly HttpClient http = new();

            public Task RemoveAsync(int id) => http.DeleteAsync($"/images/{id}?force=true");
        }
        """);

    [Fact]
    public Task The_engines_socket_tells_whose_images_they_are() => Verify.File("""
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Threading.Tasks;

        namespace Deployment;

        public class Engine
        {
            private readonly HttpClient http = new(new SocketsHttpHandler
            {
                ConnectCallback = async (context, token) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"), token);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            });

            public Task RemoveAsync(string image) => http.DeleteAsync($"http://localhost/images/{image}{|IMG101:?force=true|}");
        }
        """);


    [Fact]
    public Task A_response_that_nobody_reads_hides_failures() => Verify.HttpStatements("""
        (await {|IMG401:docker.PostAsync|}("/images/load", null, ct)).EnsureSuccessStatusCode();
        using var ignored = await {|IMG401:docker.PostAsync|}($"/images/create?fromImage={image}", null, ct);
        if (!ignored.IsSuccessStatusCode) throw new HttpRequestException();
        using var read = await docker.PostAsync($"/images/create?fromImage={image}", null, ct);
        Console.WriteLine(await read.Content.ReadAsStringAsync(ct));
        (await docker.PostAsync($"/images/{image}/tag?repo=a&tag={id}", null, ct)).EnsureSuccessStatusCode();
        """);
}
