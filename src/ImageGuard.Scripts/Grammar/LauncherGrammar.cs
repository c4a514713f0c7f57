namespace ImageGuard.Scripts;

/// <summary>A program that runs the command which its own operands spell: sudo, env, xargs.</summary>
internal sealed class LauncherGrammar
{
    private LauncherGrammar(params OptionGrammar[] options) => Options = CommandNode.Leaf(options);

    /// <summary>The launchers by name.</summary>
    public static IReadOnlyDictionary<string, LauncherGrammar> ByName { get; } = new Dictionary<string, LauncherGrammar>(StringComparer.Ordinal)
    {
        ["sudo"] = new(
            "-C, --close-from=", "-D, --chdir=", "-g, --group=", "-p, --prompt=", "-R, --chroot=", "-r, --role=", "-t, --type=",
            "-T, --command-timeout=", "-U, --other-user=", "-u, --user=", "-A, --askpass", "-b, --background", "-E, --preserve-env[=]",
            "-H, --set-home", "-i, --login", "-k, --reset-timestamp", "-n, --non-interactive", "-P, --preserve-groups", "-S, --stdin",
            "-s, --shell"),
        ["doas"] = new("-a=", "-C=", "-u=", "-n", "-s"),
        ["env"] = new("-C, --chdir=", "-S, --split-string=", "-u, --unset=", "-i, --ignore-environment", "-v, --debug"),
        ["time"] = new("-f, --format=", "-o, --output=", "-a, --append", "-p, --portability", "-v, --verbose"),
        ["nice"] = new("-n, --adjustment="),
        ["ionice"] = new("-c, --class=", "-n, --classdata=", "-t, --ignore"),
        ["nohup"] = new(),
        ["setsid"] = new("-c, --ctty", "-f, --fork", "-w, --wait"),
        ["stdbuf"] = new("-i, --input=", "-o, --output=", "-e, --error="),
        ["timeout"] = new("-k, --kill-after=", "-s, --signal=", "-v, --verbose", "--foreground", "--preserve-status") { OwnOperands = 1 },
        ["exec"] = new("-a=", "-c", "-l"),
        ["command"] = new("-p", new("-v", OptionMeaning.DoesNothing), new("-V", OptionMeaning.DoesNothing)),
        ["xargs"] = new(
            new("-I=", OptionMeaning.Placeholder), new("-i, --replace[=]", OptionMeaning.Placeholder), "-a, --arg-file=", "-d, --delimiter=",
            "-E=", "-L, --max-lines=", "-n, --max-args=", new("-P, --max-procs=", OptionMeaning.Parallel), "-s, --max-chars=", "-0, --null", "-o, --open-tty",
            "-p, --interactive", "-r, --no-run-if-empty", "-t, --verbose", "-x, --exit") { AppendsOperands = true },
        ["flock"] = new(
            "-E, --conflict-exit-code=", "-w, --timeout=", "-e, --exclusive", "-x", new("-s, --shared", OptionMeaning.Shared), "-n, --nonblock", "--nb",
            "-o, --close", "-F, --no-fork", "-u, --unlock", "--verbose", new("-c, --command=", OptionMeaning.Script)) { OwnOperands = 1, TakesLock = true },
        ["chronic"] = new("-e", "-v"),
        ["unbuffer"] = new("-p"),
        ["gosu"] = new() { OwnOperands = 1 },
        ["su-exec"] = new() { OwnOperands = 1 },
        ["chroot"] = new("--groups=", "--userspec=", "--skip-chdir") { OwnOperands = 1 },
        ["sshpass"] = new("-f=", "-d=", "-p=", "-P=", "-e", "-v"),
        ["builtin"] = new(),
        ["wsl"] = new("-d, --distribution=", "-u, --user=", "--cd=", "--shell-type=", "-e, --exec"),
    };

    public CommandNode Options { get; }

    /// <summary>How many operands come before the command.</summary>
    public int OwnOperands { get; private init; }

    /// <summary>Whether its first operand is a lock that it holds while the command runs.</summary>
    public bool TakesLock { get; private init; }

    /// <summary>Whether operands from elsewhere are added to the command.</summary>
    public bool AppendsOperands { get; private init; }
}
