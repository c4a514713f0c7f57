namespace ImageGuard.Scripts.Formats;

/// <summary>The scripts of a package.json: each one line for the shell.</summary>
internal sealed class PackageJsonFormat : IScriptFormat
{
    public FileNames Files { get; } = new([], "package.json");

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var scripts = Scripts(file).ToList();
        var parallel = new ParallelScripts(scripts.ToLookup(script => script.Name, script => script.Text));
        return [.. scripts.Select(script => new ScriptSequence([new EmbeddedScript(parallel.WrittenOut(script.Text), ShellDialect.Posix)]))];
    }

    /// <summary>The entries of the object "scripts" on the first level.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<CommandPart> Text)> Scripts(ScriptFile file)
    {
        var depth = 0;
        var isScripts = false;
        string? key = null;
        JsonToken? last = null;
        foreach (var token in JsonText.Scan(file, 0, file.Text.Length))
        {
            switch (token.Mark)
            {
                case '{' or '[':
                    depth++;
                    isScripts = depth == 2 && key == "scripts" && token.Mark == '{';
                    key = null;
                    break;
                case '}' or ']':
                    depth--;
                    isScripts = false;
                    break;
                case ':' when last is { Mark: '"' } name:
                    key = name.Value;
                    break;
                case '"' when isScripts && key is not null && last is { Mark: ':' }:
                    yield return (key, token.Text);
                    break;
            }

            last = token;
        }
    }
}
