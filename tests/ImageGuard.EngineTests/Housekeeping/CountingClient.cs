using System.Collections.Concurrent;
using System.Reflection;
using Docker.DotNet;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>Counts what is asked of an engine.</summary>
public class CountingClient : DispatchProxy
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private IDockerClient? _client;
    private IImageOperations? _images;

    public static IDockerClient Wrap(IDockerClient client)
    {
        var wrapped = Create<IDockerClient, CountingClient>();
        var images = Create<IImageOperations, CountingClient>();
        ((CountingClient)(object)wrapped)._client = client;
        ((CountingClient)(object)wrapped)._images = images;
        ((CountingClient)(object)images)._images = client.Images;
        return wrapped;
    }

    /// <summary>How often a method of the image operations was called.</summary>
    public static int CallsOf(IDockerClient wrapped, string method)
    {
        ArgumentNullException.ThrowIfNull(wrapped);
        return ((CountingClient)(object)wrapped.Images)._calls.GetValueOrDefault(method);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (_client is not null)
        {
            return targetMethod.Name == "get_Images" ? _images : targetMethod.Invoke(_client, args);
        }

        _calls.AddOrUpdate(targetMethod.Name, 1, (_, count) => count + 1);
        return targetMethod.Invoke(_images, args);
    }
}
