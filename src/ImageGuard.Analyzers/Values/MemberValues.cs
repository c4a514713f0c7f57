using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Values;

/// <summary>Finds the values that a field or a property gets in its own type.</summary>
internal sealed class MemberValues
{
    private readonly SourceModels _models;
    private readonly ValueSources _sources;
    private readonly ConditionalWeakTable<INamedTypeSymbol, ILookup<string, AssignmentExpressionSyntax>> _assignments = new();

    public MemberValues(SourceModels models, ValueSources sources)
    {
        _models = models;
        _sources = sources;
    }

    /// <summary>All values that the type gives its member: in the declaration, in a getter's arrow, in constructors and methods.</summary>
    public IEnumerable<IOperation> Of(ISymbol member)
    {
        if (_sources.DeclaredValueOf(member) is { } declared)
        {
            yield return declared;
        }

        if (member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: var arrow }
            && _models.OperationOf(arrow) is { } computed)
        {
            yield return computed;
        }

        foreach (var assignment in AssignmentsIn(member.ContainingType)[member.Name])
        {
            if (_models.OperationOf(assignment) is IAssignmentOperation { Target: IMemberReferenceOperation { Member: var target }, Value: var value }
                && SymbolEqualityComparer.Default.Equals(target.OriginalDefinition, member.OriginalDefinition))
            {
                yield return value;
            }
        }
    }

    /// <summary>All values of a member that no other type can set; none where another can.</summary>
    public IEnumerable<IOperation> AllOf(ISymbol member) =>
        member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IFieldSymbol { IsReadOnly: true }
            or IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private } }
            ? Of(member)
            : [];

    /// <summary>The only value of a member that no other type can set, or null.</summary>
    public IOperation? OnlyValueOf(ISymbol member) => AllOf(member).Take(2).ToArray() is [var only] ? only : null;

    private ILookup<string, AssignmentExpressionSyntax> AssignmentsIn(INamedTypeSymbol type) => _assignments.GetValue(
        type.OriginalDefinition,
        static key => key.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax().DescendantNodes())
            .OfType<AssignmentExpressionSyntax>()
            .Where(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression))
            .ToLookup(assignment => NameOf(assignment.Left)));

    private static string NameOf(ExpressionSyntax target) => target switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => "",
    };
}
