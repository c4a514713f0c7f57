using Xunit.Abstractions;

namespace ImageGuard.Schedules;

/// <summary>The locks of the guard in all kinds of orders: no two holders in conflict, nobody forgotten, nobody stuck.</summary>
public sealed class LockScheduleTests(ITestOutputHelper output) : IDisposable
{
    private readonly LockScenarios _scenarios = new();

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void One_lock_is_never_held_in_conflict_and_free_in_the_end_whoever_gives_up(ScheduleOrder order) => Search(order, _scenarios.OneLockAsync);

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void Operations_of_any_kind_come_to_their_turn_under_the_locks_of_their_plans(ScheduleOrder order) => Search(order, _scenarios.PlansAsync);

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void A_waiting_removal_is_passed_only_by_what_came_before_it(ScheduleOrder order) => Search(order, LockScenarios.QueueAsync);

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void A_request_that_gives_up_keeps_nobody_waiting(ScheduleOrder order) => Search(order, LockScenarios.GiveUpAsync);

    [Theory]
    [InlineData(ScheduleOrder.Random)]
    [InlineData(ScheduleOrder.Precedence)]
    public void Removals_that_wait_together_share_one_hold(ScheduleOrder order) => Search(order, _scenarios.GroupAsync);

    public void Dispose() => _scenarios.Dispose();

    private void Search(ScheduleOrder order, Func<Task> scenario)
    {
        var found = ScheduleSearch.Run(order, scenario);
        output.WriteLine($"{order}: {found.Schedules} schedules, {found.Steps} decisions");
        Assert.True(found.Errors.Count == 0, string.Join(Environment.NewLine, [.. found.Errors, found.Trace]));
        Assert.NotEqual(0, found.Schedules);
    }
}
