using ImageGuard.Analyzers.Values;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Commands;

/// <summary>Container clients by the names that code gives to them.</summary>
internal static class ClientNames
{
    /// <summary>The command that no other programs have.</summary>
    private const string Removal = "rmi";

    /// <summary>The client whose path a member, a local or a parameter of telling name holds (<c>_options.DockerPath</c>), or null.</summary>
    public static ContainerClient? ClientNamedBy(IOperation program) => ValueSources.Unwrap(program) switch
    {
        IFieldReferenceOperation { Field.Name: var name } => TellingNames.ClientIn(name),
        IPropertyReferenceOperation { Property.Name: var name } => TellingNames.ClientIn(name),
        ILocalReferenceOperation { Local.Name: var name } => TellingNames.ClientIn(name),
        IParameterReferenceOperation { Parameter.Name: var name } => TellingNames.ClientIn(name),
        IInvocationOperation { TargetMethod.Name: var name } => TellingNames.ClientIn(name),
        _ => null,
    };

    /// <summary>A client that the arguments are for, whatever the program is called; or null.</summary>
    public static ContainerClient? ClientThatUnderstands(IReadOnlyList<CommandWord> arguments) =>
        arguments is [{ Text: Removal }, ..] ? ContainerClient.Docker : null;

    /// <summary>The cheap check: whether a text is the start of such arguments.</summary>
    public static bool IsRemovalIn(string text) => text.StartsWith(Removal, StringComparison.Ordinal) && (text.Length == Removal.Length || text[Removal.Length] == ' ');
}
