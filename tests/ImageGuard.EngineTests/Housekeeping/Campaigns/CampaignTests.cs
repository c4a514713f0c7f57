using System.Globalization;
using Xunit.Abstractions;

namespace ImageGuard.EngineTests.Housekeeping.Campaigns;

/// <summary>
/// An engine that is filled with images all the time stays within its budget, and as fast as it was (S3). Beside it, another one is filled
/// without housekeeping, so that whatever else the machine does meets both.
/// </summary>
[Collection(HousekeepingEngine.Name)]
public sealed class CampaignTests(ITestOutputHelper output)
{
    /// <summary>Images that come between two looks, and while images go.</summary>
    private const double Overshoot = 1.2;

    [Fact]
    public async Task An_engine_under_load_stays_within_its_budget()
    {
        var plan = CampaignPlan.FromEnvironment();
        var (with, without) = (new Campaign(plan, hasHousekeeping: true), new Campaign(plan, hasHousekeeping: false));

        await Task.WhenAll(with.RunAsync(), without.RunAsync());

        output.WriteLine($"with housekeeping: {Describe(with)}");
        output.WriteLine($"without: {Describe(without)}");
        if (Environment.GetEnvironmentVariable("IMAGEGUARD_CAMPAIGN_PICTURE") is { Length: > 0 } picture)
        {
            await File.WriteAllTextAsync(picture, CampaignPicture.Draw(with.Samples, without.Samples, plan.Budget.MaxImages!.Value));
        }

        Assert.Empty(with.Lost);
        Assert.All(with.Samples, sample => Assert.InRange(sample.Images, 1, plan.Budget.MaxImages!.Value * Overshoot));
        Assert.True(without.Samples[^1].Images > plan.Budget.MaxImages * Overshoot, "The load was too small to tell.");
    }

    private static string Describe(Campaign campaign)
    {
        var samples = campaign.Samples;
        var tenth = Math.Max(1, samples.Count / 10);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {samples.Count} samples, {samples[0].Images} to {samples[^1].Images} images, at most {samples.Max(sample => sample.Images)};
            median of the first and the last tenth: list {Median(samples.Take(tenth), List):0} and {Median(samples.TakeLast(tenth), List):0} ms,
            build {Median(samples.Take(tenth), Build):0} and {Median(samples.TakeLast(tenth), Build):0} ms
            """);
    }

    private static double List(CampaignSample sample) => sample.ListMilliseconds;

    private static double Build(CampaignSample sample) => sample.BuildMilliseconds;

    private static double Median(IEnumerable<CampaignSample> samples, Func<CampaignSample, double> value)
    {
        var values = samples.Select(value).Order().ToArray();
        return values[values.Length / 2];
    }
}
