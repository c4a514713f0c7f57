namespace ImageGuard.Verification;

/// <summary>
/// Files as a container sees them: layers laid over one another, with what a layer takes away (whiteouts), each path with the layer that
/// it comes from.
/// </summary>
internal sealed class FileTree
{
    private const string Whiteout = ".wh.";
    private const string OpaqueFolder = ".wh..wh..opq";
    private const string WhiteoutMetadata = ".wh..wh.";
    private const int MostLinks = 40;

    private readonly Node _root = Node.Folder(layer: 0);
    private readonly Dictionary<string, int> _removed = new(StringComparer.Ordinal);

    /// <summary>The paths that layers take away, with the last that does; some may be back by a later layer.</summary>
    public IReadOnlyDictionary<string, int> Removed => _removed;

    /// <summary>Lays a layer over those below it.</summary>
    /// <param name="layer">Its number, from 0.</param>
    /// <param name="files">What it consists of.</param>
    public void Apply(int layer, IReadOnlyList<LayerFile> files)
    {
        // What it takes away belongs to the layers below, wherever in the archive it stands.
        foreach (var file in files)
        {
            TakeAway(layer, file.Path);
        }

        foreach (var file in files.Where(file => file.Path.Length > 0 && !NameOf(file.Path).StartsWith(Whiteout, StringComparison.Ordinal)))
        {
            Add(layer, file);
        }
    }

    /// <summary>The file at a path, links in the folders above it followed; null where there is none.</summary>
    public LayerFile? Find(string path) => FindFolderOf(path) is { } folder
        && folder.Children!.TryGetValue(NameOf(path), out var node) ? node.File : null;

    /// <summary>All files, with their layers: folders that no layer mentions are left out.</summary>
    public IEnumerable<(LayerFile File, int Layer)> Files() => FilesOf(_root).Select(node => (node.File!, node.Layer));

    private static IEnumerable<Node> FilesOf(Node top)
    {
        var pending = new Stack<Node>([top]);
        while (pending.TryPop(out var node))
        {
            foreach (var child in node.Children?.Values ?? Enumerable.Empty<Node>())
            {
                pending.Push(child);
            }

            if (node.File is not null)
            {
                yield return node;
            }
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static IEnumerable<string> Upwards(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse();

    private void TakeAway(int layer, string path)
    {
        var name = NameOf(path);
        if (name == OpaqueFolder && FindFolderOf(path) is { } opaque)
        {
            foreach (var child in opaque.Children!.Values)
            {
                NoteRemoved(layer, child);
            }

            opaque.Children.Clear();
        }
        else if (name.StartsWith(Whiteout, StringComparison.Ordinal) && !name.StartsWith(WhiteoutMetadata, StringComparison.Ordinal)
            && FindFolderOf(path) is { } folder && folder.Children!.Remove(name[Whiteout.Length..], out var removed))
        {
            NoteRemoved(layer, removed);
        }
    }

    private void NoteRemoved(int layer, Node top)
    {
        foreach (var node in FilesOf(top))
        {
            _removed[node.File!.Path] = layer;
        }
    }

    private void Add(int layer, LayerFile file)
    {
        var folder = MakeFolder(layer, FolderOf(file.Path));
        var name = NameOf(file.Path);
        if (file.Type == FileType.Folder && folder.Children!.TryGetValue(name, out var existing) && existing.Children is not null)
        {
            folder.Children[name] = existing with { File = file, Layer = layer };
            return;
        }

        var added = file.Type == FileType.HardLink ? Linked(file) : file;
        folder.Children![name] = new Node(added, layer, file.Type == FileType.Folder ? [] : null);
    }

    /// <summary>A hard link is one more name of a file; one to nothing that is known cannot be compared.</summary>
    private LayerFile Linked(LayerFile link) => Find(LayerFile.Normalize(link.Target)) is { } target
        ? target with { Path = link.Path }
        : link with { Type = FileType.Special };

    /// <summary>The folder that a file goes into, made where no entry has made it.</summary>
    private Node MakeFolder(int layer, string path)
    {
        if (Walk(path) is { } known)
        {
            return known;
        }

        var parent = MakeFolder(layer, FolderOf(path));
        var made = Node.Folder(layer);
        parent.Children![NameOf(path)] = made;
        return made;
    }

    private Node? FindFolderOf(string path) => Walk(FolderOf(path));

    /// <summary>The folder at a path, links followed within the tree; null where there is none.</summary>
    private Node? Walk(string path)
    {
        var pending = new Stack<string>(Upwards(path));
        var above = new Stack<Node>();
        var (node, links) = (_root, 0);
        while (pending.TryPop(out var segment))
        {
            if (segment == "..")
            {
                node = above.TryPop(out var parent) ? parent : _root;
            }
            else if (segment == ".")
            {
                continue;
            }
            else if (!node.Children!.TryGetValue(segment, out var child))
            {
                return null;
            }
            else if (child.Children is not null)
            {
                above.Push(node);
                node = child;
            }
            else if (child.File is { Type: FileType.SymbolicLink } link && ++links <= MostLinks)
            {
                if (link.Target.StartsWith('/'))
                {
                    (node, above) = (_root, new Stack<Node>());
                }

                foreach (var part in Upwards(link.Target))
                {
                    pending.Push(part);
                }
            }
            else
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>A place in the tree.</summary>
    /// <param name="File">What is there; null for a folder that no entry describes.</param>
    /// <param name="Layer">The layer that it comes from.</param>
    /// <param name="Children">What is in it, by name, if it is a folder.</param>
    private sealed record Node(LayerFile? File, int Layer, Dictionary<string, Node>? Children)
    {
        public static Node Folder(int layer) => new(File: null, layer, []);
    }
}
