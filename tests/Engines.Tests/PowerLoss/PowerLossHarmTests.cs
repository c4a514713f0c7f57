using System.Globalization;
using Xunit.Abstractions;

namespace ImageGuard.Engines.Tests.PowerLoss;

/// <summary>
/// What a power cut leaves of operations that the engine has reported as done (S2, S7; engine-facts, H4). In short form load and remove, cut
/// at once; <c>IMAGEGUARD_HARM_SECONDS</c>, such as <c>0 6 36</c>, tells when to cut all operations.
/// </summary>
public sealed class PowerLossHarmTests(ITestOutputHelper output)
{
    private static readonly string[] InShort = ["load", "remove"];

    [Theory]
    [InlineData(EngineKind.DockerClassic)]
    [InlineData(EngineKind.DockerContainerd)]
    public async Task What_was_reported_done_is_lost_in_a_power_cut(EngineKind kind)
    {
        var seconds = Environment.GetEnvironmentVariable("IMAGEGUARD_HARM_SECONDS")?.Split(' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        output.WriteLine("| operation | cut after | the image | its files | repeated | removed, repeated |");
        output.WriteLine("|---|---:|---|---|---|---|");
        var aftermaths = new List<Aftermath>();
        foreach (var operation in FinishedOperation.All.Where(operation => seconds is not null || InShort.Contains(operation.Name)))
        {
            foreach (var delay in seconds ?? [0])
            {
                var aftermath = await Aftermath.SeeAsync(operation, kind, TimeSpan.FromSeconds(delay));
                output.WriteLine($"| {operation.Name} | {delay} s | {aftermath} |");
                aftermaths.Add(aftermath);
            }
        }

        var load = aftermaths[0];
        Assert.False(load.IsRight, "The loaded image has survived.");
        Assert.False(load.IsRightWhenRepeated, "A load over the damage has repaired it.");
        Assert.True(load.IsRightWhenRemovedAndRepeated, "A removal and a load have not repaired it.");
        if (kind == EngineKind.DockerClassic)
        {
            Assert.False(aftermaths.First(aftermath => aftermath.Operation.Name == "remove").IsRight, "The removal has survived.");
        }
    }
}
