namespace ImageGuard.EngineTests.Storms;

/// <summary>The operations of a storm, as a program would write them: on Docker.DotNet, or on the guard.</summary>
internal interface IStormImages
{
    Task LoadAsync(byte[] archive);

    Task PullAsync(string name);

    Task BuildAsync(string dockerfile, string name);

    Task TagAsync(string name, string repository);

    Task CommitAsync(string container, string repository);

    Task SaveAsync(string name);

    Task RemoveAsync(string name);

    /// <summary>Removes all unnamed images and returns the IDs of what was deleted.</summary>
    Task<IReadOnlyList<string>> PruneAsync();

    /// <summary>Whether the failure is what every program has to expect beside others: the image is not there, or is in use.</summary>
    bool IsExpected(Exception failure);
}
