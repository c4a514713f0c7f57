using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.PowerCuts;

namespace ImageGuard.Engines.Tests.PowerLoss;

/// <summary>What is left of an operation after a power cut.</summary>
/// <param name="Operation">The operation, which had ended with success.</param>
/// <param name="State">What there is of its image, in words.</param>
/// <param name="Files">The image's files, if there is an image and it is to be there.</param>
/// <param name="Repeated">The same when the operation was simply done once more; null where the files were whole or it failed.</param>
/// <param name="RemovedAndRepeated">The same when the image was removed before.</param>
internal sealed record Aftermath(
    FinishedOperation Operation, string State, FileCensus? Files, FileCensus? Repeated, FileCensus? RemovedAndRepeated)
{
    private const string Listed = "listed";
    private const string Gone = "gone";

    /// <summary>Whether all is as the engine said.</summary>
    public bool IsRight => Operation.LeavesImage ? State == Listed && Files!.IsWhole : State == Gone;

    public bool IsRightWhenRepeated => Repeated?.IsWhole ?? false;

    public bool IsRightWhenRemovedAndRepeated => RemovedAndRepeated?.IsWhole ?? false;

    /// <summary>Runs the operation on a machine, cuts its power and looks.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="kind">The kind of the machine's engine.</param>
    /// <param name="delay">The time from the engine's success to the cut.</param>
    public static async Task<Aftermath> SeeAsync(FinishedOperation operation, EngineKind kind, TimeSpan delay)
    {
        await using var machine = await PowerCutMachine.StartAsync(kind);
        await using var registry = new LoopbackRegistry();
        var scene = new Scene(() => machine.Client, registry);
        await operation.PrepareAsync(scene);
        await machine.SyncAsync();

        await operation.RunAsync(scene);
        await Task.Delay(delay);
        await machine.CutAsync();

        await machine.BootAsync();
        return await LookAsync(operation, scene);
    }

    public override string ToString() => $"{State} | {Files} | {Repeated} | {RemovedAndRepeated}";

    private static async Task<Aftermath> LookAsync(FinishedOperation operation, Scene scene)
    {
        var image = await FindAsync(scene);
        var state = image is null ? Gone : image.RepoTags?.Contains(scene.Image) == true ? Listed : "listed without its name";
        if (image is null || !operation.LeavesImage)
        {
            return new Aftermath(operation, state, Files: null, Repeated: null, RemovedAndRepeated: null);
        }

        var files = await CountAsync(operation, scene, image.ID);
        if (files.IsWhole)
        {
            return new Aftermath(operation, state, files, Repeated: null, RemovedAndRepeated: null);
        }

        var repeated = await RepeatAsync(operation, scene);
        await scene.Client.RemoveImageAsync((await FindAsync(scene))!.ID);
        return new Aftermath(operation, state, files, repeated, await RepeatAsync(operation, scene));
    }

    /// <summary>
    /// Finds the image in the list, by its name or, where it has lost it, as the one without: the engine cannot inspect it if its layer is
    /// too damaged.
    /// </summary>
    private static async Task<ImagesListResponse?> FindAsync(Scene scene)
    {
        var images = await scene.Client.Images.ListImagesAsync(new ImagesListParameters());
        return images.FirstOrDefault(image => image.RepoTags?.Contains(scene.Image) == true)
            ?? images.FirstOrDefault(image => image.RepoTags?.All(name => name == "<none>:<none>") != false);
    }

    private static async Task<FileCensus?> RepeatAsync(FinishedOperation operation, Scene scene)
    {
        try
        {
            await operation.RunAsync(scene);
        }
        catch (DockerApiException)
        {
            return null;
        }

        return await CountAsync(operation, scene, scene.Image);
    }

    private static Task<FileCensus> CountAsync(FinishedOperation operation, Scene scene, string image)
    {
        var expected = scene.Files.Contents.ToDictionary(
            file => file.Key.Replace(Scene.Folder + "/", operation.Path + "/", StringComparison.Ordinal), file => file.Value);
        return FileCensus.TakeAsync(scene.Client, image, expected);
    }
}
