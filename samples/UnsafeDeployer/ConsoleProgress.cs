using Docker.DotNet.Models;

namespace UnsafeDeployer;

/// <summary>Shows what the engine says, and stops at the first error.</summary>
internal sealed class ConsoleProgress : IProgress<JSONMessage>
{
    public void Report(JSONMessage value)
    {
        if (value.Error is { } error)
        {
            throw new InvalidOperationException(error.Message);
        }

        Console.WriteLine(value.Stream ?? value.Status);
    }
}
