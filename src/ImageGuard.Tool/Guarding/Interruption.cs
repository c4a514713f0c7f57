using System.Runtime.InteropServices;

namespace ImageGuard.Tool.Guarding;

/// <summary>
/// Ctrl-C and the request to end. The first cancels, and the operation finds out what the engine has done; the second gives up on that.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
        [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];

    /// <summary>Whether the user has asked to end.</summary>
    public bool IsRequested => _first.IsCancellationRequested;

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _first.Token;

    /// <summary>Ends with the second signal.</summary>
    public Task Insisted => _second.Task;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _first.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (IsRequested)
        {
            _second.TrySetResult();
        }
        else
        {
            _first.Cancel();
        }
    }
}
