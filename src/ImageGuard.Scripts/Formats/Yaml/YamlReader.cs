using ImageGuard.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ImageGuard.Scripts.Formats;

/// <summary>Reads the documents of a YAML file as far as they can be read.</summary>
internal sealed class YamlReader
{
    /// <summary>How deep nodes are read; what lies deeper is left out, so that nobody who walks down needs to mind the stack.</summary>
    private const int MaxDepth = 100;

    private readonly ScriptFile _file;
    private readonly List<YamlNode> _roots = [];
    private readonly Dictionary<AnchorName, YamlNode> _anchors = [];
    private readonly Stack<OpenNode> _open = new();

    private YamlReader(ScriptFile file) => _file = file;

    /// <summary>Reads a file; a mistake in it ends the reading, and what stands before it counts.</summary>
    public static IReadOnlyList<YamlNode> Read(ScriptFile file, out ScriptProblem? problem)
    {
        var reader = new YamlReader(file);
        problem = null;
        try
        {
            var parser = new Parser(new StringReader(file.Text));
            while (parser.MoveNext())
            {
                reader.Add(parser.Current!);
            }
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException or ArgumentException)
        {
            // The parser is not built for every mistake: some end it by an exception that is not its own.
            var start = exception is YamlException { Start.Index: var index } ? Math.Min((int)index, file.Text.Length) : 0;
            problem = new ScriptProblem(new SourceSpan(file, start, 0), $"the YAML is broken: {exception.Message}");
        }

        return reader._roots;
    }

    private void Add(ParsingEvent next)
    {
        switch (next)
        {
            case Scalar scalar:
                var node = new YamlScalar(_file, (int)scalar.Start.Index, (int)scalar.End.Index, scalar.Style, scalar.Value);
                Attach(node);
                Name(scalar.Anchor, node);
                break;
            case AnchorAlias alias:
                // An alias within what it names would go in circles; it finds no node yet and stands for nothing.
                Attach(_anchors.TryGetValue(alias.Value, out var named) ? named : new YamlMapping());
                break;
            case SequenceStart start:
                Open(new YamlSequence(start.Tag.IsEmpty ? null : start.Tag.Value), start.Anchor);
                break;
            case MappingStart start:
                Open(new YamlMapping(), start.Anchor);
                break;
            case SequenceEnd or MappingEnd:
                var (closed, anchor) = (_open.Peek().Node, _open.Peek().Anchor);
                _open.Pop();
                Name(anchor, closed);
                break;
        }
    }

    private void Open(YamlNode node, AnchorName anchor)
    {
        Attach(node);
        _open.Push(new OpenNode(node, anchor));
    }

    private void Name(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = node;
        }
    }

    private void Attach(YamlNode node)
    {
        if (_open.Count == 0)
        {
            _roots.Add(node);
            return;
        }

        if (_open.Count > MaxDepth)
        {
            return;
        }

        var holder = _open.Peek();
        switch (holder.Node)
        {
            case YamlSequence sequence:
                sequence.Items.Add(node);
                break;
            case YamlMapping when !holder.HasKey:
                holder.Key = node as YamlScalar;
                holder.HasKey = true;
                break;
            case YamlMapping mapping:
                if (holder.Key is { } key)
                {
                    mapping.Entries.Add(new KeyValuePair<YamlScalar, YamlNode>(key, node));
                }

                holder.HasKey = false;
                break;
        }
    }

    /// <summary>A list or mapping whose end has not come, and in a mapping the key that waits for its value.</summary>
    private sealed class OpenNode(YamlNode node, AnchorName anchor)
    {
        public YamlNode Node { get; } = node;

        public AnchorName Anchor { get; } = anchor;

        public YamlScalar? Key { get; set; }

        public bool HasKey { get; set; }
    }
}
