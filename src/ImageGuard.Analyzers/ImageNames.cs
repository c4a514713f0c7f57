using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>
/// Which names of a compilation's methods may lead to an image operation, by the words of the source alone. It says yes too often and
/// never no too often, and spares the binding of all code that has nothing to do with images.
/// </summary>
internal sealed class ImageNames
{
    /// <summary>A tree's names outlive the compilation: after an edit, only the edited tree is read again.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, MemberNames[]> Trees = new();

    private readonly HashSet<string> _names;

    private ImageNames(HashSet<string> names) => _names = names;

    /// <param name="compilation">Whose methods to look at.</param>
    /// <param name="operations">The names of the library's methods that work on images.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ImageNames Of(Compilation compilation, IEnumerable<string> operations, CancellationToken cancellationToken)
    {
        var callersOf = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var member in MembersOf(tree, cancellationToken))
            {
                foreach (var used in member.Used)
                {
                    if (!callersOf.TryGetValue(used, out var callers))
                    {
                        callersOf.Add(used, callers = []);
                    }

                    callers.Add(member.Name);
                }
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(operations);
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

        return new ImageNames(names);
    }

    /// <summary>Whether a method of this name may lead to an image operation.</summary>
    public bool LeadToImages(string name) => _names.Contains(name);

    /// <summary>The members of a tree whose code may lead to an image operation.</summary>
    public IEnumerable<SyntaxNode> MembersLeadingToImages(SyntaxTree tree, CancellationToken cancellationToken) =>
        MembersOf(tree, cancellationToken).Where(member => member.Used.Any(_names.Contains)).Select(member => member.Node);

    private static MemberNames[] MembersOf(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (Trees.TryGetValue(tree, out var members))
        {
            return members;
        }

        members = [.. CodeMembers.Of(tree.GetRoot(cancellationToken)).Select(member => new MemberNames(member, CodeMembers.NameOf(member), NamesUsedIn(member)))];
        return Trees.GetValue(tree, _ => members);
    }

    private static string[] NamesUsedIn(SyntaxNode member)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in member.DescendantNodes())
        {
            if (node is SimpleNameSyntax name)
            {
                names.Add(name.Identifier.ValueText);
            }
        }

        return [.. names];
    }

    private sealed record MemberNames(SyntaxNode Node, string Name, string[] Used);
}
