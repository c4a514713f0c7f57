using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines;

/// <summary>What the guard has to know of an engine once.</summary>
/// <param name="Key">The same for every client that talks to this engine, whatever way it takes.</param>
/// <param name="ChecksChildren">
/// Whether it refuses to remove an image by ID while others are made from it. Docker's classic store does; its containerd store and
/// Podman do not.
/// </param>
/// <param name="ClockAhead">How far its clock is ahead of this machine's.</param>
/// <param name="Storage">Where it keeps its images.</param>
internal sealed record EngineIdentity(string Key, bool ChecksChildren, TimeSpan ClockAhead, EngineStorage Storage)
{
    /// <summary>
    /// Whether a save reads the files that containers see, and checks each of them. Docker's classic store does; a containerd store sends
    /// what it has received.
    /// </summary>
    public bool SaveReadsFiles => ChecksChildren;

    /// <summary>Asks the engine who it is.</summary>
    public static async Task<EngineIdentity> ReadAsync(ISystemOperations system, string? configuredKey, CancellationToken cancellationToken)
    {
        var first = await system.GetSystemInfoAsync(cancellationToken).ConfigureAwait(false);
        var asked = DateTimeOffset.UtcNow;
        var second = await system.GetSystemInfoAsync(cancellationToken).ConfigureAwait(false);

        // Podman makes up a new ID for every answer.
        var isStable = !string.IsNullOrEmpty(first.ID) && first.ID == second.ID;
        var key = configuredKey ?? (isStable ? first.ID : $"{first.Name}:{first.DockerRootDir}");
        var storage = EngineStorage.Of(second);
        return new EngineIdentity(key, isStable && !storage.UsesContainerd, ClockAheadOf(second, asked), storage);
    }

    /// <summary>Zero where its time lies between question and answer: then it may well be the same clock.</summary>
    private static TimeSpan ClockAheadOf(SystemInfoResponse info, DateTimeOffset asked)
    {
        var answered = DateTimeOffset.UtcNow;
        return !DateTimeOffset.TryParse(info.SystemTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            || (asked <= time && time <= answered)
                ? TimeSpan.Zero
                : time - (asked + ((answered - asked) / 2));
    }
}
