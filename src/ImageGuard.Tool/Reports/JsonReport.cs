using System.Text.Json;
using ImageGuard.Tool.Linting;

namespace ImageGuard.Tool.Reports;

/// <summary>Everything there is to say, for programs. docs/tool.md describes it.</summary>
internal sealed class JsonReport : IReport
{
    public void Write(LintResult result, TextWriter writer) => JsonOutput.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteNumber("files", result.FileCount);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("path", problem.Path);
            if (problem.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            json.WriteString("reason", problem.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, LintFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule.Id);
        json.WriteString("severity", SeverityWords.Of(finding.Severity));
        json.WriteString("message", finding.Message);
        Write(json, finding.Place);
        json.WriteStartArray("related");
        foreach (var place in finding.Related)
        {
            json.WriteStartObject();
            Write(json, place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (finding.Fix is { } fix)
        {
            json.WriteStartObject("fix");
            json.WriteString("title", fix.Title);
            Write(json, fix.Place);
            json.WriteString("newText", fix.NewText);
            json.WriteEndObject();
        }

        json.WriteString("help", finding.Rule.HelpLink);
        json.WriteString("fingerprint", finding.Fingerprint);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Place place)
    {
        json.WriteString("path", place.File.ShownPath);
        json.WriteNumber("line", place.Line);
        json.WriteNumber("column", place.Column);
        json.WriteNumber("endLine", place.EndLine);
        json.WriteNumber("endColumn", place.EndColumn);
    }
}
