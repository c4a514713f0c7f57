using System.Reflection;
using Docker.DotNet;

namespace ImageGuard.Client;

/// <summary>
/// An <see cref="IDockerClient"/> with other image operations. It is made at run time: the interface's other members differ between
/// Docker.DotNet and Docker.DotNet.Enhanced, so a compiled implementation would load with one of them only.
/// </summary>
/// <remarks>Not sealed: the class made at run time derives from it.</remarks>
internal class GuardedClient : DispatchProxy
{
    private const string ImagesGetter = "get_" + nameof(IDockerClient.Images);

    private IDockerClient? _client;
    private IImageOperations? _images;

    public void Initialize(IDockerClient client, IImageOperations images)
    {
        _client = client;
        _images = images;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == ImagesGetter
        ? _images
        : targetMethod.Invoke(_client, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
}
