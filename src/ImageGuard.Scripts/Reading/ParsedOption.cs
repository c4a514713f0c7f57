using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>An option as it stands in a command.</summary>
/// <param name="Grammar">Which one it is.</param>
/// <param name="Word">The word that holds it.</param>
/// <param name="Start">Where it begins in the word: 0 unless it shares the word with other letters.</param>
/// <param name="Value">Its value, attached or separate; null where it has none.</param>
/// <param name="Presence">Whether it is there on every run.</param>
internal readonly record struct ParsedOption(OptionGrammar Grammar, CommandWord Word, int Start, CommandWord? Value, Certainty Presence)
{
    /// <summary>The option's own characters: its word, or its letter (with an attached value) where it shares the word with others.</summary>
    public SourceSpan? Span => Start == 0 ? Word.Span
        : Value is null ? Word.SpanOf(Start, 1)
        : Word.HasHole ? null
        : Word.SpanOf(Start, Word.KnownStart.Length - Start);

    /// <summary>As its author wrote it.</summary>
    public string Text => Start == 0 ? Word.ToString() : "-" + Grammar.ShortName;

    /// <summary>Whether what the option means holds; for an option that takes a value, always.</summary>
    public Certainty IsOn => Value switch
    {
        _ when Grammar.Value != OptionValue.Switch => Certainty.Certain,
        null => On(true),
        { HasHole: true } => Certainty.Possible,
        { Text: "1" or "t" or "T" or "true" or "TRUE" or "True" } => On(true),
        { Text: "0" or "f" or "F" or "false" or "FALSE" or "False" } => On(false),
        _ => Certainty.No,
    };

    private Certainty On(bool value) => value == Grammar.IsNegated ? Certainty.No : Certainty.Certain;
}
