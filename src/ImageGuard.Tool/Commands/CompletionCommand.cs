using System.CommandLine;

namespace ImageGuard.Tool.Commands;

/// <summary><c>imageguard completion</c>: prints what a shell has to read to complete our commands.</summary>
internal static class CompletionCommand
{
    /// <summary>Each asks the tool itself what can stand where the cursor is.</summary>
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _imageguard() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(imageguard complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _imageguard imageguard
            """,
        ["zsh"] = """
            #compdef imageguard
            _imageguard() {
              local -a candidates=("${(@f)$(imageguard complete "$CURSOR" "$BUFFER" 2>/dev/null)}")
              compadd -a candidates || _files
            }
            compdef _imageguard imageguard
            """,
        ["fish"] = """
            complete -c imageguard -a '(imageguard complete (commandline -C) (commandline) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName imageguard -ScriptBlock {
              param($word, $line, $position)
              imageguard complete $position "$line" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "The shell." }.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print the script that completes commands in a shell: source <(imageguard completion bash).") { shell };
        command.SetAction(parsed => Console.Out.WriteLine(Scripts[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n")));
        return command;
    }
}
