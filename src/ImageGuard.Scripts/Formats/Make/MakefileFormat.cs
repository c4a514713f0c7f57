namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Makefiles: the lines of recipes, each of which has a shell of its own, with simple variables put in; and multi-line definitions that recipes run.
/// </summary>
internal sealed class MakefileFormat : IScriptFormat
{
    public FileNames Files { get; } = new([".mk", ".mak", ".make"], "makefile", "gnumakefile");

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var makefile = Makefile.Read(file);
        var expander = new MakeExpander(file, makefile.Variables);
        var shell = PipelineShell.FromCommand([.. expander.Words("SHELL"), .. expander.Words(".SHELLFLAGS")]) ?? PipelineShell.Bash;
        var invoked = new HashSet<string>(makefile.Recipes.SelectMany(recipe => recipe.Lines).Select(line => line.InvokedName(file.Text)));
        return
        [
            .. makefile.Recipes.Where(recipe => recipe.Name is null || invoked.Contains(recipe.Name))
                .Select(recipe => new ScriptSequence([.. Scripts(recipe, makefile.HasOneShell, expander, shell)])),
            .. makefile.ImmediateValues.SelectMany(expander.ShellFunctions)
                .Select(script => new ScriptSequence([PipelineShell.Bash.Script(script)])),
        ];
    }

    private static IEnumerable<EmbeddedScript> Scripts(MakeRecipe recipe, bool hasOneShell, MakeExpander expander, PipelineShell shell) =>
        hasOneShell && recipe.Name is null
            ? [shell.Script([.. recipe.Lines.SelectMany(line => expander.Expand(line).Append(CommandPart.Known("\n")))])]
            : recipe.Lines.Select(line => shell.Script(expander.Expand(line), failureIsIgnored: line.IgnoresFailure));
}
