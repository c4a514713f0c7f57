namespace ImageGuard.Scripts.Formats;

/// <summary>The properties that a project gives one value, and what they make of <c>$(Name)</c>. Items and metadata are known only at build time.</summary>
internal sealed class MSBuildProperties
{
    /// <summary>How deep properties within properties are followed.</summary>
    private const int MaxDepth = 8;

    /// <summary>How long a value may become; properties that double each other grow beyond any memory.</summary>
    private const int MaxLength = 4_096;

    private readonly ILookup<string, string> _values;
    private readonly Dictionary<string, string> _evaluated = new(StringComparer.OrdinalIgnoreCase);

    public MSBuildProperties(IEnumerable<(string Name, string Value)> values) =>
        _values = values.ToLookup(property => property.Name, property => property.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>A command with the properties put in.</summary>
    public IReadOnlyList<CommandPart> PutInto(IReadOnlyList<CommandPart> command) => PutInto(command, depth: 0);

    private IReadOnlyList<CommandPart> PutInto(IReadOnlyList<CommandPart> text, int depth)
    {
        var filled = Placeholders.Replace(
            text,
            "$(",
            LengthAt,
            (reference, span) => Placeholders.Known(ValueOf(reference.Substring(2, reference.Length - 3), depth), span));
        return Placeholders.Forget(Placeholders.Forget(filled, "@(", ")"), "%(", ")");
    }

    private string ValueOf(string name, int depth)
    {
        if (!_evaluated.TryGetValue(name, out var value))
        {
            value = depth < MaxDepth && _values[name].Distinct().Count() == 1
                ? new FlatParts(PutInto([CommandPart.Known(_values[name].First())], depth + 1)).Text
                : "";
            value = value.Length is > 0 and <= MaxLength ? value : FlatParts.Hole.ToString();
            _evaluated[name] = value;
        }

        return value;
    }

    /// <summary>The length of a reference, references within it counted.</summary>
    private static int LengthAt(string text, int start)
    {
        var depth = 0;
        for (var at = start + 1; at < text.Length; at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return at + 1 - start;
            }
        }

        return 0;
    }
}
