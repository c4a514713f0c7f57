using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>What goes and what stays under a budget (S3).</summary>
[Collection(HousekeepingEngine.Name)]
public sealed class BudgetTests(HousekeepingFixture fixture) : IAsyncLifetime
{
    /// <summary>An age that no image reaches while a busy machine makes a test wait.</summary>
    private static readonly TimeSpan LongerThanAnyPause = TimeSpan.FromSeconds(8);

    private DockerImageGuard Guard => fixture.Guard;

    public Task InitializeAsync() => fixture.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_least_recently_used_go_first_down_to_the_low_mark()
    {
        await ImportAsync("a:1", "b:1", "c:1", "d:1", "e:1", "f:1");
        await Guard.SaveAsync(["a:1"], Stream.Null); // The oldest is the one used last.

        var report = await Guard.KeepWithinAsync(Budget(maxImages: 5, lowMark: 0.6));

        Assert.Equal(["a:1", "e:1", "f:1"], await fixture.NamesAsync());
        Assert.Equal([["b:1"], ["c:1"], ["d:1"]], report.Freed.Select(image => image.Names));
        Assert.Equal((6, 3), (report.ImagesBefore, report.ImagesAfter));
        Assert.True(report.IsWithinBudget);
        Assert.Empty(report.InTheWay);
    }

    [Fact]
    public async Task A_use_that_another_process_made_counts_too()
    {
        await ImportAsync("a:1", "b:1", "c:1");
        await using (var archive = await fixture.Client.Images.SaveImageAsync("a:1"))
        {
            await archive.CopyToAsync(Stream.Null);
        }

        await Guard.KeepWithinAsync(Budget(maxImages: 2, lowMark: 1));

        Assert.Equal(["a:1", "c:1"], await fixture.NamesAsync());
    }

    [Fact]
    public async Task Within_the_budget_nothing_is_listed_and_nothing_goes()
    {
        await ImportAsync("a:1", "b:1");
        var client = CountingClient.Wrap(fixture.Client);
        await using var guard = await fixture.OpenAsync(client);

        var report = await guard.KeepWithinAsync(Budget(maxImages: 2));

        Assert.Equal(0, CountingClient.CallsOf(client, nameof(fixture.Client.Images.ListImagesAsync)));
        Assert.Equal((2, 2), (report.ImagesBefore, report.ImagesAfter));
        Assert.Equal(["a:1", "b:1"], await fixture.NamesAsync());
    }

    [Fact]
    public async Task What_containers_use_what_that_is_made_from_and_what_is_protected_stays()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await fixture.Client.BuildAsync("FROM base:1\nCOPY file /file\n", "app:1", ("file", [1]));
        await fixture.Client.BuildAsync("FROM base:1\nCOPY file /file\n", "unused:1", ("file", [2]));
        await fixture.ImportAsync("keep:1");
        await fixture.ImportAsync("labelled:1", "LABEL tier=gold");
        await fixture.ImportAsync("other:1", "LABEL tier=silver");
        await fixture.Client.RunToEndAsync("app:1", "/bin/busybox", "true");

        var budget = Budget(maxImages: 0);
        budget.ProtectedNames.Add("keep");
        budget.ProtectedLabels.Add("tier=gold");
        var report = await Guard.KeepWithinAsync(budget);

