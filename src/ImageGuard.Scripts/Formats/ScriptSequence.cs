namespace ImageGuard.Scripts.Formats;

/// <summary>Scripts that run one after another on one host: the steps of a job. Variables do not carry over from one to the next.</summary>
/// <param name="Scripts">The scripts, in their order.</param>
public sealed record ScriptSequence(IReadOnlyList<EmbeddedScript> Scripts)
{
    /// <summary>The job that they are the steps of, where it shares its host with others; or null.</summary>
    public PipelineJob? Job { get; init; }
}
