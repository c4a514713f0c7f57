using System.Reflection;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.EngineTests.Recovery;

/// <summary>A client through which an engine looks as one on another machine: it is reached by network, and its folder is not to be seen.</summary>
public class ElsewhereClient : DispatchProxy
{
    private static readonly DockerClientConfiguration Network = new(new Uri("tcp://127.0.0.1:2375"));

    private object? _inner;

    public static IDockerClient Wrap(IDockerClient client) => Wrap<IDockerClient>(client);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        return targetMethod.Name switch
        {
            $"get_{nameof(IDockerClient.Configuration)}" => Network,
            $"get_{nameof(IDockerClient.System)}" => Wrap(((IDockerClient)_inner!).System),
            nameof(ISystemOperations.GetSystemInfoAsync) => HideAsync((Task<SystemInfoResponse>)targetMethod.Invoke(_inner, args)!),
            _ => targetMethod.Invoke(_inner, args),
        };
    }

    private static T Wrap<T>(T inner)
        where T : class
    {
        var wrapped = Create<T, ElsewhereClient>();
        ((ElsewhereClient)(object)wrapped)._inner = inner;
        return wrapped;
    }

    private static async Task<SystemInfoResponse> HideAsync(Task<SystemInfoResponse> answer)
    {
        var info = await answer;
        info.DockerRootDir = "/nosuch/docker";
        return info;
    }
}
