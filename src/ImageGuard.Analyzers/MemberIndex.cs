using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>The members of a compilation with code, and by which names it runs.</summary>
internal sealed class MemberIndex
{
    private readonly ILookup<string, MemberNames> _byName;

    /// <param name="compilation">Whose members.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public MemberIndex(Compilation compilation, CancellationToken cancellationToken)
    {
        var members = new List<MemberNames>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            members.AddRange(MemberNames.Of(tree, cancellationToken));
        }

        All = members;
        _byName = members.SelectMany(member => member.Names, (member, name) => (member, name)).ToLookup(named => named.name, named => named.member, StringComparer.Ordinal);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<MemberNames> All { get; }

    /// <summary>Those whose code runs by a name.</summary>
    public IEnumerable<MemberNames> Named(string name) => _byName[name];
}
