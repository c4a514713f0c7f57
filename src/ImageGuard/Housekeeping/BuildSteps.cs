using Docker.DotNet.Models;

namespace ImageGuard.Housekeeping;

/// <summary>The steps by which an image was made, the first first.</summary>
internal sealed class BuildSteps(IEnumerable<ImageHistoryResponse> history)
{
    private const string ImportComment = "Imported from";

    private static readonly string[] BuilderMarks = ["/bin/sh -c ", "#(nop)", "|"];

    /// <summary>Engines tell the time of a step in whole seconds.</summary>
    private static readonly TimeSpan Granularity = TimeSpan.FromSeconds(1);

    private readonly ImageHistoryResponse[] _steps = [.. history.Reverse()];

    public int Count => _steps.Length;

    /// <summary>The command of the last step, as the engine writes it.</summary>
    public string LastCommand => _steps.LastOrDefault()?.CreatedBy ?? "";

    /// <summary>Whether the last step imported a file system.</summary>
    public bool EndsInImport => _steps.LastOrDefault()?.Comment?.StartsWith(ImportComment, StringComparison.Ordinal) ?? false;

    /// <summary>Whether the last step was a builder's and not a commit of somebody's container.</summary>
    public bool EndsInBuild =>
        BuilderMarks.Any(mark => LastCommand.StartsWith(mark, StringComparison.Ordinal)) || LastCommand.Contains("#(nop)", StringComparison.Ordinal);

    /// <summary>Whether these are the steps of the other, and more.</summary>
    public bool GoOnFrom(BuildSteps other) =>
        _steps.Length > other._steps.Length
        && _steps.Zip(other._steps).All(pair => pair.First.CreatedBy == pair.Second.CreatedBy && pair.First.Created == pair.Second.Created);

    /// <summary>
    /// Whether both were made by the same steps and, for certain, at the same time: each had begun before the other got its name.
    /// </summary>
    public bool OverlapsWith(BuildSteps other, DateTimeOffset ended, DateTimeOffset otherEnded)
    {
        if (!_steps.Select(step => step.CreatedBy).SequenceEqual(other._steps.Select(step => step.CreatedBy)))
        {
            return false;
        }

        var own = _steps.Zip(other._steps).Where(pair => pair.First.ID != pair.Second.ID || pair.First.Created != pair.Second.Created).ToArray();
        return own.Length > 0 && TimeOf(own[0].First) + Granularity <= otherEnded && TimeOf(own[0].Second) + Granularity <= ended;
    }

    private static DateTimeOffset TimeOf(ImageHistoryResponse step) => new(DateTime.SpecifyKind(step.Created, DateTimeKind.Utc), TimeSpan.Zero);
}
