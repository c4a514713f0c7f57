using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Whether and how an option takes a value.</summary>
internal enum OptionValue
{
    /// <summary>It is a switch; <c>--force=false</c> still turns it off.</summary>
    Switch,

    /// <summary>It takes one, attached or as the next word.</summary>
    Required,

    /// <summary>It takes one only if attached: <c>--pull=always</c>.</summary>
    Attached,
}

/// <summary>What an option says about the operation, as far as rules ask.</summary>
internal enum OptionMeaning
{
    /// <summary>Nothing that a rule asks for.</summary>
    None,

    /// <summary>Forces a removal. Not the prune commands' option of that name: it only skips a prompt.</summary>
    Force,

    /// <summary>Names the image that is made.</summary>
    Name,

    /// <summary>Sends the result somewhere else than into the image store, names it there, or keeps its ID for what follows.</summary>
    Output,

    /// <summary>Extends the operation to all tags of a repository.</summary>
    AllTags,

    /// <summary>Records no parent image.</summary>
    NoParent,

    /// <summary>Keeps the intermediate containers of a build.</summary>
    KeepsIntermediates,

    /// <summary>Says what kind of object the operands are.</summary>
    ObjectType,

    /// <summary>Has the command print or check something instead of working: <c>--help</c>, <c>--dry-run</c>.</summary>
    DoesNothing,

    /// <summary>Chooses the engine that the command talks to.</summary>
    Engine,

    /// <summary>Has a listing, or a build, print IDs alone.</summary>
    PrintsIds,

    /// <summary>Says what is printed of each image.</summary>
    Format,

    /// <summary>Of a launcher: how many commands it runs at once.</summary>
    Parallel,

    /// <summary>Of flock: others may hold the lock at the same time.</summary>
    Shared,

    /// <summary>Of a launcher that takes a shell's line: the line.</summary>
    Script,

    /// <summary>Of xargs: the text that stands for the input in the words that follow.</summary>
    Placeholder,
}

/// <summary>One option of a command, as its help text prints it: <c>-t, --tag=</c> with a value, <c>-q, --quiet</c> without.</summary>
internal sealed class OptionGrammar
{
    private const string AttachedMark = "[=]";

    /// <summary>Reads the form in which the tables write options.</summary>
    /// <param name="form">Short name, long name or both; at the end "=" where a value follows, "[=]" where one may be attached.</param>
    /// <param name="meaning">What it says.</param>
    public OptionGrammar(string form, OptionMeaning meaning = OptionMeaning.None)
    {
        Meaning = meaning;
        Value = form.EndsWith(AttachedMark, StringComparison.Ordinal) ? OptionValue.Attached
            : form[form.Length - 1] == '=' ? OptionValue.Required
            : OptionValue.Switch;
        foreach (var name in form.Replace(AttachedMark, "").TrimEnd('=').Split([", "], StringSplitOptions.None))
        {
            if (name.StartsWith("--", StringComparison.Ordinal))
            {
                LongName = name.Substring(2);
            }
            else
            {
                ShortName = name[1];
            }
        }
    }

    /// <summary>The letter after the dash, or null.</summary>
    public char? ShortName { get; }

    /// <summary>The name after the two dashes, or null.</summary>
    public string? LongName { get; }

    public OptionValue Value { get; }

    public OptionMeaning Meaning { get; }

    /// <summary>The operation that the option makes the command do besides its own.</summary>
    public ImageOperationKind? Adds { get; init; }

    /// <summary>Whether it means the opposite: <c>--rm=false</c> keeps what <c>--no-rm</c> keeps.</summary>
    public bool IsNegated { get; init; }

    public static implicit operator OptionGrammar(string form) => new(form);
}
