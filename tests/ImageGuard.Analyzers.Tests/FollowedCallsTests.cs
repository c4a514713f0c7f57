namespace ImageGuard.Analyzers.Tests;

/// <summary>The ways by which a call leads to an operation: all that a careful reader would follow is followed.</summary>
public class FollowedCallsTests
{
    private const string Create = """client.Images.TagImageAsync("app:1", new ImageTagParameters())""";

    private const string Prune = "client.Images.PruneImagesAsync()";

    [Fact]
    public Task An_interface_with_one_implementation() => Verify.Members($$"""
        private readonly ICleaner cleaner;

        public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:cleaner.CleanAsync|}());

        public interface ICleaner
        {
            Task CleanAsync();
        }

        private sealed class Cleaner(IDockerClient client) : ICleaner
        {
            public async Task CleanAsync() => await {{Prune}};
        }
        """);

    [Fact]
    public Task An_interface_that_is_implemented_explicitly_or_generic() => Verify.Members($$"""
        private readonly ICleaner cleaner;
        private readonly IHandler<string> handler;

        public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:cleaner.CleanAsync|}());

        public Task HandleAsync() => Task.WhenAll({{Create}}, {|IMG201:handler.HandleAsync|}(""));

        public interface ICleaner
        {
            Task CleanAsync();
        }

        public interface IHandler<T>
        {
            Task HandleAsync(T item);
        }

        private sealed class Cleaner(IDockerClient client) : ICleaner
        {
            async Task ICleaner.CleanAsync() => await {{Prune}};
        }

        private sealed class Handler(IDockerClient client) : IHandler<string>
        {
            public async Task HandleAsync(string item) => await {{Prune}};
        }
        """);

