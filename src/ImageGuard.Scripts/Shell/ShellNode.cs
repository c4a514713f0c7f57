namespace ImageGuard.Scripts.Shell;

/// <summary>A command of a script, simple or compound.</summary>
internal abstract record ShellNode
{
    /// <summary>The redirections behind it.</summary>
    public IReadOnlyList<Redirection> Redirections { get; init; } = [];
}

/// <summary>Commands one after another.</summary>
internal sealed record ShellList(IReadOnlyList<ShellStatement> Statements)
{
    public static ShellList Empty { get; } = new([]);
}

/// <summary>One of them; <see cref="IsBackground"/> where the next does not wait for it: <c>&amp;</c>.</summary>
internal sealed record ShellStatement(ShellNode Node, bool IsBackground);

/// <summary>A program or function with its words.</summary>
internal sealed record SimpleCommand(IReadOnlyList<ShellAssignment> Assignments, IReadOnlyList<ShellWord> Words) : ShellNode;

/// <summary>A variable that is set.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Appends">Whether the value is added: <c>+=</c>.</param>
/// <param name="IsElement">Whether only one element of an array is set.</param>
/// <param name="Value">The value of a plain variable.</param>
/// <param name="Elements">The values of an array, or null.</param>
internal sealed record ShellAssignment(string Name, bool Appends, bool IsElement, ShellWord Value, IReadOnlyList<ShellWord>? Elements);

/// <summary>Commands that run at once, each reading what the one before writes.</summary>
internal sealed record Pipeline(IReadOnlyList<ShellNode> Commands, bool IsNegated) : ShellNode;

/// <summary>Commands each of which runs only if what came before succeeded (<c>&amp;&amp;</c>) or failed (<c>||</c>).</summary>
/// <param name="Commands">The commands; two at least.</param>
/// <param name="NeedsSuccess">For each but the first, whether it runs after a success.</param>
internal sealed record ConditionList(IReadOnlyList<ShellNode> Commands, IReadOnlyList<bool> NeedsSuccess) : ShellNode;

/// <summary><c>{ …; }</c></summary>
internal sealed record Group(ShellList Body) : ShellNode;

/// <summary><c>(…)</c></summary>
internal sealed record Subshell(ShellList Body) : ShellNode;

/// <summary><c>if</c>: the first branch whose test succeeds, or else another one.</summary>
internal sealed record IfCommand(IReadOnlyList<(ShellList Test, ShellList Then)> Branches, ShellList Else) : ShellNode;

/// <summary><c>while</c> and <c>until</c>.</summary>
internal sealed record WhileLoop(ShellList Test, ShellList Body, bool IsUntil) : ShellNode;

/// <summary><c>for x in …</c> and <c>select</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Words">What it goes through, or null for the operands of the script or function.</param>
/// <param name="Body">What is repeated.</param>
internal sealed record ForLoop(string Name, IReadOnlyList<ShellWord>? Words, ShellList Body) : ShellNode;

/// <summary><c>for ((…))</c></summary>
internal sealed record CountingLoop(IReadOnlyList<WordPiece> Expanded, bool IsEndless, ShellList Body) : ShellNode;

/// <summary><c>case</c></summary>
internal sealed record CaseCommand(ShellWord Subject, IReadOnlyList<CaseBranch> Branches) : ShellNode;

/// <summary>A branch of <see cref="CaseCommand"/>.</summary>
internal sealed record CaseBranch(IReadOnlyList<ShellWord> Patterns, ShellList Body);

/// <summary>The definition of a function.</summary>
internal sealed record FunctionDefinition(string Name, ShellNode Body) : ShellNode;

/// <summary><c>[[ … ]]</c> and <c>((…))</c>: nothing runs but what their words expand.</summary>
internal sealed record TestCommand(IReadOnlyList<WordPiece> Expanded) : ShellNode;

/// <summary><c>coproc</c></summary>
internal sealed record Coprocess(ShellNode Body) : ShellNode;

/// <summary>Where a command reads or writes instead.</summary>
/// <param name="descriptor">The file descriptor as written, empty where it is left to the operator.</param>
/// <param name="operator"><c>&gt;</c>, <c>&lt;&lt;</c>, …</param>
/// <param name="target">The file or the word.</param>
internal sealed class Redirection(string descriptor, string @operator, ShellWord target)
{
    public string Descriptor => descriptor;

    public string Operator => @operator;

    /// <summary>The file, the word of a here-string, or what a here-document holds: that is read after the command.</summary>
    public ShellWord Target { get; internal set; } = target;

    /// <summary>Whether what is read from it stands in the script.</summary>
    public bool IsHere => @operator is "<<" or "<<-" or "<<<";
}

/// <summary>A script as it was read.</summary>
/// <param name="Body">Its commands, as far as they could be read.</param>
/// <param name="CommandCount">How many simple commands there are, those within compound commands, functions and expansions included.</param>
/// <param name="Problem">The first thing that could not be read, or null.</param>
internal sealed record ShellScript(ShellList Body, int CommandCount, ScriptProblem? Problem);
