namespace ImageGuard.Housekeeping;

/// <summary>Remembers what happened to images, and when each was last used.</summary>
internal interface IChronicle
{
    /// <summary>Writes down what happened.</summary>
    void Add(Happening happening);

    /// <summary>What is remembered, in no certain order.</summary>
    IReadOnlyList<Happening> Read();

    /// <summary>When the image of this ID or canonical name was last made, named or used; null where that is not known.</summary>
    DateTimeOffset? LastUse(string idOrName);
}
