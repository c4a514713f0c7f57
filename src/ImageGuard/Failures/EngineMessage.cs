using System.Text.Json;
using Docker.DotNet;

namespace ImageGuard.Failures;

/// <summary>The engine's own words in an answer.</summary>
internal static class EngineMessage
{
    /// <summary>Reads <c>{"message":…}</c> (Docker) or <c>{"cause":…,"message":…,"response":…}</c> (Podman); anything else as it is.</summary>
    public static string Of(DockerApiException failure)
    {
        var body = failure.ResponseBody ?? "";
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("message", out var message)
                && message.GetString() is { } text
                ? text.Trim()
                : body;
        }
        catch (JsonException)
        {
            return body.Trim();
        }
    }
}
