using System.Text;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Running;

/// <summary>Puts the words together that a written word expands to: an unquoted value may be several of them, or none.</summary>
/// <param name="newIdentity">Tells a value that nothing holds from all others.</param>
internal sealed class FieldBuilder(Func<string> newIdentity)
{
    /// <summary>How many parts a word, and how many words a list, may have; variables that double each other grow beyond any memory.</summary>
    public const int MaxCount = 256;

    private const int MaxIdentity = 1_024;

    private readonly List<CommandPart> _parts = [];
    private readonly StringBuilder _identity = new();
    private SourceSpan? _span;
    private SourceSpan? _wordSpan;
    private bool _hasField;

    /// <summary>The words so far.</summary>
    public List<CommandWord> Words { get; } = [];

    /// <summary>Where values are kept whole: on the right of an assignment.</summary>
    public bool KeepsWhole { get; init; }

    /// <summary>The parts of the word at hand.</summary>
    public IReadOnlyList<CommandPart> Parts => _parts;

    /// <summary>What the word at hand is made of: the same for two words of the same text.</summary>
    public string Identity => _identity.ToString();

    public void Begin(SourceSpan? span) => _span = span;

    /// <summary>Takes a part that stays within the word.</summary>
    public void Add(CommandPart part, string? identity = null)
    {
        if (_parts.Count == MaxCount || _identity.Length > MaxIdentity)
        {
            _parts.Clear();
            _identity.Clear();
            (part, identity) = (CommandPart.Hole(HoleExtent.AnyWords, part.Span), null);
        }

        _parts.Add(part);
        _identity.Append(part.Text ?? identity ?? newIdentity());
        _hasField = true;
    }

    /// <summary>Takes a part whose blanks separate words.</summary>
    public void AddUnquoted(CommandPart part, string? identity = null)
    {
        if (KeepsWhole || part.Text is not { } text || text.IndexOfAny(Blanks) < 0)
        {
            Add(part, identity);
            return;
        }

        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny(Blanks, start) is >= 0 and var blank ? blank : text.Length;
            if (end > start)
            {
                Add(part.Slice(start, end - start));
            }

            if (end < text.Length)
            {
                EndField();
            }

            start = end + 1;
        }
    }

    /// <summary>Takes words that stay apart: the elements of <c>"$@"</c>. What stands around them goes to the first and the last.</summary>
    /// <param name="words">The words.</param>
    /// <param name="keepPlaces">Whether they go on standing where they were written: a caller's operands do.</param>
    public void AddWords(IReadOnlyList<CommandWord> words, bool keepPlaces)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0)
            {
                EndField();
            }

            _wordSpan = keepPlaces && !_hasField ? words[i].Span : null;
            foreach (var part in words[i].Parts)
            {
                Add(part, words[i].Variable as string);
            }
        }
    }

    public void EndField()
    {
        if (_hasField)
        {
            Words.Add(new CommandWord([.. _parts], _wordSpan ?? _span) { Variable = Identity });
        }

        _parts.Clear();
        _identity.Clear();
        _hasField = false;
        _wordSpan = null;
    }

    private static readonly char[] Blanks = [' ', '\t', '\n'];
}
