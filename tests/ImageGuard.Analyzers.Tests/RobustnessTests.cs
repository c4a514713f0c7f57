using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace ImageGuard.Analyzers.Tests;

/// <summary>Whatever it is given, the analyzer neither throws (AD0001) nor takes one thing for another.</summary>
public class RobustnessTests
{
    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Docker.DotNet;
        using Docker.DotNet.Models;

        class Deployer
        {
            static readonly ImageDeleteParameters Forced = new() { Force = true };
            readonly SemaphoreSlim gate = new(1, 1);
            IDockerClient client;

            async Task Run(string image, IList<ImagesListResponse> images, bool force = true)
            {
                var remove = client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = force });
                try
                {
                    await gate.WaitAsync();
                    await client.Images.LoadImageAsync(new ImageLoadParameters(), null, new Progress<JSONMessage>(m => Console.WriteLine(m)));
                    switch (images.Count) { case 0: return; case > 3: await remove; break; }
                }
                catch (Exception e) when (e is DockerApiException) { }
                finally { gate.Release(); }
                foreach (var one in images.Where(i => i.RepoTags is null))
                    for (int i = 0; i < 3; i++)
                        await client.Images.SaveImageAsync(one.ID[7..] ?? $"{image}:{i}");
                await Task.WhenAll(images.Select(async i => { await Prune(); return i.ID; }));
                Task Prune() => client.Images.PruneImagesAsync();
            }
        }
        """;

    private const string Workers = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using System.Threading.Tasks.Dataflow;
        using Docker.DotNet;
        using Docker.DotNet.Models;

        interface ICleaner { Task CleanAsync(string name); Task Cleaning { get; } }
        abstract class Base : ICleaner
        {
            protected IDockerClient client;
            [ImageOperation("Remove")] public virtual Task CleanAsync(string name) => client.Images.DeleteImageAsync(name, null);
            [RequiresImageLock] public Task Cleaning => client?.Images.PruneImagesAsync();
        }
        class Worker(ICleaner cleaner) : Base
        {
            Func<string, Task> clean = async name => await cleaner?.CleanAsync(name);
            public override Task CleanAsync(string name) => base.CleanAsync(name);
            async IAsyncEnumerable<string> All() { await Cleaning; yield return "a"; }
            async Task Run(Func<Task> work)
            {
                using var timer = new Timer(async _ => await Cleaning, null, 0, 1);
                var block = new TransformBlock<string, string>(async n => { await clean(n); return n; }, new() { MaxDegreeOfParallelism = 4 });
                block.LinkTo(new ActionBlock<string>(clean));
                block.Post("a");
                await using (await LockAsync("k")) { await Run(async () => await foreach (var n in All()) await clean?.Invoke(n)); }
                await block.Completion;
                timer.Change(1, 2);
            }
            Task<IAsyncDisposable> LockAsync(string key) => throw null;
        }
        class ImageOperationAttribute(string kind) : Attribute;
        class RequiresImageLockAttribute : Attribute;
        """;

    [Theory]
    [InlineData(Program)]
    [InlineData(Workers)]
    public async Task Half_typed_code_is_borne(string program)
    {
        var references = await Verify.DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        for (var length = 0; length < program.Length; length += 7)
        {
            await AssertBorne(program[..length], references);
            await AssertBorne(program.Remove(length, Math.Min(5, program.Length - length)), references);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("class C { void M(Docker.DotNet.IDockerClient c) { c.Images.PruneImagesAsync(); this.LinkTo(); LinkTo(c); c.Post(); new System.Threading.Timer(); new System.Threading.Timer(M); x.Elapsed += ; x.Elapsed += M; app.MapGet(); } void LinkTo() { } static void LinkTo(object o) { } }")]
    [InlineData("class C { [ImageOperation] void A() => A(); [ImageOperation()] void B() => B(); [ImageOperation(1 + )] void D() => D(); [ImageOperation(null)] void E() => E(); }")]
    [InlineData("class { async void () { await Images.DeleteImageAsync(; } }")]
    [InlineData("class C { void M() { DeleteImageAsync(DeleteImageAsync); var x = x; Force = Force; } }")]
    [InlineData("class C { string A => B; string B => A; void M(Docker.DotNet.IDockerClient c) { c.Images.SaveImageAsync(A); string x = y, y = x; c.Images.SaveImageAsync(x); } }")]
    [InlineData("class C { async System.Threading.Tasks.Task M(Docker.DotNet.IDockerClient c) { await M(c); await N(c); await c.Images.PruneImagesAsync(); } async System.Threading.Tasks.Task N(Docker.DotNet.IDockerClient c) => await M(c); }")]
    [InlineData("class C { void M(Docker.DotNet.IDockerClient c) { var f = F(f); System.Func<System.Threading.Tasks.Task> F(object o) => () => c.Images.PruneImagesAsync(F); } }")]
    [InlineData("class C { void M(Docker.DotNet.IDockerClient c) => c.Images.SaveImagesAsync([..c.Images, , ]); }")]
    public async Task Broken_code_is_borne(string source) =>
        await AssertBorne(source, await Verify.DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None));

    [Fact]
    public async Task The_own_source_has_no_finding()
    {
        var sources = Directory.EnumerateFiles(RepositoryRoot.At("src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();
        Assert.NotEmpty(sources);
        var references = await Verify.DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        Assert.Empty(await Verify.Findings(sources, references));
    }

    [Fact]
    public async Task Code_without_Docker_has_no_finding()
    {
        const string LookAlike = """
            using System.Threading.Tasks;
            class ImageDeleteParameters { public bool? Force; }
            interface IImageOperations { Task DeleteImageAsync(string name, ImageDeleteParameters parameters); }
            class C { void M(IImageOperations images) { images.DeleteImageAsync("x", new ImageDeleteParameters { Force = true }); } }
            """;
        var references = await ReferenceAssemblies.Net.Net80.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        Assert.Empty(await Verify.Findings([LookAlike], references));
    }

    [Fact]
    public Task Generated_code_is_left_alone() => Verify.File("""
        // <auto-generated/>
        using Docker.DotNet.Models;
        class C { static readonly ImageDeleteParameters Forced = new ImageDeleteParameters { Force = true }; }
        """);

    [Fact]
    public Task Top_level_statements_are_read() => Verify.File(Verify.Usings + """

        // top-level
        var client = new DockerClientConfiguration().CreateClient();
        var tag = client.Images.TagImageAsync("app:1", new ImageTagParameters());
        await {|IMG201:client.Images.DeleteImageAsync|}(args[0], new ImageDeleteParameters { {|IMG101:Force = true|} });
        await tag;
        """);

    [Fact]
    public Task Accessors_initializers_constructors_and_operators_are_read() => Verify.Members("""
        private readonly ImageDeleteParameters field = new ImageDeleteParameters { {|IMG101:Force = true|} };

        public ImageDeleteParameters Property { get; } = new ImageDeleteParameters { {|IMG101:Force = true|} };

        public ImageDeleteParameters Arrow => new ImageDeleteParameters { {|IMG101:Force = true|} };

        public ImageDeleteParameters Getter { get { return new ImageDeleteParameters { {|IMG101:Force = true|} }; } }

        public ImageDeleteParameters this[int index] => new ImageDeleteParameters { {|IMG101:Force = true|} };

        public Worker() => field = new ImageDeleteParameters { {|IMG101:Force = true|} };

        public static implicit operator ImageDeleteParameters(Worker worker) => new ImageDeleteParameters { {|IMG101:Force = true|} };
        """);

    [Fact]
    public Task The_enhanced_package_is_served_by_the_same_table() => Verify.Files(Verify.DockerDotNetEnhanced, Verify.InClass("""
        public async Task RunAsync(Stream stream, IList<ImagesListResponse> images)
        {
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Progress<JSONMessage>(m => Console.WriteLine(m.Status))|});
            await client.Images.SaveImageAsync({|IMG301:images[0].ID|});
            await Task.WhenAll(
                client.Images.TagImageAsync("app:1", new ImageTagParameters { RepositoryName = "app", Tag = "2" }),
                {|IMG201:client.Images.DeleteImageAsync|}("app:1", new ImageDeleteParameters { {|IMG101:Force = true|} }));
        }
        """));

    private static async Task AssertBorne(string source, ImmutableArray<MetadataReference> references) =>
        Assert.DoesNotContain(await Verify.Findings([source], references), finding => finding.Id == "AD0001");
}
