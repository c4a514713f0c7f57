using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The program that a command really runs, behind what launches it: <c>sudo</c>, <c>xargs</c>, <c>timeout</c>.</summary>
/// <param name="Words">The command's words.</param>
/// <param name="Index">The index of the program among them.</param>
internal sealed record CommandLaunch(IReadOnlyList<CommandWord> Words, int Index)
{
    /// <summary>How many launchers before a command are followed.</summary>
    private const int MaxLaunchers = 8;

    /// <summary>The program's name, or null where it cannot be told.</summary>
    public string? Program => ProgramName.Of(Words[Index]);

    /// <summary>The launcher that runs the command several times at once, or null.</summary>
    public string? Multiplier { get; private init; }

    /// <summary>The lock that is held while it runs, or null.</summary>
    public CommandWord? Lock { get; private init; }

    /// <summary>Whether others may hold that lock as well.</summary>
    public bool LockIsShared { get; private init; }

    /// <summary>The engine that a variable in front of it chooses, or null.</summary>
    public string? Engine { get; private init; }

    /// <summary>A shell's line that a launcher gets as the value of an option, in place of the program.</summary>
    public CommandWord? Script { get; private init; }

    /// <summary>Follows the launchers from a word on; null where no program comes behind them.</summary>
    /// <param name="words">The command's words.</param>
    /// <param name="index">The index of the first.</param>
    /// <param name="input">What is known of the operands that a launcher reads from its input.</param>
    public static CommandLaunch? Follow(IReadOnlyList<CommandWord> words, int index, ImageOperandKind input = ImageOperandKind.Unknown)
    {
        var launch = new CommandLaunch(words, index);
        for (var launchers = 0; launchers <= MaxLaunchers; launchers++)
        {
            if (launch.SkipAssignments() is not { } reached)
            {
                return null;
            }

            if (reached.Program is not { } program || !LauncherGrammar.ByName.TryGetValue(program, out var launcher))
            {
                return reached;
            }

            if (reached.Through(launcher, program, input) is not { } next)
            {
                return null;
            }

            if (next.Script is not null)
            {
                return next;
            }

            launch = next;
        }

        return null;
    }

    private CommandLaunch? SkipAssignments()
    {
        var index = Index;
        var engine = Engine;
        for (; index < Words.Count && Assignment.Is(Words[index]); index++)
        {
            engine = EngineVariable.Read(Words[index]) ?? engine;
        }

        return index < Words.Count ? this with { Index = index, Engine = engine } : null;
    }

    private CommandLaunch? Through(LauncherGrammar launcher, string program, ImageOperandKind input)
    {
        var options = ParsedWords.UpToOperand(Words, Index + 1, launcher.Options);
        if (options.State(OptionMeaning.DoesNothing) == Certainty.Certain)
        {
            return null;
        }

        options.State(OptionMeaning.Parallel, out var parallel);
        var next = this with
        {
            Index = options.End + launcher.OwnOperands,
            Multiplier = parallel is { Value.Text: not "1" } ? $"{program} {parallel.Value.Word}" : Multiplier,
            Lock = launcher.TakesLock && options.End < Words.Count ? Words[options.End] : Lock,
            LockIsShared = launcher.TakesLock ? options.State(OptionMeaning.Shared) == Certainty.Certain : LockIsShared,
        };
        if (launcher.TakesLock && next.ReadLockedScript(launcher) is { } script)
        {
            return next with { Script = script };
        }

        if (launcher.AppendsOperands && next.Index < Words.Count)
        {
            next = next with { Words = AppendedOperands.To(Words.Skip(next.Index), options, input), Index = 0 };
        }

        return next.Index < next.Words.Count ? next : null;
    }

    /// <summary>flock takes the option with the line behind the lock.</summary>
    private CommandWord? ReadLockedScript(LauncherGrammar launcher)
    {
        ParsedWords.UpToOperand(Words, Math.Min(Index, Words.Count), launcher.Options).State(OptionMeaning.Script, out var option);
        return option?.Value;
    }
}
