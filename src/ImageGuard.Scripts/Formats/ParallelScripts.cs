namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Writes out what npm's usual helpers run side by side (<c>concurrently "a" "b"</c>, <c>run-p a b</c>) as the shell would: <c>(a)&amp; (b)&amp; wait</c>.
/// </summary>
/// <param name="scripts">The package's scripts by name.</param>
internal sealed class ParallelScripts(ILookup<string, IReadOnlyList<CommandPart>> scripts)
{
    /// <summary>A script; one that is no such helper with arguments, and nothing else, stays as it is.</summary>
    public IReadOnlyList<CommandPart> WrittenOut(IReadOnlyList<CommandPart> script)
    {
        var commands = ShellSplitter.Split(script, ShellDialect.Posix);
        if (commands.Count != 1 || Branches(commands[0].Words) is not { Count: > 1 } branches)
        {
            return script;
        }

        return
        [
            .. branches.SelectMany(branch => branch.Prepend(CommandPart.Known("(")).Append(CommandPart.Known(")& "))),
            CommandPart.Known("wait"),
        ];
    }

    private List<IReadOnlyList<CommandPart>>? Branches(IReadOnlyList<CommandWord> words)
    {
        var operands = words.Skip(1).Where(word => !word.KnownStart.StartsWith("-", StringComparison.Ordinal));
        return words[0].Text switch
        {
            "concurrently" => [.. operands.Select(word => Named(word, after: "npm:") ?? word.Parts)],
            "run-p" => [.. Named(operands)],
            "npm-run-all" when words.Any(word => word.Text is "-p" or "--parallel") => [.. Named(operands)],
            _ => null,
        };
    }

    private IEnumerable<IReadOnlyList<CommandPart>> Named(IEnumerable<CommandWord> names) =>
        names.Select(name => Named(name, after: "")).OfType<IReadOnlyList<CommandPart>>();

    private IReadOnlyList<CommandPart>? Named(CommandWord name, string after) =>
        name.Text is { } text && text.StartsWith(after, StringComparison.Ordinal) ? scripts[text.Substring(after.Length)].FirstOrDefault() : null;
}
