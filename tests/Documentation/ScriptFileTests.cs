using System.Text.RegularExpressions;
using ImageGuard.Scripts.Formats;

namespace ImageGuard.Documentation.Tests;

/// <summary>The build hands the same files to the analyzer as the tool reads: the package's targets name what the formats name.</summary>
public sealed partial class ScriptFileTests
{
    private static readonly string Targets = Repository.Read("nuget/ImageGuard.Analyzers/build/ImageGuard.Analyzers.targets");

    /// <summary>Of projects only those without a language: the others are built, and hand themselves to the analyzer.</summary>
    [Fact]
    public void The_targets_take_the_endings_that_the_formats_read() => Assert.Equal(
        ScriptFormats.All.SelectMany(format => format.Files.Endings).Select(ending => ending == "proj" ? ".proj" : ending).Order(StringComparer.Ordinal),
        Ending().Matches(Targets).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void The_targets_take_the_names_that_the_formats_read() => Assert.Equal(
        ScriptFormats.All.SelectMany(format => format.Files.Names).Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal),
        Name().Matches(Targets).Select(match => match.Groups[1].Value.ToLowerInvariant()).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"'%\(Extension\)' == '(\.\w+)'")]
    private static partial Regex Ending();

    [GeneratedRegex(@"WithMetadataValue\('Filename', '(\w+)'\)")]
    private static partial Regex Name();
}
