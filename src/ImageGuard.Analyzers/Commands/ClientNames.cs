using ImageGuard.Analyzers.Values;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Commands;

/// <summary>Container clients by the names that code gives to them.</summary>
internal static class ClientNames
{
    /// <summary>The command that is the same in all clients and unknown elsewhere.</summary>
    public const string OwnCommand = "rmi";

    /// <summary>The client that a program is which is known only at run time: by its name, or by a command that no other program has.</summary>
    public static ContainerClient? ClientOf(IOperation program, IReadOnlyList<CommandWord> arguments) =>
        ClientNamedBy(program) ?? (arguments is [{ Text: OwnCommand }, _, ..] ? ContainerClient.Docker : null);

    /// <summary>The client whose path a member, a local or a parameter of telling name holds (<c>_options.DockerPath</c>), or null.</summary>
    private static ContainerClient? ClientNamedBy(IOperation program) => ValueSources.Unwrap(program) switch
    {
        IFieldReferenceOperation { Field.Name: var name } => TellingNames.ClientIn(name),
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } lazy } => ClientNamedBy(lazy),
        IPropertyReferenceOperation { Property.Name: var name } => TellingNames.ClientIn(name),
        ILocalReferenceOperation { Local.Name: var name } => TellingNames.ClientIn(name),
        IParameterReferenceOperation { Parameter.Name: var name } => TellingNames.ClientIn(name),
        IInvocationOperation { TargetMethod.Name: var name } => TellingNames.ClientIn(name),
        _ => null,
    };
}
