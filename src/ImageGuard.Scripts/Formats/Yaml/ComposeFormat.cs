namespace ImageGuard.Scripts.Formats;

/// <summary>Compose files: what containers are given to run. Building and pulling is left to compose and is no operation of the file.</summary>
internal sealed class ComposeFormat : IYamlFormat
{
    public bool Fits(string path, YamlNode root) =>
        root.At("services").Entries().Any(service => (service.Value.At("image") ?? service.Value.At("build") ?? service.Value.At("command")) is not null);

    public IEnumerable<ScriptSequence> Read(YamlNode root) =>
        from service in root.At("services").Entries()
        let commands = new[] { service.Value.At("entrypoint"), service.Value.At("command") }
        select new ScriptSequence(
            [new EmbeddedScript([.. commands.SelectMany(TextOf)], ShellDialect.Posix) { IsWordList = commands.Any(command => command is YamlSequence) }]);

    private static IEnumerable<CommandPart> TextOf(YamlNode? command) => command is YamlScalar text
        ? Interpolated(text).Append(CommandPart.Known(" "))
        : WordListText.Of(command.Items().OfType<YamlScalar>().Select(Interpolated));

    /// <summary>Compose puts in its own variables; a dollar for the shell is doubled.</summary>
    private static IReadOnlyList<CommandPart> Interpolated(YamlScalar text) =>
        Placeholders.Replace(
            text.Parts,
            "$",
            VariableLength,
            (variable, span) => variable == "$$" ? Placeholders.Known("$", span) : Placeholders.Unknown(span));

    private static int VariableLength(string text, int start)
    {
        var end = start + 1;
        if (end < text.Length && text[end] == '$')
        {
            return 2;
        }

        if (end < text.Length && text[end] == '{')
        {
            return text.IndexOf('}', end) - start + 1;
        }

        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end - start > 1 ? end - start : 0;
    }
}
