using System.Reflection;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace ImageGuard.EngineTests.Housekeeping;

/// <summary>A client whose stream of events can be broken off, as by an engine that restarts.</summary>
public sealed class EventBreaker : IDisposable
{
    private readonly ISystemOperations _system;
    private volatile CancellationTokenSource _broken = new();

    public EventBreaker(IDockerClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _system = client.System;
        Client = BreakingProxy.Wrap(client, this);
    }

    public IDockerClient Client { get; }

    public void Break() => _broken.Cancel();

    public void Mend()
    {
        var before = _broken;
        _broken = new CancellationTokenSource();
        before.Dispose();
    }

    public void Dispose() => _broken.Dispose();

    private async Task MonitorAsync(ContainerEventsParameters parameters, IProgress<Message> progress, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
        try
        {
            await _system.MonitorEventsAsync(parameters, progress, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The connection was closed.");
        }
    }

    public class BreakingProxy : DispatchProxy
    {
        private object? _target;
        private EventBreaker? _breaker;

        internal static IDockerClient Wrap(IDockerClient client, EventBreaker breaker)
        {
            var wrapped = Create<IDockerClient, BreakingProxy>();
            ((BreakingProxy)(object)wrapped)._target = client;
            ((BreakingProxy)(object)wrapped)._breaker = breaker;
            return wrapped;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == "get_System")
            {
                var system = Create<ISystemOperations, BreakingProxy>();
                ((BreakingProxy)(object)system)._target = _target is IDockerClient client ? client.System : null;
                ((BreakingProxy)(object)system)._breaker = _breaker;
                return system;
            }

            return targetMethod.Name == nameof(ISystemOperations.MonitorEventsAsync) && targetMethod.GetParameters().Length == 3
                ? _breaker!.MonitorAsync((ContainerEventsParameters)args![0]!, (IProgress<Message>)args[1]!, (CancellationToken)args[2]!)
                : targetMethod.Invoke(_target, args);
        }
    }
}
