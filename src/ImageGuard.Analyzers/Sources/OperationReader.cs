using System.Runtime.CompilerServices;
using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Libraries;
using ImageGuard.Model;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>Reads a call into the image operations that it performs, asking each source in turn and each call once.</summary>
internal sealed class OperationReader
{
    private readonly DockerDotNetReader _docker;
    private readonly LibraryReader _libraries;
    private readonly AnnotationReader _annotations;
    private readonly CommandCallReader _commands;
    private readonly ConditionalWeakTable<IInvocationOperation, Answer> _answers = new();

    public OperationReader(DockerDotNetReader docker, LibraryReader libraries, AnnotationReader annotations, CommandCallReader commands)
    {
        _docker = docker;
        _libraries = libraries;
        _annotations = annotations;
        _commands = commands;
    }

    /// <summary>Whether a call has been read so far that removes images.</summary>
    public bool HasRemovals { get; private set; }

    /// <summary>Whether a call has been read so far that creates or reads images.</summary>
    public bool HasCreations { get; private set; }

    /// <summary>The operations, or null where the call performs none.</summary>
    public OperationSite? Read(IInvocationOperation call) => IsCandidate(call.TargetMethod.Name) ? _answers.GetValue(call, ReadAnew).Site : null;

    private bool IsCandidate(string name) =>
        DockerDotNetReader.IsCandidate(name) || _libraries.IsCandidate(name) || _annotations.IsCandidate(name) || _commands.IsCandidate(name);

    private Answer ReadAnew(IInvocationOperation call)
    {
        var site = _docker.Read(call) ?? _libraries.Read(call) ?? _annotations.Read(call) ?? (_commands.IsCandidate(call.TargetMethod.Name) ? _commands.Read(call) : null);
        foreach (var operation in site?.Operations ?? [])
        {
            switch (OverlapTable.ModeOf(operation.Kind))
            {
                case OverlapMode.Exclusive:
                    HasRemovals = true;
                    break;
                case OverlapMode.Shared:
                    HasCreations = true;
                    break;
            }
        }

        return new(site);
    }

    private sealed record Answer(OperationSite? Site);
}
