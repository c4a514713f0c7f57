using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>IMG301: saves the image by its first name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SaveByNameFix : VerifiedCodeFixProvider
{
    /// <summary>How many locals and calls a value is followed through.</summary>
    private const int MaxSteps = 8;

    private static HashSet<string> Saves { get; } = ["SaveImageAsync", "SaveImagesAsync"];

    /// <summary>Creates the fix.</summary>
    public SaveByNameFix()
        : base("Save the image by its name", Rules.SavedById)
    {
    }

    private protected override IEnumerable<SyntaxNode> ProposeRoots(FixPlace place)
    {
        var ids = place.Node is ExpressionSyntax value ? IdsIn(value, place, MaxSteps).Distinct().ToArray() : [];
        return ids.Length == 0 ? [] : [place.Root.ReplaceNodes(ids, static (_, id) => FirstNameInsteadOf(id))];
    }

    /// <summary>The places where a value, or an item of it, is read from an image's <c>ID</c>.</summary>
    private static IEnumerable<ExpressionSyntax> IdsIn(ExpressionSyntax value, FixPlace place, int steps)
    {
        if (steps == 0)
        {
            return [];
        }

        return value switch
        {
            MemberAccessExpressionSyntax or MemberBindingExpressionSyntax when IsIdOfNamedImage(value, place) => [value],
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" or "ConvertAll" }, ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax lambda }] } =>
                ResultsOf(lambda).SelectMany(Follow),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var source } } => Follow(source),
            IdentifierNameSyntax local => OriginOf(local, place) is { } origin ? Follow(origin) : [],
            ParenthesizedExpressionSyntax { Expression: var inner } => Follow(inner),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var inner } => Follow(inner),
            ConditionalAccessExpressionSyntax { WhenNotNull: var whenNotNull } => Follow(whenNotNull),
            ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items.SelectMany(Follow),
            ArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items.SelectMany(Follow),
            BaseObjectCreationExpressionSyntax { Initializer.Expressions: var items } => items.SelectMany(Follow),
            CollectionExpressionSyntax { Elements: var items } => items.OfType<ExpressionElementSyntax>().SelectMany(item => Follow(item.Expression)),
            _ => [],
        };

        IEnumerable<ExpressionSyntax> Follow(ExpressionSyntax next) => IdsIn(next, place, steps - 1);
    }

    /// <summary>Where a local gets its value, or its items, where it is a local of which nothing but saves makes use.</summary>
    private static ExpressionSyntax? OriginOf(IdentifierNameSyntax name, FixPlace place)
    {
        if (place.SymbolOf(name) is not ILocalSymbol local || !place.UsesOf(local).All(IsSaved))
        {
            return null;
        }

        return local.DeclaringSyntaxReferences[0].GetSyntax(place.CancellationToken) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            ForEachStatementSyntax { Expression: var collection } => collection,
            _ => null,
        };
    }

    /// <summary>Whether a use of a local ends in a save, if by way of a loop over it.</summary>
    private static bool IsSaved(SyntaxNode use) =>
        use.Ancestors().TakeWhile(ancestor => ancestor is not StatementSyntax).OfType<InvocationExpressionSyntax>()
            .Any(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } && Saves.Contains(method))
        || use.Parent is ForEachStatementSyntax loop && loop.Expression == use;

    private static IEnumerable<ExpressionSyntax> ResultsOf(LambdaExpressionSyntax lambda) => lambda.ExpressionBody is { } result
        ? [result]
        : lambda.Block!.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax)
            .OfType<ReturnStatementSyntax>().Select(statement => statement.Expression).OfType<ExpressionSyntax>();

    private static bool IsIdOfNamedImage(ExpressionSyntax value, FixPlace place) =>
        place.SymbolOf(value) is IPropertySymbol { Name: "ID", ContainingType: { Name: "ImagesListResponse" or "ImageInspectResponse" } image }
        && image.GetMembers("RepoTags").Length > 0;

    /// <summary><c>image.ID</c> as <c>image.RepoTags[0]</c>; <c>image?.ID</c> as <c>image?.RepoTags[0]</c>.</summary>
    private static ElementAccessExpressionSyntax FirstNameInsteadOf(ExpressionSyntax id)
    {
        var names = IdentifierName("RepoTags");
        ExpressionSyntax tags = id is MemberAccessExpressionSyntax access ? access.WithName(names) : ((MemberBindingExpressionSyntax)id).WithName(names);
        return ElementAccessExpression(
            tags.WithoutTrailingTrivia(),
            BracketedArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(0))))))
            .WithTrailingTrivia(id.GetTrailingTrivia());
    }
}
