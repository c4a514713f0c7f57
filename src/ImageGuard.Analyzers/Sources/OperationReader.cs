using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>Reads a call into the image operation that it performs, asking each source in turn and each call once.</summary>
internal sealed class OperationReader
{
    private readonly DockerDotNetReader _docker;
    private readonly ConditionalWeakTable<IInvocationOperation, Answer> _answers = new();

    public OperationReader(DockerDotNetReader docker) => _docker = docker;

    /// <summary>The operation, or null where the call performs none.</summary>
    public OperationSite? Read(IInvocationOperation call) =>
        DockerDotNetReader.IsCandidate(call.TargetMethod.Name)
            ? _answers.GetValue(call, key => new Answer(_docker.Read(key))).Site
            : null;

    private sealed record Answer(OperationSite? Site);
}
