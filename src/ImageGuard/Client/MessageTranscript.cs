using System.Text.Json;
using Docker.DotNet.Models;

namespace ImageGuard.Client;

/// <summary>Writes the messages of a build down in the form in which the engine sends them, one JSON object a line.</summary>
internal sealed class MessageTranscript : IProgress<JSONMessage>, IDisposable
{
    private readonly MemoryStream _lines = new();

    public void Report(JSONMessage value)
    {
        using (var json = new Utf8JsonWriter(_lines))
        {
            json.WriteStartObject();
            Write(json, "stream", value.Stream);
            Write(json, "status", value.Status);
            Write(json, "id", value.ID);
            Write(json, "error", value.Error?.Message);
            json.WriteEndObject();
        }

        _lines.Write("\r\n"u8);
    }

    /// <summary>A stream from the beginning of what was written.</summary>
    public Stream ToStream() => new MemoryStream(_lines.ToArray(), writable: false);

    public void Dispose() => _lines.Dispose();

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
