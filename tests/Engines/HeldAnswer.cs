using System.Text;

namespace ImageGuard.Engines;

/// <summary>An answer that a <see cref="SocketRelay"/> keeps.</summary>
public sealed class HeldAnswer
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _request;
    private int _pieces;

    internal HeldAnswer(string request, int pieces)
    {
        _request = Encoding.ASCII.GetBytes(request);
        _pieces = pieces;
    }

    /// <summary>Ends when the request is passed on to the server.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Ends when the server has given the piece that is kept.</summary>
    public Task Given => _given.Task;

    internal bool HearRequest(ReadOnlySpan<byte> piece)
    {
        var isIt = piece.IndexOf(_request) >= 0;
        if (isIt)
        {
            _asked.TrySetResult();
        }

        return isIt;
    }

    internal bool HearAnswer()
    {
        if (_pieces-- > 0)
        {
            return false;
        }

        _given.TrySetResult();
        return true;
    }
}
