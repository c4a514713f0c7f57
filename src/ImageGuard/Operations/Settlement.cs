using Docker.DotNet.Models;

namespace ImageGuard.Operations;

/// <summary>How to tell whether the engine carried out an operation whose call broke off.</summary>
/// <param name="Actions">The engine's events for it: <c>load</c>, <c>tag</c>.</param>
/// <param name="Subjects">Canonical names and IDs; an event counts if it is about one of them. Empty: about anything.</param>
/// <param name="EngineStops">
/// Whether the engine gives up when the connection closes, as for a pull or a build. A load and a commit run to their end.
/// </param>
internal sealed record Settlement(IReadOnlyCollection<string> Actions, IReadOnlyCollection<string> Subjects, bool EngineStops)
{
    private static readonly string[] NamingAttributes = ["name", "imageRef", "imageID"];

    /// <summary>Whether the event says that it happened.</summary>
    public bool IsConfirmedBy(Message message) =>
        Actions.Contains(message.Action) && (Subjects.Count == 0 || SubjectsOf(message).Any(Subjects.Contains));

    private static IEnumerable<string> SubjectsOf(Message message)
    {
        yield return message.Actor.ID;
        foreach (var attribute in NamingAttributes)
        {
            if (message.Actor.Attributes is { } attributes && attributes.TryGetValue(attribute, out var text))
            {
                yield return ImageNames.KeyOf(text);
            }
        }
    }
}
