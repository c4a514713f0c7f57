using ImageGuard.Engines;

namespace ImageGuard.Housekeeping;

/// <summary>The steps by which images were made, each image asked for once: every unnamed one is compared with the same others.</summary>
internal sealed class ImageMaking(Engine engine)
{
    private readonly Dictionary<string, BuildSteps> _steps = [];

    public async Task<BuildSteps> StepsOfAsync(ImageFacts image, CancellationToken cancellationToken)
    {
        if (!_steps.TryGetValue(image.Id, out var steps))
        {
            steps = new BuildSteps(await engine.StepsOfAsync(image.Id, cancellationToken).ConfigureAwait(false));
            _steps.Add(image.Id, steps);
        }

        return steps;
    }
}
