using ImageGuard.CodeFixes;
using Fix = ImageGuard.Analyzers.Tests.Fixes.VerifyFix<ImageGuard.CodeFixes.SequentialFix>;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG201, IMG202 and IMG203: <see cref="SequentialFix"/>.</summary>
public class SequentialFixTests
{
    [Fact]
    public Task Tasks_that_are_joined_are_awaited_in_the_order_in_which_they_are_written() => Fix.Statements(
        """
        // swap
        await Task.WhenAll(
            // the new one
            client.Images.TagImageAsync(image, new ImageTagParameters(), ct),
            {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters(), ct)).ConfigureAwait(false); // done
        Log(image);
        """,
        """
        // swap
        // the new one
        await client.Images.TagImageAsync(image, new ImageTagParameters(), ct).ConfigureAwait(false);
        await client.Images.DeleteImageAsync(other, new ImageDeleteParameters(), ct).ConfigureAwait(false); // done
        Log(image);
        """);

    [Theory]
    [InlineData("await Task.WhenAll(new[] { client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}() });")]
    [InlineData("await Task.WhenAll(new Task[] { client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}() });")]
    [InlineData("await Task.WhenAll([client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}()]);")]
    [InlineData("await Task.WhenAll(new List<Task> { client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}() });")]
    [InlineData("var tasks = new[] { client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}() }; await Task.WhenAll(tasks);")]
    [InlineData("await client.Images.TagImageAsync(image, new ImageTagParameters()); var clean = client.Images.PruneImagesAsync(); await clean;", true)]
    public Task Tasks_in_a_collection_are_awaited_one_by_one(string statements, bool isSequential = false) => isSequential
        ? Fix.NothingFor(statements)
        : Fix.Statements(
            statements,
            """
            await client.Images.TagImageAsync(image, new ImageTagParameters());
            await client.Images.PruneImagesAsync();
            """);

    [Fact]
    public Task Below_an_if_a_block_takes_the_statements() => Fix.Statements(
        """
        if (force)
            await Task.WhenAll(client.Images.TagImageAsync(image, new ImageTagParameters()), {|IMG201:client.Images.PruneImagesAsync|}()); // both
        """,
        """
        if (force)
        {
            await client.Images.TagImageAsync(image, new ImageTagParameters());
            await client.Images.PruneImagesAsync(); // both
        }
        """);

    [Fact]
    public Task Results_that_are_joined_are_awaited_in_an_array() => Fix.Members(
        """
        public async Task<string[]> RunAsync(string image)
        {
            var all = await Task.WhenAll(SaveAsync(image), {|IMG202:RemoveAsync|}(image));
            return all;
        }

        private async Task<string> SaveAsync(string image)
        {
            await client.Images.SaveImageAsync(image);
            return image;
        }

        private async Task<string> RemoveAsync(string image)
        {
            await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
            return image;
        }
        """,
        """
        public async Task<string[]> RunAsync(string image)
        {
            var all = new[] { await SaveAsync(image), await RemoveAsync(image) };
            return all;
        }

        private async Task<string> SaveAsync(string image)
        {
            await client.Images.SaveImageAsync(image);
            return image;
        }

        private async Task<string> RemoveAsync(string image)
        {
            await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
            return image;
        }
        """);

    [Fact]
    public Task A_task_that_is_awaited_later_is_awaited_where_it_starts() => Fix.Statements(
        """
        // meanwhile
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters()); // quick
        await {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());

        // now both
        await tag.ConfigureAwait(false);
        """,
        """
        // meanwhile
        await client.Images.TagImageAsync(image, new ImageTagParameters()).ConfigureAwait(false); // quick
        await client.Images.DeleteImageAsync(other, new ImageDeleteParameters());

        // now both
        """);

    [Fact]
    public Task A_removal_that_is_awaited_later_is_awaited_where_it_starts() => Fix.Statements(
        """
        Task remove = {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        try
        {
            await client.Images.TagImageAsync(image, new ImageTagParameters());
        }
        finally
        {
            await remove;
            Log(other);
        }
        """,
        """
        await client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        try
        {
            await client.Images.TagImageAsync(image, new ImageTagParameters());
        }
        finally
        {
            Log(other);
        }
        """);

