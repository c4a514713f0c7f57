using System.Runtime.CompilerServices;
using ImageGuard.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ImageGuard.Analyzers;

/// <summary>What the text of a file tells, read once: after an edit, only the edited file is read again.</summary>
internal sealed class SourceFile
{
    private static readonly ConditionalWeakTable<SyntaxTree, SourceFile> Files = new();

    private readonly SourceText _text;

    /// <summary>Most texts are a string already; others make a new one, which is not to be kept. Null for a long file, of which each member's is taken by itself.</summary>
    private readonly WeakReference<string>? _string;

    private SourceFile(SyntaxTree tree, CancellationToken cancellationToken)
    {
        _text = tree.GetText(cancellationToken);
        var text = _text.Length <= WordSearch.MaxPiece ? _text.ToString() : null;
        _string = text is null ? null : new(text);
        MentionsClient = WordSearch.Engine.IsIn(tree, cancellationToken);
        HasEnginePath = MentionsClient && HttpApi.Paths.IsIn(tree, cancellationToken);
        var code = CodeMembers.Of(tree.GetRoot(cancellationToken));
        Namespaces = code.Namespaces;
        Members = [.. code.Members.Select(member => new MemberNames(member, this))];
        GC.KeepAlive(text);
    }

    /// <summary>Whether it has the name of a container client.</summary>
    public bool MentionsClient { get; }

    /// <summary>Whether it has a path of the engine's API, and the name of a client too.</summary>
    public bool HasEnginePath { get; }

    /// <summary>The namespaces that it declares.</summary>
    public IReadOnlyList<BaseNamespaceDeclarationSyntax> Namespaces { get; }

    /// <summary>Its members with code.</summary>
    public IReadOnlyList<MemberNames> Members { get; }

    /// <summary>What is known of a file.</summary>
    public static SourceFile Of(SyntaxTree tree, CancellationToken cancellationToken) =>
        Files.TryGetValue(tree, out var known) ? known : Files.GetValue(tree, _ => new SourceFile(tree, cancellationToken));

    /// <summary>A text in which a node stands, and where: that of the file, or its own. To write it out takes longer.</summary>
    public (string Text, TextSpan Span) TextOf(SyntaxNode node) =>
        _string is not null && _string.TryGetTarget(out var text) ? (text, node.Span) : (_text.ToString(node.Span), new TextSpan(0, node.Span.Length));
}
