using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>Receives what a walk through a script finds. The same may be found more than once.</summary>
internal interface IShellFindings
{
    /// <summary>An operation on images.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isElsewhere">Whether another host performs it.</param>
    void Operation(ImageOperation operation, bool isElsewhere);

    /// <summary>The removal of a container.</summary>
    void ContainerRemoval(ContainerRemoval removal, bool isElsewhere);

    /// <summary>The later operation can start while the earlier one runs, and they break a rule together.</summary>
    void Overlap(Rule rule, Flight earlier, ImageOperation later);

    /// <summary>Nobody waits for an operation.</summary>
    void NotAwaited(Flight flight, string reason, SourceSpan? use);

    /// <summary>Something else that is wrong.</summary>
    void Add(Finding finding, SourceSpan? related);
}