    [Fact]
    public Task A_result_that_is_used_later_is_kept() => Fix.Statements(
        """
        Task<CommitContainerChangesResponse> commit = client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { RepositoryName = image, Tag = id });
        await {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        var made = await commit;
        Log((await commit).ID);
        """,
        """
        var commit = await client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { RepositoryName = image, Tag = id });
        await client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        var made = commit;
        Log(commit.ID);
        """);

    [Fact]
    public Task Tasks_that_are_started_and_then_joined_are_awaited_where_they_start() => Fix.Statements(
        """
        var commit = client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { RepositoryName = image, Tag = id });
        var list = client.Images.ListImagesAsync(new ImagesListParameters());
        var remove = {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        await Task.WhenAll(commit, list, remove);
        Log(commit.Result);
        """,
        """
        var commit = await client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters { RepositoryName = image, Tag = id });
        var list = client.Images.ListImagesAsync(new ImagesListParameters());
        var remove = client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        await Task.WhenAll(list, remove);
        Log(commit);
        """);

    [Fact]
    public Task Of_two_tasks_that_are_joined_one_is_left() => Fix.Statements(
        """
        var tag = force ? client.Images.TagImageAsync(image, new ImageTagParameters()) : Task.CompletedTask;
        var remove = {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        await Task.WhenAll(tag, remove).ConfigureAwait(false);
        """,
        """
        await (force ? client.Images.TagImageAsync(image, new ImageTagParameters()) : Task.CompletedTask).ConfigureAwait(false);
        var remove = client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        await remove.ConfigureAwait(false);
        """);

    [Fact]
    public Task Work_in_a_task_of_its_own_is_awaited_where_it_starts() => Fix.Statements(
        """
        var cleanup = Task.Run(async () => await {|IMG201:client.Images.PruneImagesAsync|}());
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        await cleanup;
        """,
        """
        await Task.Run(async () => await client.Images.PruneImagesAsync());
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        """);

    [Fact]
    public Task A_local_function_is_awaited_where_it_is_called() => Fix.Statements(
        """
        var cleanup = CleanAsync();
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        await cleanup;

        async Task CleanAsync() => await {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters());
        """,
        """
        await CleanAsync();
        await client.Images.TagImageAsync(image, new ImageTagParameters());

        async Task CleanAsync() => await client.Images.DeleteImageAsync(other, new ImageDeleteParameters());
        """);

    [Fact]
    public Task A_query_that_is_joined_becomes_a_loop() => Fix.Statements(
        """
        // every one
        await Task.WhenAll(names.Select(async name =>
        {
            // unchanged
            if (name == image)
            {
                return;
            }

            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
        })); // done
        """,
        """
        // every one
        foreach (var name in names)
        {
            // unchanged
            if (name == image)
            {
                continue;
            }

            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        } // done
        """);

    [Theory]
    [InlineData("await Task.WhenAll(names.Select(name => RefreshAsync(name)));", "var name in names", "name")]
    [InlineData("await Task.WhenAll(names.Select((string name) => RefreshAsync(name)).ToList());", "string name in names", "name")]
    [InlineData("await Task.WhenAll(names.Where(n => n != null).Select(async name => await RefreshAsync(name)).ToArray());", "var name in names.Where(n => n != null)", "name")]
    [InlineData("await Task.WhenAll(names.Select(name =>\n{\n    return RefreshAsync(name);\n}));", "var name in names", "name")]
    [InlineData("var tasks = names.Select(name => RefreshAsync(name));\nLog(1);\nawait Task.WhenAll(tasks);", "var name in names", "name", "Log(1);\n")]
    [InlineData("var tasks = names.Select(name => RefreshAsync(name)).ToList(); await Task.WhenAll(tasks);", "var name in names", "name")]
    [InlineData("await Task.WhenAll(names.Select(RefreshAsync));", "var item in names", "item")]
    [InlineData("await Parallel.ForEachAsync(names, async (name, token) => await RefreshAsync(name));", "var name in names", "name")]
    public Task A_query_that_is_joined_becomes_a_loop_in_all_its_forms(string statements, string loop, string item, string before = "")
    {
        var marked = statements.Replace("RefreshAsync", "{|IMG201:RefreshAsync|}", StringComparison.Ordinal);
        return Fix.Members(Method(marked), Method($"{before}foreach ({loop})\n{{\n    await RefreshAsync({item});\n}}"));

        static string Method(string statements) => $$"""
            public async Task RunAsync()
            {
            {{Fix.Indented(statements)}}
            }

            private async Task RefreshAsync(string name)
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
            """;
    }

