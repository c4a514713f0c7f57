using System.CommandLine;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary>What several guarded commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Whether progress is shown.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Show no progress." };

    /// <summary>The platform of an image.</summary>
    public static Option<string?> Platform { get; } = new("--platform") { Description = "The platform: linux/arm64.", HelpName = "platform" };

    /// <summary>Dockerfile instructions that a new image gets.</summary>
    public static Option<string[]> Change { get; } = new("--change", "-c")
    {
        Description = "A Dockerfile instruction to apply. May be repeated.",
        HelpName = "instruction",
        DefaultValueFactory = _ => [],
    };

    /// <summary>What is piped in.</summary>
    /// <param name="instead">What to name where nothing is.</param>
    /// <exception cref="IOException">The standard input is a terminal.</exception>
    public static Stream StandardInput(string instead) =>
        Console.IsInputRedirected ? Console.OpenStandardInput() : throw new IOException($"Nothing is piped in. Name the archive with {instead}.");

    /// <summary>What a new image is called, which is required: an image without a name is lost.</summary>
    public static Argument<string> NewImage() => new("image") { Description = "The new image's name; without a tag it is latest." };
}
