using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ImageGuard.CodeFixes;

/// <summary>The small class that a project gets to make failures among the progress messages throw.</summary>
internal static class ProgressClass
{
    public const string Name = "ThrowOnImageFailure";

    /// <summary>The class where the project has it already, or null.</summary>
    public static INamedTypeSymbol? FindIn(Compilation compilation) => compilation.GetSymbolsWithName(Name, SymbolFilter.Type)
        .OfType<INamedTypeSymbol>()
        .FirstOrDefault(type => type.ContainingType is null && type.AllInterfaces.Any(contract => contract is { Name: "IProgress", TypeArguments: [{ Name: "JSONMessage" }] }));

    /// <summary>Makes a change and adds the class behind the last type of the namespace, or the file, in which the change is made.</summary>
    public static SyntaxNode AddTo(FixPlace place, SyntaxNode old, SyntaxNode changed)
    {
        var around = old.Ancestors().First(node => node is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax);
        var nullable = place.Model.GetNullableContext(around.Span.End).AnnotationsEnabled();
        var declaration = Declaration(nullable, (CSharpParseOptions)place.Root.SyntaxTree.Options, Comments.EndOfLineIn(place.Root));
        SyntaxNode added = around.ReplaceNode(old, changed) switch
        {
            BaseNamespaceDeclarationSyntax space => space.AddMembers(Behind(space.Members, declaration)),
            var file => ((CompilationUnitSyntax)file).AddMembers(Behind(((CompilationUnitSyntax)file).Members, declaration)),
        };
        return place.Root.ReplaceNode(around, added);
    }

    /// <summary>The class on lines of its own, one blank line below what stands above.</summary>
    private static MemberDeclarationSyntax Behind(SyntaxList<MemberDeclarationSyntax> members, MemberDeclarationSyntax declaration)
    {
        var endOfLine = declaration.GetTrailingTrivia().Last();
        var above = members.Last().GetTrailingTrivia();
        var lines = above.Any(SyntaxKind.EndOfLineTrivia) ? TriviaList(endOfLine) : TriviaList(endOfLine, endOfLine);
        return declaration
            .WithLeadingTrivia(declaration.GetLeadingTrivia().InsertRange(0, lines))
            .WithTrailingTrivia(above.Any(SyntaxKind.EndOfLineTrivia) ? TriviaList(endOfLine) : TriviaList());
    }

    /// <summary>
    /// The class in words that every version of C# from 7.3 on understands, whatever the file has usings for: names are written in full,
    /// and shortened where the file allows it.
    /// </summary>
    private static MemberDeclarationSyntax Declaration(bool nullable, CSharpParseOptions options, SyntaxTrivia endOfLine)
    {
        var text = $$"""
            /// <summary>Throws when the engine reports that an image operation has failed. Docker.DotNet itself only passes such messages on.</summary>
            internal sealed class {{Name}} : global::System.IProgress<global::Docker.DotNet.Models.JSONMessage>
            {
                private readonly global::System.IProgress<global::Docker.DotNet.Models.JSONMessage>{{(nullable ? "?" : "")}} _inner;

                public {{Name}}(global::System.IProgress<global::Docker.DotNet.Models.JSONMessage>{{(nullable ? "?" : "")}} inner = null)
                {
                    _inner = inner;
                }

                public void Report(global::Docker.DotNet.Models.JSONMessage value)
                {
                    _inner?.Report(value);
                    if (value.Error != null)
                    {
                        throw new global::System.InvalidOperationException(value.Error.Message);
                    }

                    // The containerd image store reports an archive that it cannot unpack as ordinary output.
                    if (value.Stream != null && value.Stream.StartsWith("Error unpacking image ", global::System.StringComparison.Ordinal))
                    {
                        throw new global::System.InvalidOperationException(value.Stream.Trim());
                    }
                }
            }

            """;
        var declaration = ParseMemberDeclaration(text.Replace("\n", endOfLine.ToString()), options: options)!;
        return declaration
            .ReplaceNodes(declaration.DescendantNodes().Where(IsFullName), static (_, name) => name.WithAdditionalAnnotations(Simplifier.Annotation))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsFullName(SyntaxNode node) =>
        node is QualifiedNameSyntax or MemberAccessExpressionSyntax && node.GetFirstToken().IsKind(SyntaxKind.GlobalKeyword);
}