        Assert.Equal(["app:1", "base:1", "keep:1", "labelled:1"], await fixture.NamesAsync());
        Assert.False(report.IsWithinBudget);
        Assert.Equal(
            [
                ("app:1", KeepReason.InUse),
                ("base:1", KeepReason.ParentOfUsed),
                ("keep:1", KeepReason.Protected),
                ("labelled:1", KeepReason.Protected),
            ],
            report.InTheWay.Select(image => (image.Names[0], image.Reason)).Order());
    }

    [Fact]
    public async Task Parents_go_after_their_children_and_no_name_is_lost_on_the_way()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await fixture.Client.BuildAsync("FROM base:1\nENV a=1\nENV b=2\n", "child:1");
        await fixture.Client.BuildAsync("FROM child:1\nENV c=3\n", "grandchild:1");

        var report = await Guard.KeepWithinAsync(Budget(maxImages: 0));

        Assert.Equal(0, report.ImagesAfter);
        Assert.Equal([["grandchild:1"], ["child:1"], ["base:1"]], report.Freed.Select(image => image.Names));
        Assert.Empty(await fixture.Client.Images.ListImagesAsync(new ImagesListParameters { All = true }));
    }

    [Fact]
    public async Task A_parent_stays_as_long_as_a_child_does()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await fixture.Client.BuildAsync("FROM base:1\nLABEL keep=\n", "child:1");

        var budget = Budget(maxImages: 0);
        budget.ProtectedLabels.Add("keep");
        var report = await Guard.KeepWithinAsync(budget);

        Assert.Equal(["base:1", "child:1"], await fixture.NamesAsync());
        Assert.Contains(report.InTheWay, image => image.Names[0] == "base:1" && image.Reason == KeepReason.HasChildren);
    }

    [Fact]
    public async Task What_is_young_stays()
    {
        await ImportAsync("a:1", "b:1");

        var report = await Guard.KeepWithinAsync(new ImageBudget { MaxImages = 0 });

        Assert.Equal(["a:1", "b:1"], await fixture.NamesAsync());
        Assert.All(report.InTheWay, image => Assert.Equal(KeepReason.TooYoung, image.Reason));
    }

    [Fact]
    public async Task An_image_made_long_ago_that_came_just_now_is_young()
    {
        // Loading it again is what somebody does who is about to use it.
        var archive = TestImage.Create().ToArchive("old:1");
        await fixture.Client.LoadAsync(archive);
        await Task.Delay(LongerThanAnyPause + TimeSpan.FromSeconds(1));
        await fixture.Client.LoadAsync(archive);

        await Guard.KeepWithinAsync(new ImageBudget { MaxImages = 0, MinimumAge = LongerThanAnyPause });

        Assert.Equal(["old:1"], await fixture.NamesAsync());
    }

    [Fact]
    public async Task What_an_operation_is_working_on_stays()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await fixture.ImportAsync("idle:1");
        await using var other = await fixture.OpenAsync(fixture.Client);
        var build = other.BuildAsync(
            TestImages.BuildContext("FROM base:1\nLABEL step=1\nRUN /bin/busybox sleep 4\n"), TestImages.BuildParameters("built:1"));
        await Task.Delay(800);

        var report = await Guard.KeepWithinAsync(Budget(maxImages: 0));

        Assert.Equal(["base:1"], await fixture.NamesAsync());
        Assert.Contains(report.Freed, image => image.Names.Contains("idle:1"));
        Assert.NotEmpty(report.InTheWay);
        await build;
    }

    [Fact]
    public async Task A_dry_run_says_what_would_go_and_leaves_it()
    {
        await fixture.Client.LoadNewAsync("base:1");
        await fixture.Client.BuildAsync("FROM base:1\nENV a=1\nENV b=2\n", "child:1");
        await ImportAsync("a:1", "b:1");

        var expected = await Guard.KeepWithinAsync(Budget(maxImages: 2, lowMark: 1), dryRun: true);
        Assert.Equal(["a:1", "b:1", "base:1", "child:1"], await fixture.NamesAsync());
        var report = await Guard.KeepWithinAsync(Budget(maxImages: 2, lowMark: 1));

        Assert.Equal(report.Freed.Select(image => image.Id), expected.Freed.Select(image => image.Id));
        Assert.Equal(report.ImagesAfter, expected.ImagesAfter);
    }

    [Fact]
    public async Task Bytes_are_counted_once_for_each_layer()
    {
        await fixture.Client.LoadNewAsync("base:1", ballastMegabytes: 4);
        await fixture.Client.BuildAsync("FROM base:1\nCOPY file /file\n", "app:1", ("file", new byte[1 << 20]));
        await fixture.Client.BuildAsync("FROM base:1\nCOPY file /file\n", "app:2", ("file", [.. Enumerable.Repeat((byte)2, 1 << 20)]));
        var one = (await fixture.Client.Images.InspectImageAsync("app:1")).Size;

        // As large as one of them and a half megabyte more: only one of the two small layers has to go, not one of the large images.
        var report = await Guard.KeepWithinAsync(new ImageBudget { MaxBytes = one + (1 << 19), LowMark = 1, MinimumAge = TimeSpan.Zero });

        Assert.Equal(one + (1 << 20), report.BytesBefore);
        Assert.Equal(one, report.BytesAfter);
        Assert.Equal(["app:2", "base:1"], await fixture.NamesAsync());
    }

    [Fact]
    public async Task What_was_not_used_for_long_goes_even_within_the_other_marks()
    {
        await ImportAsync("old:1", "used:1");
        await Task.Delay(LongerThanAnyPause + TimeSpan.FromSeconds(1));
        await Guard.SaveAsync(["used:1"], Stream.Null);

        await Guard.KeepWithinAsync(new ImageBudget { MaxImages = 10, MaxAge = LongerThanAnyPause, MinimumAge = TimeSpan.Zero });

        Assert.Equal(["used:1"], await fixture.NamesAsync());
    }

    [Fact]
    public async Task An_image_goes_with_all_its_names()
    {
        await fixture.ImportAsync("a:1");
        await Guard.TagAsync("a:1", "also:1");

        var report = await Guard.KeepWithinAsync(Budget(maxImages: 0));

        Assert.Equal(["a:1", "also:1"], Assert.Single(report.Freed).Names.Order(StringComparer.Ordinal));
        Assert.Empty(await fixture.NamesAsync());
    }

    private static ImageBudget Budget(int maxImages, double lowMark = 0.8) =>
        new() { MaxImages = maxImages, LowMark = lowMark, MinimumAge = TimeSpan.Zero };

    private async Task ImportAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await fixture.ImportAsync(name);
        }
    }
}
