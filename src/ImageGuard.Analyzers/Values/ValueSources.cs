using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Finds the expressions that a value may come from: back through locals, readonly fields and harmless wrapping.</summary>
internal sealed class ValueSources
{
    private readonly SourceModels _models;
    private readonly ConditionalWeakTable<IOperation, BodyWrites> _bodies = new();

    public ValueSources(SourceModels models) => _models = models;

    /// <summary>What the member that holds this operation writes.</summary>
    public BodyWrites WritesAround(IOperation operation) => _bodies.GetValue(operation.Root(), static body => new BodyWrites(body));

    /// <summary>All values that a local ever gets, or null where one of them cannot be read.</summary>
    public IReadOnlyList<IOperation>? ValuesOf(ILocalReferenceOperation reference)
    {
        var values = WritesAround(reference).To(reference.Local);
        return values.Count == 0 || values.Contains(null) ? null : [.. values.OfType<IOperation>()];
    }

    /// <summary>The only value of a readonly field or a property without setter of this compilation, or null.</summary>
    public IOperation? InitializerOf(ISymbol member) =>
        member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null } ? DeclaredValueOf(member) : null;

    /// <summary>The value that a field or a property of this compilation is declared with, whatever it gets later; or null.</summary>
    public IOperation? DeclaredValueOf(ISymbol member)
    {
        var initializer = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        return initializer is not null && _models.OperationOf(initializer) is ISymbolInitializerOperation { Value: var value } ? value : null;
    }

    /// <summary>The value below conversions, parentheses and null-forgiving marks.</summary>
    public static IOperation Unwrap(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }
}