    [Fact]
    public Task An_interface_with_two_implementations_is_not_guessed_at() => Verify.Members($$"""
        private readonly ICleaner cleaner;

        public Task DeployAsync() => Task.WhenAll({{Create}}, cleaner.CleanAsync());

        public interface ICleaner
        {
            Task CleanAsync();
        }

        private sealed class Cleaner(IDockerClient client) : ICleaner
        {
            public async Task CleanAsync() => await {{Prune}};
        }

        private sealed class NoCleaner : ICleaner
        {
            public Task CleanAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task An_abstract_or_virtual_method_with_one_override() => Verify.Members($$"""
        private readonly Cleaner cleaner;

        public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:cleaner.CleanAsync|}());

        public Task TidyAsync() => Task.WhenAll({{Create}}, {|IMG201:cleaner.TidyAsync|}());

        public abstract class Cleaner
        {
            public abstract Task CleanAsync();

            public virtual Task TidyAsync() => Task.CompletedTask;
        }

        private sealed class EngineCleaner(IDockerClient client) : Cleaner
        {
            public override async Task CleanAsync() => await {{Prune}};

            public override async Task TidyAsync() => await {{Prune}};
        }
        """);

    [Fact]
    public Task A_virtual_method_that_nobody_overrides() => Verify.Members($$"""
        public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:CleanAsync|}());

        protected virtual async Task CleanAsync() => await {{Prune}};
        """);

    [Fact]
    public Task A_virtual_method_with_several_overrides_is_not_guessed_at() => Verify.Members($$"""
        private readonly Cleaner cleaner;

        public Task DeployAsync() => Task.WhenAll({{Create}}, cleaner.CleanAsync());

        public class Cleaner
        {
            public virtual Task CleanAsync() => Task.CompletedTask;
        }

        private sealed class EngineCleaner(IDockerClient client) : Cleaner
        {
            public override async Task CleanAsync() => await {{Prune}};
        }

        private sealed class QuietCleaner : Cleaner
        {
            public override Task CleanAsync() => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task A_call_of_the_base() => Verify.Members($$"""
        public class Cleaner(IDockerClient client)
        {
            public virtual async Task CleanAsync() => await {{Prune}};
        }

        public sealed class Quiet(IDockerClient client) : Cleaner(client)
        {
            public override Task CleanAsync() => Task.CompletedTask;

            public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:base.CleanAsync|}());

            public Task NothingAsync() => Task.WhenAll({{Create}}, CleanAsync());
        }
        """);

    [Theory]
    [InlineData("private readonly Func<Task> clean;", "clean = async () => await client.Images.PruneImagesAsync();", "clean()")]
    [InlineData("private readonly Func<Task> clean;", "clean = CleanAsync;", "clean()")]
    [InlineData("private Func<Task> Clean { get; }", "Clean = async () => await client.Images.PruneImagesAsync();", "Clean()")]
    [InlineData("private Func<Task> Clean => async () => await client.Images.PruneImagesAsync();", "", "Clean()")]
    [InlineData("private Func<Task> Clean => CleanAsync;", "", "Clean.Invoke()")]
    [InlineData("private Func<string, Task> clean;", "clean = name => client.Images.DeleteImageAsync(name, new ImageDeleteParameters());", "clean(\"app:1\")")]
    public async Task A_delegate_in_a_field_or_a_property(string declaration, string assignment, string call)
    {
        var finding = await Verify.SingleFinding($$"""
            {{declaration}}

            public Worker(IDockerClient docker, int _)
            {
                {{assignment}}
            }

            public Task DeployAsync() => Task.WhenAll({{Create}}, {{call}});

            private Task CleanAsync() => client.Images.PruneImagesAsync();
            """);
        Assert.Equal("IMG201", finding.Id);
    }

    [Theory]
    [InlineData("Func<Task> clean = async () => await {|IMG201:client.Images.PruneImagesAsync|}(); await Task.WhenAll(CREATE, clean());")]
    [InlineData("Func<Task> clean = {|IMG201:CleanAsync|}; await Task.WhenAll(CREATE, clean());")]
    [InlineData("Func<Task> clean = {|IMG201:CleanAsync|}; await Task.WhenAll(CREATE, clean.Invoke());")]
    [InlineData("Func<Task> clean = {|IMG201:CleanAsync|}; await Task.WhenAll(CREATE, clean?.Invoke());")]
    [InlineData("var work = new Func<Task>[] { () => CREATE, async () => await {|IMG201:client.Images.PruneImagesAsync|}() }; await Task.WhenAll(work.Select(one => one()));")]
    [InlineData("await Task.WhenAll(CREATE, InnerAsync()); async Task InnerAsync() { await DeepAsync(); async Task DeepAsync() => await {|IMG201:client.Images.PruneImagesAsync|}(); }")]
    [InlineData("await Task.WhenAll(CREATE, StaticAsync(client)); static async Task StaticAsync(IDockerClient docker) => await {|IMG201:docker.Images.PruneImagesAsync|}();")]
    public Task A_delegate_in_a_local_or_a_local_function(string statements) => Verify.Members($$"""
        public async Task DeployAsync()
        {
            {{statements.Replace("CREATE", Create, StringComparison.Ordinal)}}
        }

        private async Task CleanAsync() => await {{Prune}};
        """);

    [Fact]
    public Task A_property_getter_and_a_constructor() => Verify.Members($$"""
        private int Unused
        {
            get
            {
                {{Prune}}.Wait();
                return 0;
            }
        }

        public async Task ReadAsync()
        {
            var creating = {{Create}};
            var count = {|IMG201:Unused|};
            await creating;
            var later = Unused;
        }

        public async Task ConstructAsync()
        {
            var creating = {{Create}};
            _ = {|IMG201:new Cleaner(client)|};
            await creating;
            _ = new Cleaner(client);
        }

        private sealed class Cleaner
        {
            public Cleaner(IDockerClient client) => {{Prune}}.Wait();
        }
        """);

    [Fact]
    public Task A_getter_that_returns_a_running_task() => Verify.Members($$"""
        private Task Cleaning => {{Prune}};

        public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:Cleaning|});

        public async Task InTurnAsync()
        {
            await Cleaning;
            await {{Create}};
        }
        """);

    [Fact]
    public Task An_iterator_runs_while_it_is_enumerated() => Verify.Members($$"""
        private async IAsyncEnumerable<string> CreateAllAsync()
        {
            foreach (var name in names)
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                yield return name;
            }
        }

        private IEnumerable<string> CreateAll()
        {
            foreach (var name in names)
            {
                client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
                yield return name;
            }
        }

        public async Task BesideAsync()
        {
            var cleaning = {|IMG201:client.Images.PruneImagesAsync|}();
            await foreach (var name in CreateAllAsync())
            {
                Log(name);
            }

            await cleaning;
        }

        public async Task InTurnAsync()
        {
            await foreach (var name in CreateAllAsync())
            {
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }

            await foreach (var name in CreateAllAsync().ConfigureAwait(false))
            {
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }

            foreach (var name in CreateAll())
            {
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }

            await {{Prune}};
        }

        public async Task NotYetAsync()
        {
            var cleaning = {{Prune}};
            var all = CreateAllAsync();
            await cleaning;
            await foreach (var name in all)
            {
                Log(name);
            }
        }
        """);

    [Fact]
    public Task An_extension_method_on_an_own_interface() => Verify.File(
        Verify.InClass($$"""
            public Task DeployAsync() => Task.WhenAll({{Create}}, {|IMG201:client.CleanAsync|}());
            """),
        Verify.Usings + """

        namespace Sample;

        public static class Cleaning
        {
            public static async Task CleanAsync(this IDockerClient docker) => await docker.Images.PruneImagesAsync();
        }
        """);

    [Fact]
    public Task Different_names_given_to_helpers_do_not_meet() => Verify.Members("""
        public Task ApartAsync() => Task.WhenAll(CreateAsync("a:1"), RemoveAsync("b:1"));

        public Task ReplacedApartAsync() => Task.WhenAll(ReplaceAsync("a:1"), ReplaceAsync("b:1"));

        public Task TogetherAsync() => Task.WhenAll(CreateAsync("a:1"), {|IMG201:RemoveAsync|}("a:1"));

        public Task UnknownAsync(string name) => Task.WhenAll(CreateAsync("a:1"), {|IMG201:RemoveAsync|}(name));

        public Task LocalAsync()
        {
            return Task.WhenAll(PullAsync("a:1"), DeleteAsync("b:1"));

            Task PullAsync(string name) => client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, null, {|IMG401:null|});
            Task DeleteAsync(string name) => client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        }

        public Task CreateAsync(string name) => client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name }, null, {|IMG401:null|});

        public async Task RemoveAsync(string name) => await RemoveInnerAsync(name, force: false);

        public async Task RemoveInnerAsync(string name, bool force) => await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());

        public async Task ReplaceAsync(string name)
        {
            await RemoveAsync(name);
            await CreateAsync(name);
        }
        """);
}
