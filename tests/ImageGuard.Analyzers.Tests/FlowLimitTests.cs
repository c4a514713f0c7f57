using ImageGuard.Analyzers.Overlap;

namespace ImageGuard.Analyzers.Tests;

/// <summary>Within each limit of the walk an overlap is found. Beyond it nothing is: no finding, no exception, and no end
/// that is never reached.</summary>
public class FlowLimitTests
{
    private const string Create = """client.Images.TagImageAsync("a:1", new ImageTagParameters())""";

    [Theory]
    [InlineData(FlowLimits.Functions - 2, 1)]
    [InlineData(FlowLimits.Functions + 1, 0)]
    [InlineData(200, 0)]
    public Task Functions_in_one_another(int depth, int findings)
    {
        var start = string.Concat(Enumerable.Range(0, depth).Select(i => $"Task F{i}() {{ return F{i + 1}(); "));
        return AssertFindings(findings, $$"""
            public Task RunAsync()
            {
                return Task.WhenAll({{Create}}, F0());
                {{start}} async Task F{{depth}}() => await client.Images.PruneImagesAsync(); {{new string('}', depth)}}
            }
            """);
    }

    [Theory]
    [InlineData(FlowLimits.Calls - 2, 1)]
    [InlineData(FlowLimits.Calls + 2, 0)]
    [InlineData(5_000, 0)]
    public Task Methods_that_call_one_another(int length, int findings) => AssertFindings(findings, $$"""
        public Task RunAsync() => Task.WhenAll({{Create}}, M0Async());

        {{string.Concat(Enumerable.Range(0, length).Select(i => $"private Task M{i}Async() => M{i + 1}Async();\n"))}}
        private async Task M{{length}}Async() => await client.Images.PruneImagesAsync();
        """);

    [Theory]
    [InlineData(FlowLimits.UnsharedSummaries - 1)]
    [InlineData(FlowLimits.UnsharedSummaries * 4)]
    public Task Methods_that_call_one_another_in_circles(int count) => AssertFindings(null, string.Concat(Enumerable.Range(0, count).Select(i => $$"""
        private async Task M{{i}}Async(int depth)
        {
            await M{{(i + 1) % count}}Async(depth);
            await M{{(i * 7 + 3) % count}}Async(depth);
            await M{{(i * 13 + 5) % count}}Async(depth);
            await {{(i % 2 == 0 ? Create : "client.Images.PruneImagesAsync()")}};
        }

        """)));

    [Theory]
    [InlineData(FlowLimits.Operations - 1, 1)]
    [InlineData(FlowLimits.Operations, 0)]
    public Task Operations_of_one_method(int others, int findings) => AssertFindings(findings, $$"""
        public Task RunAsync() => Task.WhenAll({{Create}}, CleanAsync());

        private async Task CleanAsync()
        {
            {{string.Concat(Enumerable.Repeat("await client.Images.ListImagesAsync(new ImagesListParameters());\n", others))}}
            await client.Images.PruneImagesAsync();
        }
        """);

    [Theory]
    [InlineData(FlowLimits.InFlight - 1, 1)]
    [InlineData(FlowLimits.InFlight, 0)]
    public Task Operations_in_flight(int others, int findings) => AssertFindings(findings, $$"""
        public async Task RunAsync()
        {
            var tasks = new List<Task>();
            {{string.Concat(Enumerable.Repeat("tasks.Add(client.Images.SaveImageAsync(\"b:1\"));\n", others))}}
            tasks.Add({{Create}});
            tasks.Add(client.Images.DeleteImageAsync("a:1", new ImageDeleteParameters()));
            await Task.WhenAll(tasks);
        }
        """);

    [Theory]
    [InlineData(100, 1)]
    [InlineData(FlowLimits.Visits / 3, 0)]
    public Task Code_before_it(int statements, int findings) => AssertFindings(findings, $$"""
        public async Task RunAsync()
        {
            {{string.Concat(Enumerable.Repeat("Log(1);\n", statements))}}
            await Task.WhenAll({{Create}}, client.Images.PruneImagesAsync());
        }
        """);

    [Theory]
    [InlineData(6)]
    [InlineData(30)]
    public Task Loops_in_one_another(int depth) => AssertFindings(1, $$"""
        public async Task RunAsync()
        {
            var tasks = new List<Task>();
            {{string.Concat(Enumerable.Range(0, depth).Select(i => $"foreach (var n{i} in names) {{ tasks.Add(client.Images.TagImageAsync(n{i}, new ImageTagParameters())); "))}}
            tasks.Add(client.Images.PruneImagesAsync());
            {{new string('}', depth)}}
            await Task.WhenAll(tasks);
        }
        """);

    [Theory]
    [InlineData(20, 1)]
    [InlineData(FlowLimits.Nesting, 0)]
    [InlineData(5 * FlowLimits.Nesting, 0)]
    public Task Expressions_in_one_another(int terms, int findings) => AssertFindings(findings, $$"""
        public async Task RunAsync(string image)
        {
            var cleaning = client.Images.PruneImagesAsync();
            Log({{Create}} + image {{string.Concat(Enumerable.Repeat(" + image", terms))}});
            await cleaning;
        }
        """);

    [Fact]
    public Task A_name_of_many_parts() => AssertFindings(1, $$"""
        public Task RunAsync(string image) => Task.WhenAll(
            client.Images.TagImageAsync("a:1", new ImageTagParameters()),
            client.Images.DeleteImageAsync(image {{string.Concat(Enumerable.Repeat(" + image + \"x\"", 4_000))}}, new ImageDeleteParameters()));
        """);

    private static async Task AssertFindings(int? expected, string members)
    {
        var findings = (await Verify.FindingsIn(members)).Select(finding => finding.Id).ToArray();
        Assert.DoesNotContain("AD0001", findings);
        if (expected is { } count)
        {
            Assert.Equal(count, findings.Count(id => id == "IMG201"));
        }
    }
}
