using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Engines;

namespace ImageGuard.PowerCuts;

/// <summary>What a container sees of the files that its image was made of.</summary>
/// <param name="Good">How many have their content.</param>
/// <param name="Empty">How many have lost it.</param>
/// <param name="Wrong">How many have another.</param>
/// <param name="Missing">How many are not there.</param>
/// <param name="Refusal">Why the engine made no container of the image; null where it made one.</param>
public sealed record FileCensus(int Good, int Empty, int Wrong, int Missing, string? Refusal = null)
{
    private static readonly Dictionary<string, string> Labels = new() { ["imageguard.census"] = "" };

    /// <summary>Whether all files are as they were.</summary>
    public bool IsWhole => this is { Good: > 0, Empty: 0, Wrong: 0, Missing: 0 };

    /// <summary>Makes a container of the image, exports its files and counts. Of what the image's layers say nothing is asked of the engine.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="image">Name or ID.</param>
    /// <param name="expected">The files that the image was made of.</param>
    public static async Task<FileCensus> TakeAsync(IDockerClient client, string image, IReadOnlyDictionary<string, byte[]> expected)
    {
        string container;
        try
        {
            var parameters = new CreateContainerParameters { Image = image, Cmd = ["x"], Labels = Labels };
            container = (await client.Containers.CreateContainerAsync(parameters)).ID;
        }
        catch (DockerApiException refusal)
        {
            return new FileCensus(Good: 0, Empty: 0, Wrong: 0, Missing: expected.Count, refusal.ResponseBody);
        }

        try
        {
            await using var export = await client.Containers.ExportContainerAsync(container, CancellationToken.None);
            return Count(await ReadAsync(export), expected);
        }
        finally
        {
            await client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters());
        }
    }

    /// <summary>Removes the containers of former counts that a power cut has brought back.</summary>
    public static async Task RemoveContainersAsync(IDockerClient client)
    {
        foreach (var container in await client.Containers.ListContainersAsync(new ContainersListParameters { All = true }))
        {
            if (container.Labels?.ContainsKey(Labels.Keys.Single()) == true)
            {
                await client.RemoveContainerAsync(container.ID);
            }
        }
    }

    /// <summary>Reads the regular files of an archive.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(Stream archive)
    {
        var files = new Dictionary<string, byte[]>();
        await using var reader = new TarReader(new BufferedStream(archive)); // Docker.DotNet's stream does not bear being asked for nothing.
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                var content = new MemoryStream();
                await (entry.DataStream ?? Stream.Null).CopyToAsync(content);
                files[entry.Name.TrimStart('.', '/')] = content.ToArray();
            }
        }

        return files;
    }

    /// <summary>In words: <c>150 good, 112 empty, 38 wrong</c>.</summary>
    public override string ToString()
    {
        (int Count, string Word)[] parts = [(Good, "good"), (Empty, "empty"), (Wrong, "wrong"), (Missing, "missing")];
        return string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Word}"));
    }

    private static FileCensus Count(IReadOnlyDictionary<string, byte[]> actual, IReadOnlyDictionary<string, byte[]> expected)
    {
        int good = 0, empty = 0, wrong = 0, missing = 0;
        foreach (var (path, content) in expected)
        {
            _ = !actual.TryGetValue(path, out var found) ? missing++
                : found.AsSpan().SequenceEqual(content) ? good++
                : found.Length == 0 ? empty++
                : wrong++;
        }

        return new FileCensus(good, empty, wrong, missing);
    }
}
