namespace ImageGuard.Scripts.Formats;

/// <summary>
/// Dockerfiles: what <c>RUN</c> runs while the image is built, and <c>CMD</c> and <c>ENTRYPOINT</c> in its containers; in the shell form, the exec form, and
/// as here-documents.
/// </summary>
internal sealed class DockerfileFormat : IScriptFormat
{
    public FileNames Files { get; } = new([".dockerfile", ".containerfile"], "dockerfile", "containerfile");

    public IReadOnlyList<ScriptSequence> Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var sequences = new List<ScriptSequence>();
        var steps = new List<EmbeddedScript>();
        var shell = PipelineShell.Bash;
        var isTemplate = file.Text.Contains("{{");
        foreach (var instruction in DockerInstruction.In(file))
        {
            switch (instruction.Name)
            {
                case "FROM":
                    EndStage();
                    shell = IsWindows(instruction) ? PipelineShell.Cmd : PipelineShell.Bash;
                    break;
                case "SHELL":
                    shell = ShellOf(instruction) ?? shell;
                    break;
                case "RUN":
                    steps.Add(ReadCommand(instruction));
                    break;
                case "CMD" or "ENTRYPOINT":
                    sequences.Add(new ScriptSequence([ReadCommand(instruction)]));
                    break;
            }
        }

        EndStage();
        return sequences;

        void EndStage()
        {
            sequences.Add(new ScriptSequence(steps));
            steps = [];
        }

        EmbeddedScript ReadCommand(DockerInstruction instruction) => instruction.Words() is { } words
            ? new EmbeddedScript([.. WordListText.Of(words)], ShellDialect.Posix) { IsWordList = true }
            : shell.Script(instruction.Text()) with { IsTemplate = isTemplate };
    }

    /// <summary>Whether a base image is of Windows, as far as its name, or that of its argument, says.</summary>
    private static bool IsWindows(DockerInstruction from) => string.Concat(from.Text().Select(part => part.Text)).ToLowerInvariant() is var image
        && (image.Contains("windows") || image.Contains("nanoserver"));

    private static PipelineShell? ShellOf(DockerInstruction instruction) =>
        instruction.Words() is { } words
            ? PipelineShell.FromCommand([.. words.Select(word => string.Concat(word.Select(part => part.Text)))])
            : null;
}
