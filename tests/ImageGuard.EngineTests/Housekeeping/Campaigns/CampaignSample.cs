namespace ImageGuard.EngineTests.Housekeeping.Campaigns;

/// <summary>What was measured at one moment.</summary>
/// <param name="Seconds">Since the campaign began.</param>
/// <param name="Images">How many images there were.</param>
/// <param name="ListMilliseconds">How long a list of all images took.</param>
/// <param name="BuildMilliseconds">How long the last build took.</param>
internal sealed record CampaignSample(double Seconds, long Images, double ListMilliseconds, double BuildMilliseconds);
