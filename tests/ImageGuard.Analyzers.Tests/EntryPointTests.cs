using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG206: what a host runs at the same time.</summary>
public class EntryPointTests
{
    /// <summary>The hosts' types, as far as the analyzer looks at them.</summary>
    private const string Hosts = """
        namespace Microsoft.AspNetCore.Mvc
        {
            public abstract class ControllerBase { }
            public sealed class ApiControllerAttribute : System.Attribute { }
            public sealed class NonActionAttribute : System.Attribute { }
        }
        namespace Microsoft.AspNetCore.SignalR { public abstract class Hub { } }
        namespace Microsoft.AspNetCore.Builder
        {
            public sealed class WebApplication { }
            public static class EndpointRouteBuilderExtensions
            {
                public static void MapGet(this WebApplication app, string pattern, System.Delegate handler) { }
                public static void MapPost(this WebApplication app, string pattern, System.Delegate handler) { }
                public static void MapDelete(this WebApplication app, string pattern, System.Delegate handler) { }
            }
        }
        namespace Microsoft.Extensions.Hosting
        {
            public interface IHostedService { System.Threading.Tasks.Task StartAsync(System.Threading.CancellationToken token); }
            public abstract class BackgroundService : IHostedService
            {
                public System.Threading.Tasks.Task StartAsync(System.Threading.CancellationToken token) => ExecuteAsync(token);
                protected abstract System.Threading.Tasks.Task ExecuteAsync(System.Threading.CancellationToken token);
            }
        }
        namespace Grpc.Core { public abstract class ServerCallContext { } }
        namespace Sample.Grpc { public abstract class ImagesBase { public virtual System.Threading.Tasks.Task Remove(string name, global::Grpc.Core.ServerCallContext context) => null; } }
        namespace Microsoft.Azure.Functions.Worker
        {
            public sealed class FunctionAttribute : System.Attribute { public FunctionAttribute(string name) { } }
            public sealed class TimerTriggerAttribute : System.Attribute { public TimerTriggerAttribute(string schedule) { } }
        }
        namespace Xunit
        {
            public class FactAttribute : System.Attribute { }
            public sealed class TheoryAttribute : FactAttribute { }
            public sealed class CollectionAttribute : System.Attribute { public CollectionAttribute(string name) { } }
            public interface IAsyncLifetime { System.Threading.Tasks.Task InitializeAsync(); System.Threading.Tasks.Task DisposeAsync(); }
            public enum CollectionBehavior { CollectionPerAssembly, CollectionPerClass }
            public sealed class CollectionBehaviorAttribute : System.Attribute
            {
                public CollectionBehaviorAttribute() { }
                public CollectionBehaviorAttribute(CollectionBehavior behavior) { }
                public bool DisableTestParallelization { get; set; }
            }
        }
        """;

    private const string Create = """client.Images.TagImageAsync("app:1", new ImageTagParameters())""";

    private const string Prune = "client.Images.PruneImagesAsync()";

    private const string Cleaner = $$"""
        public sealed class Cleaner(IDockerClient client) : Microsoft.Extensions.Hosting.BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested) { await Task.Delay(1000); await {{Prune}}; }
            }
        }
        """;

    private const string Service = $$"""
        public interface IImages { Task AddAsync(); Task CleanAsync(); }
        public sealed class Images(IDockerClient client) : IImages { public async Task AddAsync() => await {{Create}}; public async Task CleanAsync() => await {{Prune}}; }
        public sealed class Service(IImages images) { public Task AddAsync() => images.AddAsync(); public Task CleanAsync() => images.CleanAsync(); }
        public sealed class Mock<T> { public T Object => default; }
        public static class Substitute { public static T For<T>() => default; }
        public static class A { public static T Fake<T>() => default; }
        """;

