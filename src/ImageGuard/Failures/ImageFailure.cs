using System.Net;
using ImageGuard.Failures;
using ImageGuard.Model;

namespace ImageGuard;

/// <summary>What is known of a failure.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Operation">What was being done.</param>
/// <param name="Image">The image, or images, as the caller named them; null where there was no name.</param>
/// <param name="EngineMessage">The engine's own words, or null where the guard found the failure.</param>
/// <param name="StatusCode">
/// The status of the engine's answer; 200 for an error inside the progress stream; null where the guard found the failure.
/// </param>
public sealed record ImageFailure(
    FailureKind Kind,
    ImageOperationKind Operation,
    string? Image,
    string? EngineMessage = null,
    HttpStatusCode? StatusCode = null)
{
    /// <summary>Several images in one text, or null where there are none.</summary>
    internal static string? TextOf(IReadOnlyCollection<string> images) => images.Count == 0 ? null : string.Join(", ", images);

    /// <summary>What to do about it, in a sentence.</summary>
    public string Advice => FailureAdvice.Advice(Kind);

    /// <summary>The whole story in a few sentences: what failed and why, the engine's words, what to do.</summary>
    public override string ToString()
    {
        var image = Image is null ? "" : $" of {Image}";
        var words = EngineMessage is null ? "" : $" The engine said: \"{EngineMessage}\".";
        return $"{Operation}{image} failed: {FailureAdvice.Summary(Kind)}.{words} {Advice}";
    }
}
