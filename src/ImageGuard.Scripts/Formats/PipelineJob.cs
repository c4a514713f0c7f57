namespace ImageGuard.Scripts.Formats;

/// <summary>A job of a pipeline, as far as it decides which others run beside it on one host.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runner">The runner that it shares with other jobs, as the pipeline names it.</param>
public sealed record PipelineJob(string Name, string Runner)
{
    /// <summary>The names of the jobs that it waits for.</summary>
    public IReadOnlyCollection<string> Needs { get; init; } = [];

    /// <summary>The stage that it belongs to, where stages run in turn; else null.</summary>
    public string? Stage { get; init; }

    /// <summary>What only one job at a time may have, as the pipeline names it; null where it asks for nothing.</summary>
    public string? Turn { get; init; }

    /// <summary>Whether a matrix runs it several times at once.</summary>
    public bool RunsBesideItself { get; init; }
}
