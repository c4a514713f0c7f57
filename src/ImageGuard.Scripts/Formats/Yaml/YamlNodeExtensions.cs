namespace ImageGuard.Scripts.Formats;

/// <summary>Ways through a YAML document that do not mind what is missing.</summary>
internal static class YamlNodeExtensions
{
    /// <summary>The value of a key, or null where the node is no mapping or has no such key.</summary>
    public static YamlNode? At(this YamlNode? node, string key) => (node as YamlMapping)?[key];

    /// <summary>What a scalar says, or null.</summary>
    public static string? Text(this YamlNode? node) => (node as YamlScalar)?.Value;

    /// <summary>The items of a list; of anything else none.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node) => (node as YamlSequence)?.Items ?? [];

    /// <summary>The texts of a list, or the one text that stands in its place.</summary>
    public static IEnumerable<string> Texts(this YamlNode? node) =>
        node is YamlScalar { Value: var text } ? [text] : node.Items().OfType<YamlScalar>().Select(item => item.Value);

    /// <summary>The entries of a mapping; of anything else none.</summary>
    public static IEnumerable<KeyValuePair<YamlScalar, YamlNode>> Entries(this YamlNode? node) => (node as YamlMapping)?.Entries ?? [];

    /// <summary>Whether a scalar says yes.</summary>
    public static bool IsTrue(this YamlNode? node) => string.Equals(node.Text(), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>All lists under a key, wherever it stands, each with the mapping that has it.</summary>
    public static IEnumerable<(YamlMapping Holder, YamlSequence List)> ListsNamed(this YamlNode root, string key) =>
        from mapping in root.Mappings()
        from entry in mapping.Entries
        where entry.Key.Value == key && entry.Value is YamlSequence
        select (mapping, (YamlSequence)entry.Value);

    /// <summary>All mappings, each once, from the outside in.</summary>
    public static IEnumerable<YamlMapping> Mappings(this YamlNode root)
    {
        var seen = new HashSet<YamlNode>();
        var waiting = new Stack<YamlNode>([root]);
        while (waiting.Count > 0)
        {
            var node = waiting.Pop();
            if (!seen.Add(node))
            {
                continue;
            }

            if (node is YamlMapping mapping)
            {
                yield return mapping;
            }

            foreach (var child in node.Entries().Select(entry => entry.Value).Concat(node.Items()).Reverse())
            {
                waiting.Push(child);
            }
        }
    }

    /// <summary>The variables of a mapping whose values are short texts without anything that is replaced at run time.</summary>
    public static Dictionary<string, string> Variables(this IEnumerable<YamlNode?> mappings)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in mappings.SelectMany(mapping => mapping.Entries()).Select(entry => (entry.Key.Value, entry.Value)))
        {
            if (value.Text() is { } text && text.IndexOfAny(['$', '<', '\'', '\n']) < 0)
            {
                variables[name] = text;
            }
            else
            {
                variables.Remove(name);
            }
        }

        return variables;
    }

    public static void PushIfAny(this Stack<YamlNode> stack, YamlNode? node)
    {
        if (node is not null)
        {
            stack.Push(node);
        }
    }
}
