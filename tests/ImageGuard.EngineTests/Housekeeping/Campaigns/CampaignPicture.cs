using System.Globalization;
using System.Text;

namespace ImageGuard.EngineTests.Housekeeping.Campaigns;

/// <summary>Draws a campaign: images, list times and build times over time, with housekeeping and without.</summary>
internal static class CampaignPicture
{
    private const int Width = 760;
    private const int Left = 70;
    private const int Right = 20;
    private const int PanelHeight = 170;
    private const int Gap = 55;
    private const int Top = 45;

    /// <summary>How many samples one point stands for: single ones jump with whatever else the machine does.</summary>
    private const int Smoothing = 7;

    public static string Draw(IReadOnlyList<CampaignSample> with, IReadOnlyList<CampaignSample> without, int budget)
    {
        var seconds = with.Concat(without).Max(sample => sample.Seconds);
        var height = Top + (3 * (PanelHeight + Gap));
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\">");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"20\" fill=\"#0b6e4f\">with housekeeping, a budget of {budget} images</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left + 300}\" y=\"20\" fill=\"#c1121f\">without</text>");
        Panel(svg, 0, "images", with, without, seconds, sample => sample.Images);
        Panel(svg, 1, "list all images, ms (median of 7)", Smooth(with), Smooth(without), seconds, sample => sample.ListMilliseconds);
        Panel(svg, 2, "build, ms (median of 7)", Smooth(with), Smooth(without), seconds, sample => sample.BuildMilliseconds);
        return svg.AppendLine("</svg>").ToString();
    }

    private static void Panel(
        StringBuilder svg,
        int index,
        string title,
        IReadOnlyList<CampaignSample> with,
        IReadOnlyList<CampaignSample> without,
        double seconds,
        Func<CampaignSample, double> value)
    {
        var top = Top + (index * (PanelHeight + Gap));
        var most = Math.Max(1, with.Concat(without).Max(value));
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{top - 6}\">{title}</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{top}\" width=\"{Width - Left - Right}\" height=\"{PanelHeight}\" fill=\"none\" stroke=\"#999\"/>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{top + 10}\" text-anchor=\"end\">{most:0}</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{top + PanelHeight}\" text-anchor=\"end\">0</text>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right}\" y=\"{top + PanelHeight + 16}\" text-anchor=\"end\">{seconds:0} s</text>");
        Line(svg, top, most, "#c1121f", without, seconds, value);
        Line(svg, top, most, "#0b6e4f", with, seconds, value);
    }

    private static void Line(
        StringBuilder svg, int top, double most, string colour, IEnumerable<CampaignSample> samples, double seconds, Func<CampaignSample, double> value)
    {
        var points = samples.Select(sample => string.Create(
            CultureInfo.InvariantCulture,
            $"{Left + (Math.Min(1, sample.Seconds / seconds) * (Width - Left - Right)):0.0},{top + PanelHeight - (value(sample) / most * PanelHeight):0.0}"));
        svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" points=\"{string.Join(' ', points)}\"/>");
    }

    private static List<CampaignSample> Smooth(IReadOnlyList<CampaignSample> samples) =>
    [
        .. samples.Chunk(Smoothing).Select(chunk => chunk[chunk.Length / 2] with
        {
            ListMilliseconds = Median(chunk.Select(sample => sample.ListMilliseconds)),
            BuildMilliseconds = Median(chunk.Select(sample => sample.BuildMilliseconds)),
        }),
    ];

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
