using ImageGuard.Engines;

namespace ImageGuard.EngineTests.Storms;

/// <summary>New code, written for the guard.</summary>
internal sealed class GuardImages(DockerImageGuard guard) : IStormImages
{
    public Task LoadAsync(byte[] archive) => guard.LoadAsync(new MemoryStream(archive));

    public Task PullAsync(string name) => guard.PullAsync(name);

    public Task BuildAsync(string dockerfile, string name) =>
        guard.BuildAsync(TestImages.BuildContext(dockerfile), TestImages.BuildParameters(name));

    public Task TagAsync(string name, string repository) => guard.TagAsync(name, repository + ":1");

    public Task CommitAsync(string container, string repository) => guard.CommitAsync(container, repository + ":1");

    public Task SaveAsync(string name) => guard.SaveAsync([name], Stream.Null);

    public Task RemoveAsync(string name) => guard.RemoveAsync(name);

    public async Task<IReadOnlyList<string>> PruneAsync() => (await guard.PruneAsync()).Deleted;

    public bool IsExpected(Exception failure) => failure is ImageNotFoundException or ImageInUseException;
}
