using System.Text.RegularExpressions;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>The values that the variable of a loop has in turn: not known, but another one in each iteration.</summary>
internal static class LoopValue
{
    private static readonly Regex Iteration = new(@"@(\d+)\.\d+;", RegexOptions.CultureInvariant);

    /// <summary>The identity of a value.</summary>
    /// <param name="run">Tells a run of a loop from all others.</param>
    /// <param name="iteration">The iteration.</param>
    public static string Identity(int run, int iteration) => $"@{run}.{iteration};";

    /// <summary>Whether all that two operations name differs by the iteration of one loop alone: they work on different images.</summary>
    public static bool KeepsApart(ImageOperation first, ImageOperation second) =>
        first.Images.Count > 0 && second.Images.Count > 0 && first.Images.All(image => second.Images.All(other => Differ(image, other)));

    private static bool Differ(ImageOperand image, ImageOperand other) =>
        image.Variable is string one && other.Variable is string two && one != two && Iteration.IsMatch(one) && Iteration.Replace(one, "@$1") == Iteration.Replace(two, "@$1");
}
