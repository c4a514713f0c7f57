using ImageGuard.Model;
using ImageGuard.Scripts.Formats;
using ImageGuard.Scripts.Running;

namespace ImageGuard.Scripts.Linting;

/// <summary>A job of a pipeline with what its steps do to images.</summary>
internal sealed record JobRun(PipelineJob Job, IReadOnlyList<(ImageOperation Operation, RunConditions Conditions)> Operations)
{
    /// <summary>
    /// What jobs that share a runner can do to one another: a prune, or a removal by name, beside what makes such an image. A runner may take
    /// one job at a time, so it is no more than a suggestion, and names that are known only at run time say nothing.
    /// </summary>
    /// <param name="jobs">The jobs of one pipeline.</param>
    /// <param name="findings">Receives what is found.</param>
    public static void FindOverlaps(IReadOnlyList<JobRun> jobs, ScriptFindings findings)
    {
        var found =
            from job in jobs
            from other in jobs
            where job == other ? job.Job.RunsBesideItself : job.MayRunBeside(other, jobs)
            from removal in job.Operations
            from creation in other.Operations
            where Breaks(removal, creation)
            select (removal.Operation, creation.Operation, job.Job.Name, Other: other.Job.Name);
        foreach (var (removal, creation, name, other) in found)
        {
            findings.Add(new Finding(Rules.UnguardedEntryPoints, removal.Span, removal.Text, name, creation.Text, other), creation.Span);
        }
    }

    private bool MayRunBeside(JobRun other, IReadOnlyList<JobRun> jobs) =>
        Job.Runner == other.Job.Runner && Job.Stage == other.Job.Stage && (Job.Turn is null || Job.Turn != other.Job.Turn) && !WaitsFor(other, jobs) && !other.WaitsFor(this, jobs);

    private bool WaitsFor(JobRun other, IReadOnlyList<JobRun> jobs)
    {
        var waiting = new Stack<string>(Job.Needs);
        var seen = new HashSet<string>();
        while (waiting.Count > 0)
        {
            var name = waiting.Pop();
            if (name == other.Job.Name)
            {
                return true;
            }

            foreach (var need in seen.Add(name) ? jobs.Where(run => run.Job.Name == name).SelectMany(run => run.Job.Needs) : [])
            {
                waiting.Push(need);
            }
        }

        return false;
    }

    private static bool Breaks((ImageOperation Operation, RunConditions Conditions) removal, (ImageOperation Operation, RunConditions Conditions) creation) =>
        OverlapTable.ModeOf(removal.Operation.Kind) == OverlapMode.Exclusive
        && OverlapTable.RuleBrokenBy(removal.Operation, creation.Operation) is { } rule && rule != Rules.SaveBesideRemoval
        && !removal.Conditions.KeepApart(creation.Conditions)
        && (removal.Operation.Images.Count == 0
            || removal.Operation.Images.Any(image => image.Text is not null && creation.Operation.Images.Any(image.IsSurelySameAs)));
}
