namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>What has been reported done to the images of a machine, and what nobody has heard of yet.</summary>
internal sealed class CutLedger
{
    private const int MostImages = 8;

    private readonly object _sync = new();
    private readonly Dictionary<string, IReadOnlyDictionary<string, byte[]>> _present = [];
    private readonly HashSet<string> _removed = [];
    private readonly List<CutOperation> _open = [];

    /// <summary>The images that are there, with their files.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, byte[]>> Present => _present;

    /// <summary>The images that are not there any more.</summary>
    public IReadOnlyCollection<string> Removed => _removed;

    /// <summary>The operations that were not answered.</summary>
    public IReadOnlyList<CutOperation> Open => _open;

    /// <summary>Chooses what to do next, on images that no other operation is working on, and notes that it has begun.</summary>
    public async Task<CutOperation> BeginAsync(CutInputs inputs, Random random)
    {
        var operation = Choose(random) ?? random.Next(5) switch
        {
            0 => await inputs.LoadAsync(),
            1 => await inputs.PullAsync(),
            2 => await inputs.BuildAsync(),
            3 => await inputs.CommitAsync(),
            _ => await inputs.ImportAsync(),
        };
        lock (_sync)
        {
            if (!_open.Contains(operation))
            {
                _open.Add(operation);
            }
        }

        return operation;
    }

    /// <summary>Notes that the operation was reported done.</summary>
    public void Complete(CutOperation operation)
    {
        lock (_sync)
        {
            _open.Remove(operation);
            Note(operation.Image, operation.Removes ? null : operation.Files);
        }
    }

    /// <summary>Notes what has become of an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="files">Its files; null where it is not there.</param>
    public void Note(string image, IReadOnlyDictionary<string, byte[]>? files)
    {
        if (files is null)
        {
            _present.Remove(image);
            _removed.Add(image);
        }
        else
        {
            _present[image] = files;
        }
    }

    /// <summary>Forgets what was open, now that it is known what has become of it.</summary>
    /// <param name="stillOpen">The images of operations that the next recovery tries again.</param>
    public void Settle(IReadOnlySet<string> stillOpen) => _open.RemoveAll(operation => !stillOpen.Contains(operation.Image));

    /// <summary>A tag or a removal; null where something new is to be made.</summary>
    private CutOperation? Choose(Random random)
    {
        lock (_sync)
        {
            var busy = _open.SelectMany(open => new[] { open.Image, open.Source }).ToHashSet();
            var idle = _present.Keys.Where(image => !busy.Contains(image)).Order(StringComparer.Ordinal).ToArray();
            var mayGo = idle.Where(image => !CutInputs.IsNeeded(image)).ToArray();
            CutOperation? chosen = null;
            if (mayGo.Length > 0 && (_present.Count > MostImages || random.Next(4) == 0))
            {
                var image = mayGo[random.Next(mayGo.Length)];
                chosen = CutInputs.Remove(image, _present[image]);
            }
            else if (idle.Length > 0 && random.Next(6) == 0)
            {
                var image = idle[random.Next(idle.Length)];
                chosen = CutInputs.Tag(image, _present[image]);
            }

            if (chosen is not null)
            {
                _open.Add(chosen); // At once, so that no other takes the same image.
            }

            return chosen;
        }
    }
}
