using System.Runtime.CompilerServices;
using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>
/// Which names of a compilation's methods may lead to an image operation, by the words of the source alone. It says yes too often and
/// never no too often, and spares the binding of all code that has nothing to do with images.
/// </summary>
/// <remarks>
/// Code that starts a program, or sends a request, leads to images only if a container client or a path of the engine is mentioned too: in the same member or in one that it uses. So
/// two sets of names are kept, of those that lead to a start and of those that lead to a mention, and what counts is in both.
/// </remarks>
internal sealed class ImageNames
{
    /// <summary>A tree's names outlive the compilation: after an edit, only the edited tree is read again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MemberNames[]> Trees = new();

    private readonly HashSet<string> _operations;
    private readonly HashSet<string> _starts;
    private readonly HashSet<string> _mentions;

    private ImageNames(HashSet<string> operations, HashSet<string> starts, HashSet<string> mentions)
    {
        _operations = operations;
        _starts = starts;
        _mentions = mentions;
    }

    /// <param name="compilation">Whose methods to look at.</param>
    /// <param name="operations">The names of the library's methods that work on images.</param>
    /// <param name="starts">The words of code that starts a program.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ImageNames Of(Compilation compilation, IEnumerable<string> operations, IEnumerable<string> starts, CancellationToken cancellationToken)
    {
        var callersOf = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var mentions = new List<string>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var member in MembersOf(tree, cancellationToken))
            {
                if (member.MentionsClient)
                {
                    mentions.AddRange(member.Names);
                }

                foreach (var used in member.Used)
                {
                    if (!callersOf.TryGetValue(used, out var callers))
                    {
                        callersOf.Add(used, callers = []);
                    }

                    callers.AddRange(member.Names);
                }
            }
        }

        return new ImageNames(WithCallers(operations), WithCallers(starts.Concat(callersOf.Keys.Where(TellingNames.IsOne))), WithCallers(mentions));

        HashSet<string> WithCallers(IEnumerable<string> first)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>(first);
            while (open.Count > 0)
            {
                var name = open.Pop();
                if (names.Add(name) && callersOf.TryGetValue(name, out var callers))
                {
                    foreach (var caller in callers)
                    {
                        open.Push(caller);
                    }
                }
            }

            return names;
        }
    }

    /// <summary>Whether a method of this name may lead to an image operation.</summary>
    public bool LeadToImages(string name) => _operations.Contains(name) || (_starts.Contains(name) && _mentions.Contains(name));

    /// <summary>Whether a method of this name may start a program.</summary>
    public bool StartPrograms(string name) => _starts.Contains(name);

    /// <summary>The members of a tree whose code may lead to an image operation.</summary>
    public IEnumerable<SyntaxNode> MembersLeadingToImages(SyntaxTree tree, CancellationToken cancellationToken) =>
        MembersOf(tree, cancellationToken).Where(LeadsToImages).Select(member => member.Node);

    private bool LeadsToImages(MemberNames member) =>
        member.Used.Any(_operations.Contains)
        || (member.Used.Any(_starts.Contains) && (member.MentionsClient || member.Used.Any(_mentions.Contains)));

    private static MemberNames[] MembersOf(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Trees.TryGetValue(tree, out var members))
        {
            return members;
        }

        var hasWords = EngineWords.AreIn(tree, cancellationToken);
        members = [.. CodeMembers.Of(tree.GetRoot(cancellationToken)).Select(member => Read(member, hasWords))];
        return Trees.GetValue(tree, _ => members);
    }

    private static MemberNames Read(SyntaxNode member, bool hasWords)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var mentions = false;
        foreach (var token in member.DescendantTokens())
        {
            switch (token.Kind())
            {
                case SyntaxKind.IdentifierToken:
                    if (token.Parent is SimpleNameSyntax)
                    {
                        used.Add(token.ValueText);
                    }

                    break;
                case SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken:
                    break;
                default:
                    continue;
            }

            mentions = mentions || (hasWords && (EngineWords.AreIn(token.Text) || HttpApi.IsPathIn(token.Text) || ClientNames.IsRemovalIn(token.ValueText)));
        }

        return new MemberNames(member, [.. CodeMembers.NamesOf(member)], [.. used], mentions);
    }

    private sealed record MemberNames(SyntaxNode Node, string[] Names, string[] Used, bool MentionsClient);
}
