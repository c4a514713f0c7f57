using System.Text.Json;
using NJsonSchema;

namespace ImageGuard.Tool.Tests.Commands;

public sealed class SarifTests
{
    private const string Script = "#!/bin/sh\ndocker rmi -f 'ä b:1'\npodman rm -f web\n";

    [Fact]
    public async Task The_log_validates_against_the_published_schema()
    {
        using var tree = new SampleTree().Write("with blank/clean.sh", Script);
        var log = (await tree.LintAsync("--format", "sarif", "--rule", "IMG101,IMG103")).Output;

        var schema = await JsonSchema.FromJsonAsync(ReadSchema());

        Assert.Empty(schema.Validate(log));
        Assert.NotEmpty(schema.Validate(log.Replace("\"ruleId\"", "\"rule\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_log_says_where_and_why()
    {
        using var tree = new SampleTree().Write("with blank/clean.sh", Script);
        await tree.GitAsync("init", "-q");
        var run = await ToolProcess.RunAsync(tree.PathOf("with blank"), "lint", "--format", "sarif");

        using var document = JsonDocument.Parse(run.Output);
        var log = document.RootElement.GetProperty("runs")[0];
        var result = log.GetProperty("results").EnumerateArray().Single();
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        var rule = log.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];

        Assert.Equal("IMG101", result.GetProperty("ruleId").GetString());
        Assert.Equal("IMG101", rule.GetProperty("id").GetString());
        Assert.StartsWith("# IMG101: Image removal is forced\n", rule.GetProperty("help").GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.Equal("warning", result.GetProperty("level").GetString());
        Assert.Equal("with%20blank/clean.sh", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(new Uri(tree.Root + "/").AbsoluteUri, log.GetProperty("originalUriBaseIds").GetProperty("SRCROOT").GetProperty("uri").GetString());
        Assert.Equal(2, place.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal(12, place.GetProperty("region").GetProperty("startColumn").GetInt32());
        Assert.NotEmpty(result.GetProperty("partialFingerprints").EnumerateObject());
    }

    private static string ReadSchema()
    {
        using var reader = new StreamReader(typeof(SarifTests).Assembly.GetManifestResourceStream("sarif-2.1.0.json")!);
        return reader.ReadToEnd();
    }
}
