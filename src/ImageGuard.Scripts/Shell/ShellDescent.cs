namespace ImageGuard.Scripts.Shell;

/// <summary>Goes through a script as it is written, whether or not its commands ever run.</summary>
internal static class ShellDescent
{
    /// <summary>Every simple command of a list, those within compound commands, functions and expansions included.</summary>
    public static IEnumerable<SimpleCommand> Commands(ShellList list) => Nodes(list).OfType<SimpleCommand>();

    /// <summary>Every variable whose value is put in.</summary>
    public static IEnumerable<ParameterPiece> Parameters(ShellList list) => Nodes(list).OfType<ParameterPiece>();

    private static IEnumerable<object> Nodes(ShellList list)
    {
        var open = new Stack<object>();
        open.Push(list);
        while (open.Count > 0)
        {
            var next = open.Pop();
            yield return next;
            foreach (var child in Children(next).Reverse())
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<object> Children(object node) => node switch
    {
        ShellList list => list.Statements.Select(statement => statement.Node),
        ShellNode command => Inside(command).Concat(command.Redirections.Select(redirection => redirection.Target)),
        ShellWord word => word.Pieces,
        ParameterPiece { Argument: { } argument } => [argument],
        SubstitutionPiece substitution => [substitution.Body],
        ProcessPiece process => [process.Body],
        ArithmeticPiece arithmetic => arithmetic.Expanded,
        _ => [],
    };

    private static IEnumerable<object> Inside(ShellNode node) => node switch
    {
        SimpleCommand command => command.Assignments.SelectMany(assignment => (assignment.Elements ?? []).Prepend(assignment.Value)).Concat(command.Words),
        Pipeline pipeline => pipeline.Commands,
        ConditionList conditions => conditions.Commands,
        Group group => [group.Body],
        Subshell subshell => [subshell.Body],
        IfCommand choice => choice.Branches.SelectMany(branch => new[] { branch.Test, branch.Then }).Append(choice.Else),
        WhileLoop loop => [loop.Test, loop.Body],
        ForLoop loop => (loop.Words ?? []).Concat<object>([loop.Body]),
        CountingLoop loop => loop.Expanded.Concat<object>([loop.Body]),
        CaseCommand choice => choice.Branches.SelectMany(branch => branch.Patterns.Concat<object>([branch.Body])).Prepend(choice.Subject),
        FunctionDefinition function => [function.Body],
        TestCommand test => test.Expanded,
        Coprocess process => [process.Body],
        _ => [],
    };
}
