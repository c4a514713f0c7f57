using CsCheck;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Tests.Locks;

public sealed class LockPlanTests
{
    private const string App = "docker.io/library/app:1";
    private const string Other = "docker.io/library/other:1";

    public static TheoryData<ImageOperationKind> Creating =>
    [
        ImageOperationKind.Pull, ImageOperationKind.Load, ImageOperationKind.Build, ImageOperationKind.Commit, ImageOperationKind.Import,
        ImageOperationKind.Tag, ImageOperationKind.Save, ImageOperationKind.Push,
    ];

    [Theory]
    [MemberData(nameof(Creating))]
    public void Creating_and_reading_exclude_the_removal_of_their_image(ImageOperationKind kind)
    {
        Assert.True(Exclude(Of(kind, App), Of(ImageOperationKind.Remove, App)));
        Assert.False(Exclude(Of(kind, App), Of(ImageOperationKind.Remove, Other)));
        Assert.False(Exclude(Of(kind, App), Of(kind, App)));
    }

    [Theory]
    [MemberData(nameof(Creating))]
    public void A_prune_and_the_removal_of_an_unnamed_image_exclude_everything(ImageOperationKind kind)
    {
        Assert.True(Exclude(Of(kind, App), Of(ImageOperationKind.Prune)));
        Assert.True(Exclude(Of(kind, App), LockPlan.For(new ImageFootprint(ImageOperationKind.Remove) { RemovesUnnamed = true })));
    }

    [Fact]
    public void What_may_name_any_image_excludes_every_removal_and_no_creation()
    {
        var load = LockPlan.For(new ImageFootprint(ImageOperationKind.Load) { HasUnknownNames = true });

        Assert.True(Exclude(load, Of(ImageOperationKind.Remove, App)));
        Assert.False(Exclude(load, Of(ImageOperationKind.Pull, App)));
        Assert.False(Exclude(load, load));
    }

    [Fact]
    public void A_removal_that_knows_no_ID_excludes_what_works_on_one_and_its_own_name_only()
    {
        var removal = LockPlan.For(new ImageFootprint(ImageOperationKind.Remove) { Images = [App], HasUnknownIds = true });

        Assert.True(Exclude(removal, Of(ImageOperationKind.Load, Other, $"sha256:{new string('a', 64)}")));
        Assert.True(Exclude(removal, Of(ImageOperationKind.Save, App)));
        Assert.False(Exclude(removal, Of(ImageOperationKind.Save, Other)));
        Assert.False(Exclude(
            Of(ImageOperationKind.Load, $"sha256:{new string('a', 64)}"), Of(ImageOperationKind.Remove, $"sha256:{new string('b', 64)}")));
    }

    [Fact]
    public void Removals_exclude_one_another() =>
        Assert.True(Exclude(Of(ImageOperationKind.Remove, App), Of(ImageOperationKind.Remove, Other)));

    [Fact]
    public void Builds_that_compete_exclude_one_another()
    {
        LockPlan Build(string key) => LockPlan.For(new ImageFootprint(ImageOperationKind.Build) { BuildsInto = [key] });

        Assert.True(Exclude(Build(App), Build(App)));
        Assert.False(Exclude(Build(App), Build(Other)));
        Assert.False(Exclude(Build(App), Of(ImageOperationKind.Tag, App)));
    }

    [Theory]
    [InlineData(ImageOperationKind.List)]
    [InlineData(ImageOperationKind.Inspect)]
    public void Looking_takes_no_lock(ImageOperationKind kind) => Assert.Empty(Of(kind, App).Entries);

    [Fact]
    public void Every_plan_keeps_the_one_order_and_takes_nothing_twice() =>
        Gen.Select(Gen.Enum<ImageOperationKind>(), Gen.String.Array[0, 6], Gen.String.Array[0, 3], Gen.Bool).Sample((kind, images, builds, unknown) =>
        {
            var plan = LockPlan.For(new ImageFootprint(kind) { Images = images, BuildsInto = builds, HasUnknownNames = unknown });
            var resources = plan.Entries.Select(entry => entry.Resource).ToArray();
            return resources.SequenceEqual(resources.Distinct().Order());
        });

    [Fact]
    public void Stripes_are_the_same_in_every_process()
    {
        // Fixed values: a process that runs another version must lock the same file.
        Assert.Equal("image-0688", LockResource.Image(App).ToString());
        Assert.Equal("build-0688", LockResource.Build(App).ToString());
        Assert.Equal("engine", LockResource.Engine.ToString());
        Assert.Equal("ids", LockResource.Ids.ToString());
        Assert.Equal("names", LockResource.UnknownNames.ToString());
    }

    private static LockPlan Of(ImageOperationKind kind, params string[] images) =>
        LockPlan.For(new ImageFootprint(kind) { Images = images });

    private static bool Exclude(LockPlan first, LockPlan second) =>
        first.Entries.Join(second.Entries, entry => entry.Resource, entry => entry.Resource, (one, two) => (one.Mode, two.Mode))
            .Any(pair => pair.Item1 == OverlapMode.Exclusive || pair.Item2 == OverlapMode.Exclusive);
}
