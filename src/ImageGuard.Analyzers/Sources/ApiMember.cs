using ImageGuard.Model;

namespace ImageGuard.Analyzers.Sources;

/// <summary>A method of a library, and what calling it does to images.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Kind">The operation, or null where it touches no image of the engine.</param>
internal sealed record ApiMember(string Name, ImageOperationKind? Kind)
{
    /// <summary>A parameter that only some overloads have: the row is for those alone.</summary>
    public string? WhenParameter { get; init; }

    /// <summary>Where a call names its images.</summary>
    public ImageSource[] Images { get; init; } = [];

    /// <summary>The parameter that receives the messages in which the engine reports a failure, or null.</summary>
    public string? Progress { get; init; }

    /// <summary>Whether the task ends before the operation does, with a stream that tells the rest.</summary>
    public bool AnswersWithStream { get; init; }
}

/// <summary>Where a call names one image, or several.</summary>
/// <param name="Argument">The parameter that holds the reference, or null where the settings object does.</param>
/// <param name="Setting">The settings object's property with the repository, the whole reference or a list of them.</param>
/// <param name="TagSetting">The settings object's property with the tag, where it stands apart.</param>
internal sealed record ImageSource(string? Argument = null, string? Setting = null, string? TagSetting = null)
{
    /// <summary>The parameter that holds the settings object, by the custom of Docker.DotNet.</summary>
    public const string SettingsParameter = "parameters";
}
