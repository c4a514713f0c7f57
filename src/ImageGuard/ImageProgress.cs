using ImageGuard.Model;

namespace ImageGuard;

/// <summary>How far an operation has come.</summary>
/// <param name="Operation">What is being done.</param>
/// <param name="Phase">The engine's or the guard's word for the phase: <c>Downloading</c>, <c>Saving</c>, <c>Step 2/5 : RUN make</c>.</param>
/// <param name="Layer">The layer that it is about, or null.</param>
/// <param name="Bytes">How many bytes of the phase are done, or null where bytes are not counted.</param>
/// <param name="Total">How many bytes there are in all, or null where that is not known.</param>
public readonly record struct ImageProgress(ImageOperationKind Operation, string Phase, string? Layer, long? Bytes, long? Total);
