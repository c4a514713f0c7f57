namespace ImageGuard.Scripts;

/// <summary>How a shell quotes, escapes and separates: the few things in which their simple commands differ.</summary>
public sealed class ShellDialect
{
    private ShellDialect()
    {
    }

    /// <summary>The POSIX shell and its kin: sh, Bash, Dash, Zsh. They have a reader of their own, for their commands nest.</summary>
    public static ShellDialect Posix { get; } = new();

    /// <summary>The Windows command interpreter.</summary>
    public static ShellDialect Cmd { get; } = new()
    {
        Escape = '^',
        ExpandsPercent = true,
    };

    /// <summary>PowerShell.</summary>
    public static ShellDialect PowerShell { get; } = new()
    {
        Escape = '`',
        EscapableInQuotes = "`\"$",
        HasSingleQuotes = true,
        ExpandsDollar = true,
        HasScopedNames = true,
        HasSemicolon = true,
        Comment = '#',
    };

    /// <summary>Makes the next character an ordinary one.</summary>
    internal char Escape { get; private init; }

    /// <summary>What the escape character still escapes within double quotes.</summary>
    internal string EscapableInQuotes { get; private init; } = "";

    internal bool HasSingleQuotes { get; private init; }

    /// <summary>Whether <c>$name</c>, <c>${…}</c> and <c>$(…)</c> are replaced.</summary>
    internal bool ExpandsDollar { get; private init; }

    /// <summary>Whether a name goes on behind a colon: <c>$env:TAG</c>.</summary>
    internal bool HasScopedNames { get; private init; }

    /// <summary>Whether <c>%name%</c> is replaced.</summary>
    internal bool ExpandsPercent { get; private init; }

    internal bool HasSemicolon { get; private init; }

    /// <summary>Begins a comment where a word could begin.</summary>
    internal char? Comment { get; private init; }
}
