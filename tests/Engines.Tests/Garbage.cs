namespace ImageGuard.Engines.Tests;

/// <summary>What is no archive, yet long enough to be taken for one.</summary>
internal static class Garbage
{
    public static byte[] Bytes { get; } = [.. Enumerable.Repeat((byte)'x', 4096)];
}
