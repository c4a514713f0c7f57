using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.EngineTests.Recovery;
using ImageGuard.EngineTests.Verification;
using ImageGuard.Journal;
using ImageGuard.Model;

namespace ImageGuard.EngineTests;

/// <summary>Removals where the engine knows what an image was made from, but pays no heed to it.</summary>
public sealed class ContainerdRemovalTests() : EngineToDamage(EngineKind.DockerContainerd)
{
    private const string Base = "base:1";

    [Fact]
    public async Task What_else_is_made_from_the_base_of_a_step_is_not_made_from_the_step()
    {
        await Client.LoadNewAsync(Base);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.BuildAsync($"FROM {Base}\nENV a=b\nRUN /bin/false\n", "broken:1"));
        await Client.BuildAsync($"FROM {Base}\nCOPY file /file\n", "other:1", ("file", [1]));
        var step = Assert.Single(await Client.ListUnnamedAsync()).ID;

        await Guard.RemoveAsync(step);

        Assert.Empty(await Client.ListUnnamedAsync());
        Assert.Empty(await Guard.FindMissingAsync([Base, "other:1"]));
    }

    [Theory]
    [InlineData("ENV a=b")]
    [InlineData("COPY file /file")]
    public async Task What_others_are_made_from_stays(string step)
    {
        await Client.LoadNewAsync(Base);
        await Client.BuildAsync($"FROM {Base}\n{step}\n", "child:1", ("file", [1]));

        var failure = await Assert.ThrowsAsync<ImageHasChildrenException>(async () => await Guard.RemoveAsync((await Guard.InspectAsync(Base)).Id));

        Assert.Equal(["child:1"], failure.Children);
    }

    [Fact]
    public async Task Without_the_guard_a_step_stays_when_one_before_it_has_gone_with_another_image()
    {
        await BuildTwoAsync();

        await Client.RemoveImageAsync("one:1");
        await Client.RemoveImageAsync("two:1");

        Assert.Single(await Client.ListUnnamedAsync());
    }

    [Fact]
    public async Task With_the_guard_it_goes()
    {
        await BuildTwoAsync();

        await Guard.RemoveAsync("one:1");
        Assert.Empty(await Guard.FindMissingAsync([Base, "two:1"]));
        await Guard.RemoveAsync("two:1");

        Assert.Empty(await Client.ListUnnamedAsync());
        Assert.Empty(await Guard.FindMissingAsync([Base]));
    }

    /// <summary>When the removal begins the image has another name, so it does not seem to be the last.</summary>
    [Fact]
    public async Task It_goes_also_when_another_removes_the_other_name_meanwhile()
    {
        await BuildTwoAsync();
        await Client.Images.TagImageAsync("two:1", new ImageTagParameters { RepositoryName = "alias", Tag = "1" });
        await Guard.RemoveAsync("one:1");

        await using (var guard = await OpenAsync(journal => new InterveningJournal(journal, () => Client.RemoveImageAsync("alias:1"))))
        {
            await guard.RemoveAsync("two:1");
        }

        Assert.Empty(await Client.ListUnnamedAsync());
    }

    /// <summary>Builds two images that share their first step, which the second build takes from the cache.</summary>
    private async Task BuildTwoAsync()
    {
        await Client.LoadNewAsync(Base);
        await Client.BuildAsync($"FROM {Base}\nENV a=b\nCOPY file /file\nENV c=d\n", "one:1", ("file", [1]));
        await Client.BuildAsync($"FROM {Base}\nENV a=b\nCOPY file /file\nENV c=d\n", "two:1", ("file", [2]));
    }

    /// <summary>A journal at whose first operation something happens that the operation does not know of.</summary>
    private sealed class InterveningJournal(IOperationJournal journal, Func<Task> intervention) : PassingJournal(journal)
    {
        public override async ValueTask<long> StartAsync(
            ImageOperationKind kind, ProcessIdentity process, OperationIntent intent, CancellationToken cancellationToken)
        {
            await intervention();
            return await base.StartAsync(kind, process, intent, cancellationToken);
        }
    }
}
