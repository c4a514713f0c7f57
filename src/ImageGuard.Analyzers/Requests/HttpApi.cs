using ImageGuard.Analyzers.Sources;

namespace ImageGuard.Analyzers.Requests;

/// <summary>A method that sends an HTTP request.</summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Verb">The HTTP method, or null where a request object says it.</param>
internal sealed record HttpMethodCall(TypeName Type, string Name, string? Verb);

/// <summary>The framework's ways to send HTTP requests, as data.</summary>
internal static class HttpApi
{
    /// <summary>The parameter that holds the URL, everywhere.</summary>
    public const string TargetParameter = "requestUri";

    /// <summary>The parameter that holds a request object, everywhere.</summary>
    public const string RequestParameter = "request";

    private static readonly TypeName Client = new("System.Net.Http", "HttpClient");

    private static readonly TypeName Invoker = new("System.Net.Http", "HttpMessageInvoker");

    private static readonly TypeName Json = new("System.Net.Http.Json", "HttpClientJsonExtensions");

    /// <summary>What the paths of the engine's requests have in them.</summary>
    public static WordSearch Paths { get; } = new(["images/", "/build", "/commit"]);

    public static TypeName Uri { get; } = new("System", "Uri");

    public static TypeName Method { get; } = new("System.Net.Http", "HttpMethod");

    public static TypeName Response { get; } = new("System.Net.Http", "HttpResponseMessage");

    public static HttpMethodCall[] Calls { get; } =
    [
        new(Client, "DeleteAsync", "DELETE"),
        new(Json, "DeleteFromJsonAsync", "DELETE"),
        new(Client, "GetAsync", "GET"),
        new(Client, "GetByteArrayAsync", "GET"),
        new(Client, "GetStreamAsync", "GET"),
        new(Client, "GetStringAsync", "GET"),
        new(Json, "GetFromJsonAsync", "GET"),
        new(Client, "PostAsync", "POST"),
        new(Json, "PostAsJsonAsync", "POST"),
        new(Client, "Send", Verb: null),
        new(Client, "SendAsync", Verb: null),
        new(Invoker, "Send", Verb: null),
        new(Invoker, "SendAsync", Verb: null),
    ];

    /// <summary>The words of a source without which it sends no request to an engine; none where no file has a path of the engine.</summary>
    public static IEnumerable<string> NamesFor(IEnumerable<SourceFile> files) => files.Any(file => file.HasEnginePath) ? Names : [];

    /// <summary>The same, whatever is in the files.</summary>
    public static IEnumerable<string> Names => Calls.Select(call => call.Name).Distinct();
}
