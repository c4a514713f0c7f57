using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>What a script makes of a command's failure.</summary>
internal enum Fate
{
    /// <summary>Nothing: the next command runs all the same, unless the shell stops at failures.</summary>
    Open,

    /// <summary>It goes another way.</summary>
    Tested,

    /// <summary>A pipe hides it.</summary>
    Piped,

    /// <summary>It is thrown away on purpose: <c>|| true</c>.</summary>
    Ignored,
}

/// <summary>
/// Watches for operations whose failure goes unseen though the script goes on with their result (S2, S7). A pull that may fail is how caches
/// are warmed up, and says nothing.
/// </summary>
internal sealed class FailureWatch(IShellFindings findings)
{
    private readonly List<ImageOperation> _ignored = [];
    private readonly List<(ImageOperation Operation, bool IsPiped)> _unread = [];

    public void Performed(ImageOperation operation, Fate fate)
    {
        switch (operation.Kind)
        {
            case ImageOperationKind.List or ImageOperationKind.Inspect:
                Looked();
                break;
            case ImageOperationKind.Push or ImageOperationKind.Save:
                Used(operation);
                break;
            case ImageOperationKind.Load or ImageOperationKind.Build or ImageOperationKind.Import or ImageOperationKind.Commit when fate == Fate.Ignored:
                _ignored.Add(operation);
                break;
            case ImageOperationKind.Build or ImageOperationKind.Import or ImageOperationKind.Commit when fate is Fate.Open or Fate.Piped:
                _unread.Add((operation, fate == Fate.Piped));
                break;
        }
    }

    /// <summary>Somebody asks whether a command has succeeded.</summary>
    public void StatusRead() => _unread.Clear();

    public void End()
    {
        foreach (var operation in _ignored)
        {
            Report(operation, "the script goes on whether it has succeeded or not", use: null);
        }

        _ignored.Clear();
        _unread.Clear();
    }

    /// <summary>Somebody looks whether the image is there.</summary>
    private void Looked()
    {
        _ignored.Clear();
        _unread.Clear();
    }

    private void Used(ImageOperation use)
    {
        foreach (var (operation, isPiped) in _unread.Where(entry => entry.Operation.Images.Any(image => use.Images.Any(image.IsSurelySameAs))).ToArray())
        {
            Report(operation, isPiped ? $"the pipe hides its exit code, and '{use.Text}' goes on" : $"nothing reads its exit code, and '{use.Text}' goes on", use.Span);
        }

        _unread.RemoveAll(entry => entry.Operation.Images.Any(image => use.Images.Any(image.IsSurelySameAs)));
    }

    private void Report(ImageOperation operation, string reason, SourceSpan? use) =>
        findings.Add(new Finding(Rules.IgnoredFailure, operation.Span, operation.Text, reason), use);
}
