using System.CommandLine;
using System.CommandLine.Parsing;
using ImageGuard.Model;
using ImageGuard.Tool.Files;
using ImageGuard.Tool.Linting;
using ImageGuard.Tool.Reports;

namespace ImageGuard.Tool.Commands;

/// <summary><c>imageguard lint</c>.</summary>
internal static class LintCommand
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, projects (.csproj) and solutions (.sln, .slnx). In folders, what git ignores is left out.",
        DefaultValueFactory = _ => ["."],
    };

    private static readonly Option<string> Format = Choice.Among("--format", "How the findings are written.", "text", "json", "sarif", "github");

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Write the findings to a file.", HelpName = "file" };

    private static readonly Option<string?> BaselineFile = new("--baseline")
    {
        Description = "Leave out the findings that this file knows.",
        HelpName = "file",
    };

    private static readonly Option<bool> WriteBaseline = new("--write-baseline") { Description = "Write the findings to the file of --baseline, and succeed." };

    private static readonly Option<string> FailOn = Choice.Among("--fail-on", "The least severity that makes the exit code 1.", "warning", "info", "none");

    private static readonly Option<bool> Fix = new("--fix") { Description = "Mend scripts where it is safe, and report what remains. For C#, use dotnet format analyzers." };

    private static readonly Option<bool> Diff = new("--diff") { Description = "With --fix: show what would change, and change nothing." };

    private static readonly Option<string> FixWith = Choice.Among("--fix-with", "What forced removals become: docker's own, or imageguard rm.", "docker", "imageguard");

    private static readonly Option<string[]> RuleIds = new("--rule")
    {
        Description = "Report this rule only, one that is off by default too. May be repeated.",
        HelpName = "id",
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(id => id.ToUpperInvariant())],
    };

    private static readonly Option<string[]> Exclude = new("--exclude")
    {
        Description = "Leave out files and folders that match, written as in a .gitignore. May be repeated.",
        HelpName = "pattern",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        RuleIds.CompletionSources.Add([.. Rules.All.Select(rule => rule.Id)]);
        RuleIds.Validators.Add(CheckRules);
        Paths.Validators.Add(CheckPaths);
        var command = new Command("lint", "Find unsafe image operations in scripts, pipelines and C# projects.")
        {
            Paths, Format, Output, BaselineFile, WriteBaseline, FailOn, Fix, Diff, FixWith, RuleIds, Exclude,
        };
        command.Validators.Add(CheckTogether);
        command.SetAction(RunAsync);
        return command;
    }

    private static void CheckRules(OptionResult result)
    {
        foreach (var id in result.GetValue(RuleIds)!.Where(id => Rules.All.All(rule => rule.Id != id)))
        {
            result.AddError($"There is no rule '{id}'.");
        }
    }

    /// <summary>A mistyped option must not pass for a file.</summary>
    private static void CheckPaths(ArgumentResult result)
    {
        foreach (var option in result.Tokens.Select(token => token.Value).Where(path => path.StartsWith('-') && !Path.Exists(path)))
        {
            result.AddError($"There is no option '{option}'.");
        }
    }

    private static void CheckTogether(CommandResult result)
    {
        if (result.GetValue(WriteBaseline) && result.GetValue(BaselineFile) is null)
        {
            result.AddError("--write-baseline needs --baseline FILE.");
        }

        if (result.GetValue(Diff) && !result.GetValue(Fix))
        {
            result.AddError("--diff needs --fix.");
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var root = WorkTree.RootOf(Environment.CurrentDirectory) ?? SlashPath.Full(Environment.CurrentDirectory);
        var fixer = parsed.GetValue(Fix) ? new Fixer(writes: !parsed.GetValue(Diff)) : null;
        var request = new LintRequest
        {
            Paths = parsed.GetRequiredValue(Paths),
            Excludes = parsed.GetRequiredValue(Exclude),
            Rules = parsed.GetRequiredValue(RuleIds),
            FixesUseGuard = parsed.GetValue(FixWith) == "imageguard",
            Fixer = fixer,
        };
        try
        {
            var result = await LintAsync(request, root, cancellationToken);
            if (parsed.GetValue(WriteBaseline))
            {
                return WriteTo(parsed.GetValue(BaselineFile)!, result);
            }

            if (parsed.GetValue(BaselineFile) is { } file)
            {
                var baseline = Baseline.Read(file);
                result = result with { Findings = [.. result.Findings.Where(finding => !baseline.Knows(finding))] };
            }

            Write(parsed, result, root, fixer);
            return Fails(result, parsed.GetRequiredValue(FailOn)) ? ExitCode.Failure : ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"imageguard: {failure.Message}");
            return ExitCode.Usage;
        }
    }

    private static async Task<LintResult> LintAsync(LintRequest request, string root, CancellationToken cancellationToken)
    {
        using var progress = new LintProgress(isShown: !Console.IsErrorRedirected);
        return await LintRun.RunAsync(request, root, progress.Looked, cancellationToken);
    }

    private static int WriteTo(string baseline, LintResult result)
    {
        Baseline.Write(baseline, result.Findings);
        Console.Out.WriteLine($"{baseline}: {result.Findings.Count} findings are known from now on.");
        return ExitCode.Success;
    }

    private static void Write(ParseResult parsed, LintResult result, string root, Fixer? fixer)
    {
        if (parsed.GetValue(Diff))
        {
            foreach (var difference in fixer!.Differences)
            {
                Console.Out.Write(difference);
            }

            return;
        }

        if (fixer is not null)
        {
            Console.Error.WriteLine($"imageguard: {fixer.Count} fixes applied.");
        }

        var path = parsed.GetValue(Output);
        using var file = path is null ? null : new StreamWriter(path);
        using var terminal = file is null ? new StreamWriter(Console.OpenStandardOutput()) : null;
        ReportOf(parsed.GetRequiredValue(Format), root, isColoured: file is null && ColouredOutput).Write(result, file ?? terminal!);
    }

    private static bool ColouredOutput =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static IReport ReportOf(string format, string root, bool isColoured) => format switch
    {
        "json" => new JsonReport(),
        "sarif" => new SarifReport(root),
        "github" => new GitHubReport(root),
        _ => new TextReport(isColoured),
    };

    private static bool Fails(LintResult result, string least) => least switch
    {
        "none" => false,
        "info" => result.Findings.Count > 0,
        _ => result.Findings.Any(finding => finding.Severity == RuleSeverity.Warning),
    };
}
