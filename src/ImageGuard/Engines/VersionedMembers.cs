using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.Engines;

/// <summary>
/// Reads members that Docker.DotNet 3.125 and Docker.DotNet.Enhanced 4.3 declare with different types, so that no compiled call fits both.
/// </summary>
internal static class VersionedMembers
{
    private const long NanosecondsPerTick = 100;

    /// <summary>When the image last got a name; null where it never had one.</summary>
    public static DateTimeOffset? LastTagged(ImageInspectResponse image) =>
        Read(image, "Metadata", "LastTagTime") is DateTime time && time > DateTime.UnixEpoch
            ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero)
            : null;

    /// <summary>What the container's maker wrote for its image.</summary>
    public static string? ImageGivenTo(ContainerInspectResponse container) => Read(container, "Config", "Image") as string;

    /// <summary>Where the client reaches its engine; null where it does not tell.</summary>
    public static Uri? EndpointOf(IDockerClient client) =>
        (Read(client, "Configuration", "EndpointBaseUri") ?? Read(client, "Options", "Endpoint")) as Uri;

    /// <summary>When it happened, by the engine's clock.</summary>
    public static DateTimeOffset TimeOf(Message message)
    {
        var nanoseconds = Convert.ToInt64(Read(message, nameof(Message.TimeNano)) ?? 0L, CultureInfo.InvariantCulture);
        return DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2075", Justification = "The client's own serializer fills these members by reflection: who keeps what that needs keeps them.")]
    private static object? Read(object? from, params ReadOnlySpan<string> path)
    {
        var value = from;
        foreach (var member in path)
        {
            value = value?.GetType().GetProperty(member)?.GetValue(value);
        }

        return value;
    }
}
