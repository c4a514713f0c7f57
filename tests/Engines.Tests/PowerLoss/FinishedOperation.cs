using Docker.DotNet.Models;

namespace ImageGuard.Engines.Tests.PowerLoss;

/// <summary>An operation by plain Docker.DotNet. The power is cut when the engine has reported its success.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PrepareAsync">What is on the disk before it begins.</param>
/// <param name="RunAsync">The operation; also how somebody repeats it who sees the damage and knows no better.</param>
/// <param name="LeavesImage">Whether its image is there afterwards; else it is not to be.</param>
/// <param name="Path">Where its image has the files.</param>
internal sealed record FinishedOperation(
    string Name,
    Func<Scene, Task> PrepareAsync,
    Func<Scene, Task> RunAsync,
    bool LeavesImage = true,
    string Path = Scene.Folder)
{
    /// <summary>The operations that engine-facts, H4 tells of.</summary>
    public static IReadOnlyList<FinishedOperation> All { get; } =
    [
        new("load", scene => Nothing, LoadAsync),
        new("pull", OfferAsync, PullAsync),
        new("build", scene => scene.Client.LoadNewAsync(scene.Base), BuildAsync),
        new("commit", FillContainerAsync, CommitAsync, Path: "copies"),
        new("tag", async scene => await scene.Client.LoadAsync(scene.NewImage().ToArchive(scene.Base)), TagAsync),
        new("remove", LoadAsync, scene => scene.Client.RemoveImageAsync(scene.Image), LeavesImage: false),
    ];

    private static Task Nothing => Task.CompletedTask;

    private static Task LoadAsync(Scene scene) => scene.Client.LoadAsync(scene.Archive);

    private static Task OfferAsync(Scene scene)
    {
        scene.Image = scene.Registry.Add(scene.NewImage());
        return Nothing;
    }

    private static Task PullAsync(Scene scene) =>
        scene.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = scene.Image }, authConfig: null, new ThrowOnError());

    private static Task BuildAsync(Scene scene) => scene.Client.BuildAsync(
        $"FROM {scene.Base}\nCOPY {Scene.Folder} /{Scene.Folder}\nENV built=yes\n",
        scene.Image,
        scene.Files.Contents.Select(file => (file.Key, file.Value)));

    private static async Task FillContainerAsync(Scene scene)
    {
        await scene.Client.LoadAsync(scene.NewImage().ToArchive(scene.Base));
        scene.Container = await scene.Client.RunToEndAsync(scene.Base, "/bin/busybox", "cp", "-r", $"/{Scene.Folder}", "/copies");
    }

    private static async Task CommitAsync(Scene scene)
    {
        var parts = scene.Image.Split(':');
        await scene.Client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters
        {
            ContainerID = scene.Container,
            RepositoryName = parts[0],
            Tag = parts[1],
            Config = new Config(),
        });
    }

    private static Task TagAsync(Scene scene)
    {
        var parts = scene.Image.Split(':');
        return scene.Client.Images.TagImageAsync(scene.Base, new ImageTagParameters { RepositoryName = parts[0], Tag = parts[1] });
    }
}
