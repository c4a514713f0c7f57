using System.Reflection;
using System.Text.Json;
using ImageGuard.Model;
using ImageGuard.Tool.Files;
using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Reports;

/// <summary>SARIF 2.1.0, for code scanning and for editors.</summary>
/// <param name="root">The folder that paths count from.</param>
internal sealed class SarifReport(string root) : IReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string RootName = "SRCROOT";
    private const string InformationUri = "https://github.com/imageguard/imageguard";

    public void Write(LintResult result, TextWriter writer) => JsonOutput.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(RootName);
        json.WriteString("uri", new Uri(root.TrimEnd('/') + '/').AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteInvocation(json, result.Problems);
        json.WriteStartArray("results");
        foreach (var finding in result.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "ImageGuard");
        json.WriteString("semanticVersion", typeof(SarifReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        json.WriteString("informationUri", InformationUri);
        json.WriteStartArray("rules");
        foreach (var rule in Rules.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Title + ".");
            WriteText(json, "fullDescription", rule.Description);
            json.WriteStartObject("help");
            json.WriteString("text", $"{rule.Description} {rule.HelpLink}");
            json.WriteString("markdown", RulePages.TextOf(rule.Id));
            json.WriteEndObject();
            json.WriteString("helpUri", rule.HelpLink);
            json.WriteStartObject("defaultConfiguration");
            json.WriteBoolean("enabled", rule.Severity != RuleSeverity.Off);
            json.WriteString("level", LevelOf(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteString("category", rule.Category);
            json.WriteStartArray("tags");
            foreach (var requirement in rule.Requirements)
            {
                json.WriteStringValue(requirement);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInvocation(Utf8JsonWriter json, IReadOnlyList<LintProblem> problems)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("level", "note");
            WriteText(json, "message", problem.Reason);
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            WriteFile(json, Path.GetFullPath(problem.Path));
            if (problem.Line is { } line)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", line);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, LintFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", Rules.All.TakeWhile(rule => rule != finding.Rule).Count());
        json.WriteString("level", LevelOf(finding.Severity));
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Place);
        json.WriteEndArray();
        if (finding.Related.Count > 0)
        {
            json.WriteStartArray("relatedLocations");
            foreach (var place in finding.Related)
            {
                WriteLocation(json, place, "The other end.");
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("partialFingerprints");
        json.WriteString("imageguard/v1", finding.Fingerprint);
        json.WriteEndObject();
        if (finding.Fix is { } fix)
        {
            Write(json, fix);
        }

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, TextEdit fix)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        WriteText(json, "description", fix.Title + ".");
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteFile(json, fix.Place.File.FullPath);
        json.WriteStartArray("replacements");
        json.WriteStartObject();
        WriteRegion(json, "deletedRegion", fix.Place);
        WriteText(json, "insertedContent", fix.NewText);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteLocation(Utf8JsonWriter json, Place place, string? message = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteFile(json, place.File.FullPath);
        WriteRegion(json, "region", place);
        json.WriteEndObject();
        if (message is not null)
        {
            WriteText(json, "message", message);
        }

        json.WriteEndObject();
    }

    private void WriteFile(Utf8JsonWriter json, string path)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', SlashPath.Relative(root, path).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", RootName);
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, Place place)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", place.Line);
        json.WriteNumber("startColumn", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string LevelOf(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Warning => "warning",
        RuleSeverity.Suggestion => "note",
        _ => "none",
    };
}