    [Fact]
    public Task Tasks_that_may_run_beside_each_other_still_do_and_are_awaited_before_the_removal() => Fix.Statements(
        """
        var tags = names.Select(name => client.Images.TagImageAsync(name, new ImageTagParameters())).ToList();
        await {|IMG201:client.Images.PruneImagesAsync|}();
        await Task.WhenAll(tags);
        """,
        """
        await Task.WhenAll(names.Select(name => client.Images.TagImageAsync(name, new ImageTagParameters())).ToList());
        await client.Images.PruneImagesAsync();
        """);

    [Fact]
    public Task Tasks_that_are_added_to_a_list_are_awaited_instead() => Fix.Statements(
        """
        var tasks = new List<Task>();
        foreach (var one in images)
        {
            if (one.Containers == 0)
                tasks.Add({|IMG201:client.Images.DeleteImageAsync|}(one.ID, new ImageDeleteParameters())); // unused
            else
                tasks.Add(client.Images.TagImageAsync(one.ID, new ImageTagParameters()));
        }

        await Task.WhenAll(tasks);
        """,
        """
        foreach (var one in images)
        {
            if (one.Containers == 0)
                await client.Images.DeleteImageAsync(one.ID, new ImageDeleteParameters()); // unused
            else
                await client.Images.TagImageAsync(one.ID, new ImageTagParameters());
        }
        """);

    [Fact]
    public Task A_parallel_loop_becomes_a_loop_with_the_token_that_it_got() => Fix.Statements(
        """
        await Parallel.ForEachAsync(names, ct, async (name, token) =>
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters(), token);
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters(), token);
        });
        """,
        """
        foreach (var name in names)
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters(), ct);
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), ct);
        }
        """);

    [Fact]
    public Task Builds_of_one_name_run_one_after_the_other() => Fix.Members(
        """
        public async Task RunAsync(Stream stream, IProgress<JSONMessage> progress, ImageBuildParameters other)
        {
            var parameters = new ImageBuildParameters { Tags = new List<string> { "app:1" } };
            await Task.WhenAll(
                client.Images.BuildImageFromDockerfileAsync(parameters, stream, null, null, progress),
                {|IMG204:client.Images.BuildImageFromDockerfileAsync|}(parameters, stream, null, null, progress));
            await Parallel.ForEachAsync(names, async (name, token) =>
            {
                await {|IMG204:client.Images.BuildImageFromDockerfileAsync|}(parameters, stream, null, null, progress);
            });
        }
        """,
        """
        public async Task RunAsync(Stream stream, IProgress<JSONMessage> progress, ImageBuildParameters other)
        {
            var parameters = new ImageBuildParameters { Tags = new List<string> { "app:1" } };
            await client.Images.BuildImageFromDockerfileAsync(parameters, stream, null, null, progress);
            await client.Images.BuildImageFromDockerfileAsync(parameters, stream, null, null, progress);
            foreach (var name in names)
            {
                await client.Images.BuildImageFromDockerfileAsync(parameters, stream, null, null, progress);
            }
        }
        """);

    [Theory]
    [InlineData("", "CancellationToken.None")]
    [InlineData("new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, ", "ct")]
    [InlineData("new ParallelOptions { MaxDegreeOfParallelism = 4 }, ", "CancellationToken.None")]
    public Task A_parallel_loop_becomes_a_loop_with_the_token_of_its_options(string options, string token) => Fix.Statements(
        $$"""
        await Parallel.ForEachAsync(names, {{options}}async (name, token) =>
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters(), token);
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters(), token);
        });
        """,
        $$"""
        foreach (var name in names)
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters(), {{token}});
            await client.Images.DeleteImageAsync(name, new ImageDeleteParameters(), {{token}});
        }
        """);

