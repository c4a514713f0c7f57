namespace ImageGuard.Scripts;

/// <summary>A word, a bracketed group, a comma or an assignment's operator of a statement.</summary>
/// <param name="Word">It as a word; a group is a hole.</param>
internal sealed record PowerShellToken(CommandWord Word)
{
    /// <summary>The text, or null where a part of it is unknown.</summary>
    public string? Text => Word.Text;

    /// <summary>The variable that it is, and nothing else; or null.</summary>
    public string? Variable { get; init; }

    /// <summary>Whether it is a string in quotes, and nothing else.</summary>
    public bool IsQuoted { get; init; }

    /// <summary>Whether it is an operator that assigns, or the <c>in</c> of a loop.</summary>
    public bool IsAssignment { get; init; }

    public bool IsComma { get; init; }

    /// <summary>For a script block, the numbers of the commands that it holds.</summary>
    public (int First, int End) Commands { get; init; }

    /// <summary>Whether a command can begin with it without a call operator.</summary>
    public bool CanNameCommand => !IsQuoted && Variable is null && !IsComma && !IsAssignment;
}
