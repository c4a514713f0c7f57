using ImageGuard.Journal;

namespace ImageGuard.Recovery;

/// <summary>Gathers what is found and done about one operation.</summary>
internal sealed class RecoveryLog(JournalEntry entry)
{
    private readonly List<string> _found = [];
    private readonly List<string> _done = [];
    private readonly List<string> _left = [];
    private bool _isOpen;

    /// <summary>Whether the next recovery has to look at it again.</summary>
    public bool IsOpen => _isOpen;

    public void Found(string sentence) => Add(_found, sentence);

    public void Done(string sentence) => Add(_done, sentence);

    /// <summary>Something that only the user can do, and that no recovery will find again.</summary>
    public void Lost(string sentence) => Add(_left, sentence);

    /// <summary>Something that stands in the way now.</summary>
    public void Blocked(string sentence)
    {
        Add(_left, sentence);
        _isOpen = true;
    }

    public RecoveredOperation ToOperation() => new(entry.ToInterrupted(), _found, _done, _left, _isOpen);

    private static void Add(List<string> list, string sentence)
    {
        if (!list.Contains(sentence))
        {
            list.Add(sentence);
        }
    }
}