    [Fact]
    public Task A_parallel_loop_over_what_comes_in_becomes_an_awaiting_loop() => Fix.Members(
        """
        public Task RunAsync(IAsyncEnumerable<string> source) => Task.Run(async () =>
        {
            await Parallel.ForEachAsync(source, async (name, token) =>
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
            });
        });
        """,
        """
        public Task RunAsync(IAsyncEnumerable<string> source) => Task.Run(async () =>
        {
            await foreach (var name in source)
            {
                await client.Images.TagImageAsync(name, new ImageTagParameters());
                await client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
            }
        });
        """);

    [Fact]
    public Task A_parallel_loop_of_blocking_work_becomes_a_loop() => Fix.Statements(
        """
        Parallel.ForEach(names, name =>
        {
            client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
            if (name == image) return;
            {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters()).Wait();
        });
        """,
        """
        foreach (var name in names)
        {
            client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
            if (name == image) continue;
            client.Images.DeleteImageAsync(name, new ImageDeleteParameters()).Wait();
        }
        """);

    [Fact]
    public Task Parallel_actions_become_statements() => Fix.Statements(
        """
        Parallel.Invoke(
            () => client.Images.TagImageAsync(image, new ImageTagParameters()).Wait(), // first
            Clean);

        void Clean() => {|IMG201:client.Images.DeleteImageAsync|}(other, new ImageDeleteParameters()).Wait();
        """,
        """
        // first
        client.Images.TagImageAsync(image, new ImageTagParameters()).Wait();
        Clean();

        void Clean() => client.Images.DeleteImageAsync(other, new ImageDeleteParameters()).Wait();
        """);

    [Theory]
    [InlineData("""
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
        if (await Task.WhenAny(tag, Task.Delay(1000)) != tag)
        {
            await {|IMG201:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());
        }
        """)]
    [InlineData("""
        var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
        if (tag.IsCompleted) Log(image);
        await {|IMG201:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters());
        await tag;
        """)]
    [InlineData("""
        var thread = new Thread(() => {|IMG201:client.Images.PruneImagesAsync|}().Wait());
        thread.Start();
        await client.Images.TagImageAsync(image, new ImageTagParameters());
        thread.Join();
        """)]
    [InlineData("""
        await Task.WhenAll(names.Select(async name =>
        {
            foreach (var one in images)
            {
                if (one.Containers > 0) return;
            }

            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
        }));
        """)]
    [InlineData("""
        Parallel.ForEach(names, (name, state) =>
        {
            client.Images.TagImageAsync(name, new ImageTagParameters()).Wait();
            {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters()).Wait();
            state.Stop();
        });
        """)]
    [InlineData("""
        var lengths = await Task.WhenAll(names.Select(async name =>
        {
            await client.Images.TagImageAsync(name, new ImageTagParameters());
            await {|IMG201:client.Images.DeleteImageAsync|}(name, new ImageDeleteParameters());
            return name.Length;
        }));
        """)]
    public Task Where_the_order_would_change_more_than_the_overlap_nothing_is_offered(string statements) => Fix.NothingFor(statements);

    [Fact]
    public Task All_are_fixed_in_all_files()
    {
        const string Members = """
            public async Task RunAsync(string image, Stream stream)
            {
                var tag = client.Images.TagImageAsync(image, new ImageTagParameters());
                var save = client.Images.SaveImageAsync(image);
                await {|IMG201:{|IMG202:client.Images.PruneImagesAsync|}|}();
                await tag;
                await save;
                await Task.WhenAll(
                    client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, null),
                    {|IMG203:client.Images.DeleteImageAsync|}(image, new ImageDeleteParameters()),
                    {|IMG203:client.Images.PruneImagesAsync|}());
            }
            """;
        const string Expected = """
            public async Task RunAsync(string image, Stream stream)
            {
                await client.Images.TagImageAsync(image, new ImageTagParameters());
                await client.Images.SaveImageAsync(image);
                await client.Images.PruneImagesAsync();
                await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, null);
                await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
                await client.Images.PruneImagesAsync();
            }
            """;
        return Fix.Files(
            [Fix.InClass(Members), Fix.InClass(Members).Replace("Worker", "Helper", StringComparison.Ordinal)],
            [Fix.InClass(Expected), Fix.InClass(Expected).Replace("Worker", "Helper", StringComparison.Ordinal)]);
    }
}
