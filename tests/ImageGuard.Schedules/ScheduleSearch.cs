using System.Globalization;
using Microsoft.Coyote;
using Microsoft.Coyote.SystematicTesting;

[assembly: CollectionBehavior(DisableTestParallelization = true)] // Coyote's figures are of one search at a time.

namespace ImageGuard.Schedules;

/// <summary>
/// Runs a scenario again and again, each time in another of the orders in which its steps can come. Coyote chooses them: one step at a time
/// runs, and at each lock, wait and start of a task it decides who goes on.
/// </summary>
internal static class ScheduleSearch
{
    private const uint MostSteps = 20_000;

    /// <summary>How many orders are tried; the long campaigns ask for more.</summary>
    private static readonly uint Schedules = uint.Parse(
        Environment.GetEnvironmentVariable("IMAGEGUARD_SCHEDULES") ?? "200", CultureInfo.InvariantCulture);

    /// <summary>The same orders on every run, unless the campaign begins elsewhere.</summary>
    private static readonly uint Seed = uint.Parse(
        Environment.GetEnvironmentVariable("IMAGEGUARD_SCHEDULES_SEED") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Tries orders until an error is found or there were enough.</summary>
    /// <param name="order">How they are chosen.</param>
    /// <param name="scenario">What is run. Whatever it throws is an error, and so is a state in which all wait.</param>
    /// <param name="longestPause">
    /// After how many milliseconds without a step all are taken to wait, where Coyote cannot tell: not too soon, for the machine may be busy with
    /// something else.
    /// </param>
    public static SearchResult Run(ScheduleOrder order, Func<Task> scenario, uint longestPause = 60_000)
    {
        var configuration = Configuration.Create()
            .WithTestingIterations(Schedules)
            .WithRandomGeneratorSeed(Seed)
            .WithMaxSchedulingSteps(MostSteps, MostSteps)
            .WithFailureOnMaxStepsBoundEnabled()
            .WithDeadlockTimeout(longestPause)
            .WithTelemetryEnabled(false);
        configuration = order == ScheduleOrder.Random ? configuration.WithRandomStrategy() : configuration.WithPrioritizationStrategy(isFair: true);
        using var engine = TestingEngine.Create(configuration, scenario);
        engine.Run();
        var report = engine.TestReport;
        return new SearchResult(
            report.NumOfExploredFairPaths,
            report.TotalExploredFairSteps,
            [.. report.BugReports, .. report.InternalErrors],
            engine.ReproducibleTrace);
    }
}

/// <summary>How the next order is chosen.</summary>
public enum ScheduleOrder
{
    /// <summary>Anyone who can goes on.</summary>
    Random,

    /// <summary>The first in an order of precedence goes on, which changes a few times: finds what needs one to be held up for long.</summary>
    Precedence,
}

/// <summary>What a search has found.</summary>
/// <param name="Schedules">How many different orders were tried.</param>
/// <param name="Steps">How many decisions they took together.</param>
/// <param name="Errors">What went wrong.</param>
/// <param name="Trace">The decisions that led there, for Coyote to follow once more.</param>
internal sealed record SearchResult(int Schedules, long Steps, IReadOnlyList<string> Errors, string Trace);
