using ImageGuard.Model;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Sources;

/// <summary>
/// What the members of Docker.DotNet do, as data. One table serves Docker.DotNet and Docker.DotNet.Enhanced: both name these
/// members alike, so types are matched by their metadata names and neither package is referenced.
/// </summary>
internal static class DockerDotNetApi
{
    /// <summary>The name of its file and of its namespace.</summary>
    public const string Library = "Docker.DotNet";

    public static TypeName ImageOperations { get; } = new("Docker.DotNet", "IImageOperations");

    public static TypeName Message { get; } = new("Docker.DotNet.Models", "JSONMessage");

    /// <summary>The properties of a message that tell of a failure.</summary>
    public static string[] MessageFailures { get; } = ["Error", "ErrorMessage"];

    /// <summary>The methods that make a client, in either package.</summary>
    public static MemberName[] ClientMakers { get; } =
    [
        new(new("Docker.DotNet", "DockerClientConfiguration"), "CreateClient"),
        new(new("Docker.DotNet", "DockerClientBuilder"), "Build"),
    ];

    public static ApiMember[] Members { get; } =
    [
        new("BuildImageFromDockerfileAsync", ImageOperationKind.Build)
        {
            WhenParameter = "progress",
            Images = [new(Setting: "Tags")],
            NamesByRequest = true,
            RemovesIntermediates = "Remove",
            Progress = "progress",
        },
        new("BuildImageFromDockerfileAsync", ImageOperationKind.Build)
        {
            Images = [new(Setting: "Tags")],
            NamesByRequest = true,
            RemovesIntermediates = "Remove",
            AnswersWithStream = true,
        },
        new("CommitContainerChangesAsync", ImageOperationKind.Commit) 
        {
            Images = [new(Setting: "RepositoryName", TagSetting: "Tag")],
            NamesByRequest = true,
        },
        new("CreateImageAsync", ImageOperationKind.Import)
        {
            WhenParameter = "imageStream",
            Images = [new(Setting: "Repo", TagSetting: "Tag")],
            NamesByRequest = true,
            Progress = "progress",
        },
        new("CreateImageAsync", ImageOperationKind.Pull)
        {
            Images = [new(Setting: "FromImage", TagSetting: "Tag")],
            Progress = "progress",
        },
        new("DeleteImageAsync", ImageOperationKind.Remove) { Images = [new("name")] },
        new("GetImageHistoryAsync", Kind: null),
        new("InspectImageAsync", ImageOperationKind.Inspect) { Images = [new("name")] },
        new("ListImagesAsync", ImageOperationKind.List),
        new("LoadImageAsync", ImageOperationKind.Load) { Progress = "progress" },
        new("PruneImagesAsync", ImageOperationKind.Prune),
        new("PushImageAsync", ImageOperationKind.Push) { Images = [new("name", TagSetting: "Tag")], Progress = "progress" },
        new("SaveImageAsync", ImageOperationKind.Save) { Images = [new("name")] },
        new("SaveImagesAsync", ImageOperationKind.Save) { Images = [new("names")] },
        new("SearchImagesAsync", Kind: null),
        new("TagImageAsync", ImageOperationKind.Tag) { Images = [new("name"), new(Setting: "RepositoryName", TagSetting: "Tag")] },
    ];

    /// <summary>The names without which a source has nothing of this library that matters; none where it is not there.</summary>
    public static IEnumerable<string> NamesFor(HashSet<string> libraries) => libraries.Contains(Library) ? Names : [];

    /// <summary>The same, whatever is referenced.</summary>
    public static IEnumerable<string> Names =>
        Members.Where(member => member.Kind is not null).Select(member => member.Name).Concat(ForceSettings.Select(setting => setting.Name));

    /// <summary>
    /// The properties that force a removal. <c>ImageTagParameters.Force</c>, <c>ImageBuildParameters.ForceRemove</c>,
    /// <c>ContainerRemoveParameters.Force</c> and <c>SwarmLeaveParameters.Force</c> do not remove images and are not listed.
    /// </summary>
    public static MemberName[] ForceSettings { get; } = [new(new("Docker.DotNet.Models", "ImageDeleteParameters"), "Force")];

    /// <summary>The properties that hold an image's ID, and never its name.</summary>
    public static MemberName[] IdProperties { get; } =
    [
        new(new("Docker.DotNet.Models", "ImagesListResponse"), "ID"),
        new(new("Docker.DotNet.Models", "ImagesListResponse"), "ParentID"),
        new(new("Docker.DotNet.Models", "ImageInspectResponse"), "ID"),
        new(new("Docker.DotNet.Models", "ImageHistoryResponse"), "ID"),
        new(new("Docker.DotNet.Models", "CommitContainerChangesResponse"), "ID"),
        new(new("Docker.DotNet.Models", "ContainerListResponse"), "ImageID"),
        new(new("Docker.DotNet.Models", "ContainerInspectResponse"), "Image"),
    ];

    /// <summary>The properties that hold an image's names.</summary>
    public static MemberName[] NameProperties { get; } =
    [
        new(new("Docker.DotNet.Models", "ImagesListResponse"), "RepoTags"),
        new(new("Docker.DotNet.Models", "ImagesListResponse"), "RepoDigests"),
        new(new("Docker.DotNet.Models", "ImageInspectResponse"), "RepoTags"),
        new(new("Docker.DotNet.Models", "ImageInspectResponse"), "RepoDigests"),
        new(new("Docker.DotNet.Models", "ImageHistoryResponse"), "Tags"),
    ];
}
