using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Docker.DotNet;
using ImageGuard.Client;

namespace ImageGuard;

/// <summary>Makes existing code safe: code that takes an <see cref="IDockerClient"/> works on through the guard, unchanged.</summary>
public static class GuardedClientExtensions
{
    /// <summary>
    /// A client whose image operations are guarded; everything else, and <c>Dispose</c>, goes to the given client. Image operations throw
    /// what Docker.DotNet throws where it throws, and an <see cref="ImageGuardException"/> where it would report success without one.
    /// </summary>
    /// <param name="client">A client of the guard's engine.</param>
    /// <param name="guard">The guard.</param>
    [RequiresDynamicCode("IDockerClient differs between Docker.DotNet and Docker.DotNet.Enhanced, so it is implemented at run time.")]
    public static IDockerClient WithImageGuard(this IDockerClient client, DockerImageGuard guard)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(guard);
        var guarded = DispatchProxy.Create<IDockerClient, GuardedClient>();
        ((GuardedClient)(object)guarded).Initialize(client, new GuardedImageOperations(client, guard));
        return guarded;
    }
}
