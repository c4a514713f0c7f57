using System.Globalization;

namespace ImageGuard.Tool.Commands;

/// <summary>A line that tells how far a long run is, and goes when it ends. Short runs show nothing.</summary>
internal sealed class LintProgress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rate = TimeSpan.FromMilliseconds(200);

    private readonly Timer? _timer;
    private readonly object _sync = new();
    private int _count;
    private string _current = "";
    private bool _hasEnded;
    private bool _hasShown;

    /// <param name="isShown">Whether there is a terminal to show it in.</param>
    public LintProgress(bool isShown) => _timer = isShown ? new Timer(_ => Show(), null, Patience, Rate) : null;

    /// <summary>Counts a file.</summary>
    public void Looked(string path)
    {
        Interlocked.Increment(ref _count);
        _current = path;
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_sync)
        {
            _hasEnded = true;
            if (_hasShown)
            {
                Console.Error.Write("\r\u001b[K");
            }
        }
    }

    private void Show()
    {
        lock (_sync)
        {
            if (!_hasEnded)
            {
                _hasShown = true;
                var path = _current.Length > 60 ? "…" + _current[^59..] : _current;
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{_count} files, {path}"));
            }
        }
    }
}
