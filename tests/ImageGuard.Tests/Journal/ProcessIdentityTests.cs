using System.Diagnostics;
using System.Globalization;
using ImageGuard.Journal;

namespace ImageGuard.Tests.Journal;

public sealed class ProcessIdentityTests
{
    [Fact]
    public void This_process_lives()
    {
        Assert.True(ProcessIdentity.Current.IsAlive);
        Assert.True(ProcessIdentity.Current.IsOfThisBoot);
    }

    [Fact]
    public void One_that_has_the_same_number_but_another_start_is_dead() =>
        Assert.False((ProcessIdentity.Current with { Started = "1" }).IsAlive);

    [Fact]
    public void A_killed_one_is_dead_even_before_its_parent_has_heard_of_it()
    {
        using var process = Process.Start("sleep", "100");
        var start = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/stat")).Split(' ')[21];
        var identity = ProcessIdentity.Current with { Id = process.Id, Started = start };
        Assert.True(identity.IsAlive);

        process.Kill();
        process.WaitForExit();
        Assert.False(identity.IsAlive);
    }

    [Fact]
    public void One_of_an_earlier_boot_is_dead_whatever_runs_now_under_its_number()
    {
        var earlier = ProcessIdentity.Current with { Boot = "earlier" };
        Assert.False(earlier.IsAlive);
        Assert.False(earlier.IsOfThisBoot);
    }

    [Fact]
    public void One_in_another_container_or_on_another_machine_cannot_be_seen()
    {
        Assert.Null((ProcessIdentity.Current with { Namespace = "pid:[1]" }).IsAlive);
        Assert.Null((ProcessIdentity.Current with { Machine = "other", Boot = "other" }).IsAlive);
    }
}
