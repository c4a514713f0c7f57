using System.Globalization;

namespace ImageGuard.EngineTests.Housekeeping.Campaigns;

/// <summary>How long a campaign lasts and how hard it is. The usual run is short; <c>bash tests/long.sh</c> runs the full form.</summary>
internal sealed record CampaignPlan(TimeSpan Duration, int FirstImages, int ImagesASecond, ImageBudget Budget)
{
    /// <summary>Every how many images one is built; the others are imported, which is the cheapest way to fill an engine.</summary>
    public const int Build = 10;

    public static TimeSpan LookInterval { get; } = TimeSpan.FromSeconds(2);

    /// <summary>What the environment asks for: 600 seconds bring an engine without housekeeping from 50 to 3,000 images.</summary>
    public static CampaignPlan FromEnvironment()
    {
        var isFull = int.TryParse(Environment.GetEnvironmentVariable("IMAGEGUARD_CAMPAIGN_SECONDS"), CultureInfo.InvariantCulture, out var seconds);
        var budget = new ImageBudget
        {
            MaxImages = isFull ? 400 : 70,
            MinimumAge = TimeSpan.FromSeconds(isFull ? 30 : 4),
        };
        budget.ProtectedNames.Add("protected");
        budget.ProtectedNames.Add("base");
        return new CampaignPlan(TimeSpan.FromSeconds(isFull ? seconds : 15), FirstImages: 50, ImagesASecond: 5, budget);
    }
}
