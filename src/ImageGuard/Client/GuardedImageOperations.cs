using System.Runtime.ExceptionServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using ImageGuard.Diagnostics;
using ImageGuard.Model;
using ImageGuard.Operations;

namespace ImageGuard.Client;

/// <summary>The 18 image operations of Docker.DotNet, guarded. Both packages declare them alike.</summary>
internal sealed class GuardedImageOperations(IDockerClient client, DockerImageGuard guard) : IImageOperations
{
    public Task<IList<ImagesListResponse>> ListImagesAsync(ImagesListParameters parameters, CancellationToken cancellationToken = default) =>
        client.Images.ListImagesAsync(parameters, cancellationToken);

    public Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken = default) =>
        client.Images.InspectImageAsync(name, cancellationToken);

    public Task<IList<ImageHistoryResponse>> GetImageHistoryAsync(string name, CancellationToken cancellationToken = default) =>
        client.Images.GetImageHistoryAsync(name, cancellationToken);

    public Task<IList<ImageSearchResponse>> SearchImagesAsync(
        ImagesSearchParameters parameters, CancellationToken cancellationToken = default) =>
        client.Images.SearchImagesAsync(parameters, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        AuthConfig authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, imageStream: null!, authConfig, headers: null!, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        AuthConfig authConfig,
        IDictionary<string, string> headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, imageStream: null!, authConfig, headers, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        Stream imageStream,
        AuthConfig authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default) =>
        CreateImageAsync(parameters, imageStream, authConfig, headers: null!, progress, cancellationToken);

    public Task CreateImageAsync(
        ImagesCreateParameters parameters,
        Stream imageStream,
        AuthConfig authConfig,
        IDictionary<string, string> headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var isImport = imageStream is not null || !string.IsNullOrEmpty(parameters.FromSrc);
        GuardedOperation<ImageDescription?> operation = isImport
            ? new ImportOperation(parameters, imageStream, authConfig, headers, progress, progress: null)
            : new PullOperation(parameters, authConfig, headers, progress, progress: null);
        return RunAsync(operation, cancellationToken);
    }

    public Task BuildImageFromDockerfileAsync(
        ImageBuildParameters parameters,
        Stream contents,
        IEnumerable<AuthConfig> authConfigs,
        IDictionary<string, string> headers,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(contents);
        var mayShareBase = guard.Options.BuildsMayShareBase;
        var operation = new BuildOperation(parameters, contents, authConfigs, headers, progress, progress: null, mayShareBase);
        return RunAsync(operation, cancellationToken);
    }

    /// <summary>
    /// Docker.DotNet's returns before the build has ended, and its caller may never learn how (dotnet/Docker.DotNet#445). This one ends
    /// with the build, fails with it, and returns what the engine has said.
    /// </summary>
    [Obsolete("Use the overload that takes a progress.")]
    public async Task<Stream> BuildImageFromDockerfileAsync(
        Stream contents, ImageBuildParameters parameters, CancellationToken cancellationToken = default)
    {
        using var transcript = new MessageTranscript();
        await BuildImageFromDockerfileAsync(parameters, contents, authConfigs: [], headers: null!, transcript, cancellationToken)
            .ConfigureAwait(false);
        return transcript.ToStream();
    }

    public Task PushImageAsync(
        string name,
        ImagePushParameters parameters,
        AuthConfig authConfig,
        IProgress<JSONMessage> progress,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        return RunAsync(new PushOperation(name, parameters, authConfig, progress, progress: null), cancellationToken);
    }

    public Task TagImageAsync(string name, ImageTagParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        return RunAsync(new TagOperation(name, parameters), cancellationToken);
    }

    public async Task<IList<IDictionary<string, string>>> DeleteImageAsync(
        string name, ImageDeleteParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Force == true)
        {
            if (guard.Options.ForcedRemovals == ForcedRemovalPolicy.Refuse)
            {
                throw new ForcedRemovalException(new ImageFailure(FailureKind.ForcedRemoval, ImageOperationKind.Remove, name));
            }

            GuardLog.Unforced(guard.Logger, name);
        }

        var result = await RunAsync(new RemoveOperation(name, parameters.NoPrune), cancellationToken).ConfigureAwait(false);
        return [.. Items("Untagged", result.Untagged), .. Items("Deleted", result.Deleted)];
    }

    public Task<ImagesPruneResponse> PruneImagesAsync(
        ImagesPruneParameters? parameters = null, CancellationToken cancellationToken = default) =>
        RunAsync(new PruneOperation(parameters), cancellationToken);

    public Task<CommitContainerChangesResponse> CommitContainerChangesAsync(
        CommitContainerChangesParameters parameters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return RunAsync(new CommitOperation(parameters), cancellationToken);
    }

    public Task<Stream> SaveImageAsync(string name, CancellationToken cancellationToken = default) =>
        SaveImagesAsync([name], cancellationToken);

    public Task<Stream> SaveImagesAsync(string[] names, CancellationToken cancellationToken = default) => PassOnAsync(
        SavedImages.OpenAsync(
            (destination, opened, token) => guard.RunAsync(
                client, new SaveOperation(names ?? [], destination, progress: null, opened), token),
            cancellationToken));

    public Task LoadImageAsync(
        ImageLoadParameters parameters, Stream imageStream, IProgress<JSONMessage> progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(imageStream);

        // Existing code may load an unnamed image on purpose, and name it afterwards.
        var options = new LoadOptions { AllowUnnamed = true };
        return RunAsync(new LoadOperation(imageStream, options, progress, progress: null), cancellationToken);
    }

    private static IEnumerable<IDictionary<string, string>> Items(string key, IEnumerable<string> values) =>
        values.Select(value => new Dictionary<string, string> { [key] = value });

    private Task<TResult> RunAsync<TResult>(GuardedOperation<TResult> operation, CancellationToken cancellationToken) =>
        PassOnAsync(guard.RunAsync(client, operation, cancellationToken));

    /// <summary>Existing code catches what Docker.DotNet throws, so it gets that; what only the guard has found stays typed.</summary>
    private static async Task<TResult> PassOnAsync<TResult>(Task<TResult> operation)
    {
        try
        {
            return await operation.ConfigureAwait(false);
        }
        catch (ImageGuardException failure)
            when (failure.Kind is not (FailureKind.LockLost or FailureKind.LockServer or FailureKind.NotDurable)
                && failure.InnerException is { } original and not ImageGuardException)
        {
            ExceptionDispatchInfo.Throw(original);
            throw;
        }
    }
}
