using YamlDotNet.Core;

namespace ImageGuard.Scripts.Formats;

/// <summary>A node of a YAML document. An alias is the node that it names.</summary>
internal abstract class YamlNode;

/// <summary>A text.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where it begins, its tag and anchor included.</param>
/// <param name="end">Where it ends.</param>
/// <param name="style">How it is written.</param>
/// <param name="value">What it says.</param>
internal sealed class YamlScalar(ScriptFile file, int start, int end, ScalarStyle style, string value) : YamlNode
{
    public string Value { get; } = value;

    /// <summary>What it says, with the place of each piece.</summary>
    public IReadOnlyList<CommandPart> Parts => field ??= YamlScalarText.Read(file, start, end, style, Value);
}

/// <summary>A list.</summary>
/// <param name="tag">Its tag, or null.</param>
internal sealed class YamlSequence(string? tag) : YamlNode
{
    public string? Tag { get; } = tag;

    public List<YamlNode> Items { get; } = [];
}

/// <summary>Keys with values.</summary>
internal sealed class YamlMapping : YamlNode
{
    private const string MergeKey = "<<";

    /// <summary>The entries that stand in it.</summary>
    public List<KeyValuePair<YamlScalar, YamlNode>> Entries { get; } = [];

    /// <summary>The value of a key, or null; a key of its own goes before one that is merged in.</summary>
    public YamlNode? this[string key] => Own(key) ?? (Own(MergeKey) is { } merged ? InMerged(merged, key) : null);

    private static YamlNode? InMerged(YamlNode merged, string key)
    {
        var seen = new HashSet<YamlNode>();
        var waiting = new Stack<YamlNode>([merged]);
        while (waiting.Count > 0)
        {
            var node = waiting.Pop();
            if (!seen.Add(node))
            {
                continue;
            }

            if (node is YamlMapping mapping)
            {
                if (mapping.Own(key) is { } found)
                {
                    return found;
                }

                waiting.PushIfAny(mapping.Own(MergeKey));
            }
            else if (node is YamlSequence { Items: var items })
            {
                for (var i = items.Count - 1; i >= 0; i--)
                {
                    waiting.Push(items[i]);
                }
            }
        }

        return null;
    }

    private YamlNode? Own(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Value == key)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
