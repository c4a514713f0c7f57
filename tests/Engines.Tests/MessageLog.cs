using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests;

/// <summary>Keeps what an operation reports, in order.</summary>
internal sealed class MessageLog : IProgress<JSONMessage>
{
    private readonly List<JSONMessage> _messages = [];

    public IEnumerable<string> Errors => _messages.Where(message => message.Error is not null).Select(message => message.Error.Message);

    public string Text => string.Concat(_messages.Select(message => message.Stream));

    public void Report(JSONMessage value) => _messages.Add(value);
}
