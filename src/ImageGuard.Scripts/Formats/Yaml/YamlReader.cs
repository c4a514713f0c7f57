using ImageGuard.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ImageGuard.Scripts.Formats;

/// <summary>Reads the documents of a YAML file as far as they can be read.</summary>
internal sealed class YamlReader
{
    /// <summary>How deep nodes may lie, so that nobody who walks down needs to mind the stack, nor the parser to look at every list that is open.</summary>
    private const int MaxDepth = 100;

    /// <summary>For how many nodes aliases may stand: aliases of aliases can make more than anybody can walk through.</summary>
    private const int MaxAliased = 100_000;

    private readonly ScriptFile _file;
    private readonly List<YamlNode> _roots = [];
    private readonly Dictionary<AnchorName, (YamlNode Node, int Size)> _anchors = [];
    private readonly Stack<OpenNode> _open = new();
    private int _size;
    private int _aliased;

    private YamlReader(ScriptFile file) => _file = file;

    /// <summary>Reads a file; a mistake in it, or nonsense, ends the reading, and what stands before it counts.</summary>
    public static IReadOnlyList<YamlNode> Read(ScriptFile file, out ScriptProblem? problem)
    {
        var reader = new YamlReader(file);
        problem = null;
        try
        {
            var parser = new Parser(new StringReader(file.Text));
            while (problem is null && parser.MoveNext())
            {
                reader.Add(parser.Current!);
                problem = reader.LimitReached is { } reason ? new ScriptProblem(new SourceSpan(file, (int)parser.Current!.Start.Index, 0), reason) : null;
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

    private string? LimitReached =>
        _open.Count > MaxDepth ? $"the YAML is nested more than {MaxDepth} levels deep"
        : _aliased > MaxAliased ? $"the aliases of the YAML stand for more than {MaxAliased} nodes"
        : null;

    private void Add(ParsingEvent next)
    {
        switch (next)
        {
            case Scalar scalar:
                var node = new YamlScalar(_file, (int)scalar.Start.Index, (int)scalar.End.Index, scalar.Style, scalar.Value);
                Attach(node);
                Name(scalar.Anchor, node, size: 1);
                break;
            case AnchorAlias alias:
                // An alias within what it names would go in circles; it finds no node yet and stands for nothing.
                var (named, size) = _anchors.TryGetValue(alias.Value, out var anchored) ? anchored : (new YamlMapping(), 0);
                _aliased += size;
                Attach(named, size);
                break;
            case SequenceStart start:
                Open(new YamlSequence(start.Tag.IsEmpty ? null : start.Tag.Value), start.Anchor);
                break;
            case MappingStart start:
                Open(new YamlMapping(), start.Anchor);
                break;
            case SequenceEnd or MappingEnd:
                var closed = _open.Pop();
                Name(closed.Anchor, closed.Node, _size - closed.SizeBefore);
                break;
        }
    }

    private void Open(YamlNode node, AnchorName anchor)
    {
        var open = new OpenNode(node, anchor, _size);
        Attach(node);
        _open.Push(open);
    }

    private void Name(AnchorName anchor, YamlNode node, int size)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = (node, size);
        }
    }

    private void Attach(YamlNode node, int size = 1)
    {
        _size += size;
        if (_open.Count == 0)
        {
            _roots.Add(node);
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
    private sealed class OpenNode(YamlNode node, AnchorName anchor, int sizeBefore)
    {
        public YamlNode Node { get; } = node;

        public AnchorName Anchor { get; } = anchor;

        /// <summary>How many nodes stand before it, those that aliases stand for counted.</summary>
        public int SizeBefore { get; } = sizeBefore;

        public YamlScalar? Key { get; set; }

        public bool HasKey { get; set; }
    }
}
