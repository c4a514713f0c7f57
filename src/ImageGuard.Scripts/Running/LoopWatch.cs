using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>Watches for operations that break a rule by being repeated (S3, S10).</summary>
internal sealed class LoopWatch(IShellFindings findings)
{
    private readonly List<ImageOperation> _piled = [];

    /// <summary>The loops that have changed which images there are: what they list afterwards is not what it was before them.</summary>
    private readonly HashSet<LoopFrame> _changing = [];
    private bool _removes;

    /// <param name="operation">What is done.</param>
    /// <param name="loops">The loops that it stands in, the innermost first.</param>
    public void Performed(ImageOperation operation, IEnumerable<LoopFrame> loops)
    {
        _removes |= operation.Kind is ImageOperationKind.Remove or ImageOperationKind.Prune;
        if (loops.FirstOrDefault() is not { } loop)
        {
            return;
        }

        if (OverlapTable.ModeOf(operation.Kind) != OverlapMode.None)
        {
            _changing.Add(loop);
        }

        if (operation.Kind == ImageOperationKind.List && loop != LoopFrame.Outside && !loops.Any(around => around.IsPaced) && !_changing.Contains(loop))
        {
            findings.Add(new Finding(Rules.ListedInLoop, operation.Span, operation.Text), related: null);
        }
        else if (operation.IsNewEachTime && loop.NeverEnds)
        {
            _piled.Add(operation);
        }
    }

    public void End()
    {
        foreach (var operation in _piled.Where(_ => !_removes))
        {
            findings.Add(new Finding(Rules.PiledUp, operation.Span, operation.Text), related: null);
        }

        _piled.Clear();
    }
}
