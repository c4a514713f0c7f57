using ImageGuard.Engines;
using ImageGuard.Failures;
using ImageGuard.Locks;
using ImageGuard.Model;
using ImageGuard.Verification;

namespace ImageGuard.Operations;

/// <summary>Verifies the content of an image, held like one that is saved.</summary>
internal sealed class VerifyOperation(string image, bool quick, IProgress<ImageProgress>? progress)
    : GuardedOperation<ImageVerification>(ImageOperationKind.Save)
{
    private ImageVerification? _verification;

    public override IReadOnlyList<string> Images => [image];

    /// <summary>It changes no image.</summary>
    public override Settlement? Settlement => null;

    public override async ValueTask<ImageFootprint> PlanAsync(Engine engine, CancellationToken cancellationToken) =>
        new(Kind) { Images = ImageNames.KeysOf(await FindAsync(engine, cancellationToken).ConfigureAwait(false)) };

    public override async Task CallAsync(Engine engine, CancellationToken cancellationToken)
    {
        var description = await FindAsync(engine, cancellationToken).ConfigureAwait(false);
        _verification = await new ContentVerifier(engine, progress).VerifyAsync(description, quick, cancellationToken).ConfigureAwait(false);
    }

    public override Task<ImageVerification> CheckAsync(Engine engine) => Task.FromResult(_verification!);

    private async Task<ImageDescription> FindAsync(Engine engine, CancellationToken cancellationToken) =>
        await engine.FindEvenDamagedAsync(image, cancellationToken).ConfigureAwait(false)
            ?? throw FailureFactory.Create(Failure(FailureKind.NotFound));
}
