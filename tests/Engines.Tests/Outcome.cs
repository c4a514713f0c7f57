using System.Net;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>What the engine answered to an operation: its status, and the error it gave, be it by status or within the stream.</summary>
internal sealed record Outcome(HttpStatusCode Status, string? Error)
{
    public bool Succeeded => Error is null;

    public override string ToString() => $"{(int)Status} {Error ?? "success"}";

    public static Task<Outcome> OfAsync(Func<Task> operation) => OfAsync(_ => operation());

    /// <summary>Runs an operation that reports progress, and keeps the first error it reports.</summary>
    public static async Task<Outcome> OfAsync(Func<IProgress<JSONMessage>, Task> operation)
    {
        var messages = new MessageLog();
        try
        {
            await operation(messages);
            return new Outcome(HttpStatusCode.OK, messages.Errors.FirstOrDefault());
        }
        catch (DockerApiException refused)
        {
            return new Outcome(refused.StatusCode, MessageOf(refused));
        }
    }

    private static string MessageOf(DockerApiException refused)
    {
        using var body = JsonDocument.Parse(refused.ResponseBody);
        return body.RootElement.GetProperty("message").GetString()!;
    }
}
