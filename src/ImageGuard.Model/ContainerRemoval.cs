namespace ImageGuard.Model;

/// <summary>
/// The removal of a container. It is no operation on images, and a type of its own so that no rule on images ever sees it:
/// <c>docker rm -f</c> is not <c>docker rmi -f</c>.
/// </summary>
/// <param name="Text">How its author wrote it, in short.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Force">Whether it is forced: a running container is killed first.</param>
/// <param name="ForceSpan">What forces it, where that is written out.</param>
public sealed record ContainerRemoval(string Text, SourceSpan Span, Certainty Force, SourceSpan? ForceSpan);
