using System.Globalization;
using ImageGuard.Engines;
using Xunit.Abstractions;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>
/// What the guard reports done survives power cuts, and what it had not reported is done, undone or told (S2, S7). The usual run cuts a few
/// times; <c>bash tests/long.sh cuts</c> a hundred times in each way. The seed of a run that failed repeats it: <c>IMAGEGUARD_CUT_SEED</c>.
/// </summary>
public sealed class CutTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(EngineKind.DockerClassic, CutVariant.Default, 4)]
    [InlineData(EngineKind.DockerClassic, CutVariant.Background, 2)]
    [InlineData(EngineKind.DockerClassic, CutVariant.ClosedDataRoot, 2)]
    [InlineData(EngineKind.DockerContainerd, CutVariant.Default, 2)]
    [InlineData(EngineKind.DockerContainerd, CutVariant.Background, 1)]
    [InlineData(EngineKind.DockerContainerd, CutVariant.ClosedDataRoot, 1)]
    public async Task What_is_reported_done_survives(EngineKind kind, CutVariant variant, int cuts)
    {
        cuts = FromEnvironment("IMAGEGUARD_CUTS") ?? cuts;
        var seed = FromEnvironment("IMAGEGUARD_CUT_SEED") ?? Random.Shared.Next();
        output.WriteLine($"{kind}, {variant}, {cuts} cuts, seed {seed}");
        var campaign = new CutCampaign(kind, variant, seed, output.WriteLine);

        await campaign.RunAsync(cuts);

        output.WriteLine(
            $"| {kind} | {variant} | {cuts} | {campaign.Done} | {campaign.Verified} | {campaign.CutOff} | {campaign.Finished} | {campaign.ReportedLost} | {campaign.Exceptions.Count} |");
        Assert.Empty(campaign.Exceptions);
    }

    private static int? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