    [Theory]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; public Task Delete() => PRUNE; }")]
    [InlineData("[Microsoft.AspNetCore.Mvc.ApiController] public class Images(IDockerClient client) { public async Task Replace() { await PRUNE; await CREATE; } }")]
    [InlineData("public class ImagesHub(IDockerClient client) : Microsoft.AspNetCore.SignalR.Hub { public async Task Replace() { await CREATE; await PRUNE; } }")]
    [InlineData("public class Images(IDockerClient client) : Sample.Grpc.ImagesBase { public override async Task Remove(string name, global::Grpc.Core.ServerCallContext context) { await CREATE; await PRUNE; } }")]
    [InlineData("public class Endpoints { public void Map(Microsoft.AspNetCore.Builder.WebApplication app, IDockerClient client) { app.MapPost(\"/images\", () => CREATE); app.MapDelete(\"/images\", async () => await PRUNE); } }")]
    [InlineData("public class Endpoints { public void Map(Microsoft.AspNetCore.Builder.WebApplication app) { app.MapPost(\"/images\", Add); app.MapDelete(\"/images\", Remove); } static Task Add(IDockerClient client) => CREATE; static Task Remove(IDockerClient client) => PRUNE; }")]
    [InlineData("public class Endpoints { public void Map(Microsoft.AspNetCore.Builder.WebApplication app, IDockerClient client) { app.MapPost(\"/images\", () => Add()); app.MapDelete(\"/images\", Remove); Task Add() => CREATE; Task Remove() => PRUNE; } }")]
    [InlineData("public class Jobs(IDockerClient client) { [Microsoft.Azure.Functions.Worker.Function(\"a\")] public Task Add() => CREATE; [Microsoft.Azure.Functions.Worker.Function(\"b\")] public Task Remove() => PRUNE; }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; } CLEANER")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { private Timer timer; public Task Post() => CREATE; public void Start() => timer = new Timer(_ => PRUNE.Wait(), null, 0, 1000); }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; public void Start(System.Timers.Timer timer) => timer.Elapsed += async (s, e) => await PRUNE; }")]
    [InlineData("public class Starter(IDockerClient client) : Microsoft.Extensions.Hosting.IHostedService { public Task StartAsync(CancellationToken token) { new Thread(() => CREATE.Wait()).Start(); return Task.CompletedTask; } } CLEANER")]
    [InlineData("public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } public class Second(IDockerClient client) { [Xunit.Theory] public Task Prunes() => PRUNE; }")]
    [InlineData("public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } public class Second(IDockerClient client) : Xunit.IAsyncLifetime { [Xunit.Fact] public void Nothing() { } public Task InitializeAsync() => null; public Task DisposeAsync() => PRUNE; }")]
    [InlineData("public class ImagesController(IImages images) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => images.AddAsync(); public Task Delete() => images.CleanAsync(); } public interface IImages { Task AddAsync(); Task CleanAsync(); } public class Images(IDockerClient client) : IImages { public async Task AddAsync() => await CREATE; public async Task CleanAsync() => await PRUNE; }")]
    [InlineData("public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } public class Second(IDockerClient client) { readonly Mock<IDisposable> log = new(); [Xunit.Fact] public Task Cleans() => new Service(new Images(client)).CleanAsync(); } SERVICE")]
    public async Task Entry_points_that_create_and_remove_are_found_once(string code) =>
        Assert.Single(await Findings(code), finding => finding.Id == "IMG206");

    [Theory]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; public Task Get() => client.Images.ListImagesAsync(new ImagesListParameters()); }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Delete() => PRUNE; public Task Get() => client.Images.SaveImageAsync(\"a:1\"); }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; public Task Delete() => client.Images.DeleteImageAsync(\"other:1\", new ImageDeleteParameters()); }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { static readonly SemaphoreSlim Gate = new(1); public async Task Post() { await Gate.WaitAsync(); try { await CREATE; } finally { Gate.Release(); } } public async Task Delete() { await Gate.WaitAsync(); try { await PRUNE; } finally { Gate.Release(); } } }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { static readonly SemaphoreSlim Gate = new(1); public async Task Replace() { await Gate.WaitAsync(); try { await CREATE; await PRUNE; } finally { Gate.Release(); } } }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; [Microsoft.AspNetCore.Mvc.NonAction] public Task Delete() => PRUNE; }")]
    [InlineData("public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Post() => CREATE; private Task Delete() => PRUNE; }")]
    [InlineData("public class Service(IDockerClient client) { public Task Post() => CREATE; public Task Delete() => PRUNE; }")]
    [InlineData("public class Replacer(IDockerClient client) : Microsoft.Extensions.Hosting.BackgroundService { protected override async Task ExecuteAsync(CancellationToken token) { await PRUNE; await CREATE; } }")]
    [InlineData("public class Starter(IDockerClient client) : Microsoft.Extensions.Hosting.IHostedService { public async Task StartAsync(CancellationToken token) => await CREATE; } CLEANER")]
    [InlineData("public class Jobs(IDockerClient client) { [Microsoft.Azure.Functions.Worker.Function(\"a\")] public async Task Replace([Microsoft.Azure.Functions.Worker.TimerTrigger(\"0\")] object timer) { await CREATE; await PRUNE; } }")]
    [InlineData("public class Program2 { public void Start(IDockerClient client) { var timer = new Timer(_ => { CREATE.Wait(); PRUNE.Wait(); }, null, 0, 1000); } }")]
    [InlineData("public class Only(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; [Xunit.Fact] public Task Prunes() => PRUNE; }")]
    [InlineData("[Xunit.Collection(\"docker\")] public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } [Xunit.Collection(\"docker\")] public class Second(IDockerClient client) { [Xunit.Fact] public Task Prunes() => PRUNE; }")]
    [InlineData("public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } public class Controller(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase { public Task Prunes() => PRUNE; }")]
    [InlineData("public class First { [Xunit.Fact] public Task Adds() => new Service(new Mock<IImages>().Object).AddAsync(); } public class Second { readonly IImages images = Substitute.For<IImages>(); [Xunit.Fact] public Task Cleans() => new Service(images).CleanAsync(); } SERVICE")]
    [InlineData("public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } public class Second { [Xunit.Fact] public Task Cleans() => new Service(A.Fake<IImages>()).CleanAsync(); } SERVICE")]
    public async Task Entry_points_that_do_not_meet_are_silent(string code) =>
        Assert.DoesNotContain(await Findings(code), finding => finding.Id == "IMG206");

    [Theory]
    [InlineData("[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]", 0)]
    [InlineData("[assembly: Xunit.CollectionBehavior(Xunit.CollectionBehavior.CollectionPerAssembly)]", 0)]
    [InlineData("[assembly: Xunit.CollectionBehavior(Xunit.CollectionBehavior.CollectionPerClass)]", 1)]
    public async Task An_assembly_can_say_how_its_tests_run(string attribute, int findings)
    {
        const string Tests = "public class First(IDockerClient client) { [Xunit.Fact] public Task Creates() => CREATE; } public class Second(IDockerClient client) { [Xunit.Fact] public Task Prunes() => PRUNE; }";
        Assert.Equal(findings, (await Findings(Tests, attribute)).Length);
    }

    [Fact]
    public async Task Both_entry_points_are_told()
    {
        var finding = Assert.Single(await Findings("""
            public class ImagesController(IDockerClient client) : Microsoft.AspNetCore.Mvc.ControllerBase
            {
                public async Task Post() => await CREATE;
                public async Task Delete() => await CleanAsync();
                private Task CleanAsync() => PRUNE;
            }
            """));

        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal(
            "'PruneImagesAsync' in 'ImagesController.Delete' can remove an image while 'TagImageAsync' in 'ImagesController.Post' is creating one: "
            + "the host runs both at once and no common lock keeps them apart",
            finding.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("CleanAsync", TextAt(finding.Location));
        Assert.Equal("client.Images.TagImageAsync", TextAt(finding.AdditionalLocations[0]));
    }

    [Fact]
    public void It_is_found_by_a_build_and_not_while_typing() => Assert.Equal(
        ["IMG206"],
        new ImageOperationAnalyzer().SupportedDiagnostics.Where(rule => rule.CustomTags.Contains(WellKnownDiagnosticTags.CompilationEnd)).Select(rule => rule.Id));

    private static string TextAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    private static async Task<Diagnostic[]> Findings(string code, string attribute = "")
    {
        code = code.Replace("CLEANER", Cleaner, StringComparison.Ordinal).Replace("SERVICE", Service, StringComparison.Ordinal).Replace("CREATE", Create, StringComparison.Ordinal).Replace("PRUNE", Prune, StringComparison.Ordinal);
        var references = await Verify.DockerDotNet.ResolveAsync(LanguageNames.CSharp, CancellationToken.None);
        return [.. await Verify.FindingsInFiles([$"{Verify.Usings}\n{attribute}\nnamespace Sample {{ using Microsoft.AspNetCore.Builder; {code} }}", Hosts], references)];
    }
}
