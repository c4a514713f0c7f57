using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageGuard.Benchmarks;

/// <summary>How long the analyzers of one build ran, in seconds.</summary>
/// <param name="ImageGuard">Ours.</param>
/// <param name="Net">The SDK's NetAnalyzers, which it switches on by itself.</param>
/// <param name="CodeStyle">The SDK's analyzers of code style, which run where a project asks for them (<c>EnforceCodeStyleInBuild</c>).</param>
internal sealed partial record AnalyzerTimes(double ImageGuard, double Net, double CodeStyle)
{
    /// <summary>All that the SDK brings.</summary>
    public double Sdk => Net + CodeStyle;

    public double Share => ImageGuard / Sdk;

    public double ShareOfNet => ImageGuard / Net;

    /// <summary>The medians, each on its own.</summary>
    public static AnalyzerTimes Median(IReadOnlyCollection<AnalyzerTimes> runs) =>
        new(Median(runs.Select(run => run.ImageGuard)), Median(runs.Select(run => run.Net)), Median(runs.Select(run => run.CodeStyle)));

    /// <summary>Reads the table that the compiler writes into a detailed log when it is asked for with <c>ReportAnalyzer</c>.</summary>
    public static AnalyzerTimes Read(string log)
    {
        double imageGuard = 0, net = 0, codeStyle = 0;
        foreach (Match line in AssemblyLine().Matches(log))
        {
            var time = line.Groups["time"].Value;
            var seconds = time[0] == '<' ? 0 : double.Parse(time, CultureInfo.InvariantCulture);
            var assembly = line.Groups["assembly"].Value;
            if (assembly.StartsWith("ImageGuard.", StringComparison.Ordinal))
            {
                imageGuard += seconds;
            }
            else if (assembly is "Microsoft.CodeAnalysis.NetAnalyzers" or "Microsoft.CodeAnalysis.CSharp.NetAnalyzers")
            {
                net += seconds;
            }
            else if (assembly is "Microsoft.CodeAnalysis.CodeStyle" or "Microsoft.CodeAnalysis.CSharp.CodeStyle")
            {
                codeStyle += seconds;
            }
        }

        return new AnalyzerTimes(imageGuard, net, codeStyle);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>One assembly's total: seconds, percent, name and version. The lines of its analyzers name no version.</summary>
    [GeneratedRegex(@"^\s*(?<time><?[\d.]+)\s+<?\d+\s+(?<assembly>[\w.]+), Version=", RegexOptions.Multiline)]
    private static partial Regex AssemblyLine();
}
