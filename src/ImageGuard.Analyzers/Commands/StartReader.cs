using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Commands;

/// <summary>Tells which program a call starts, with which arguments.</summary>
internal sealed class StartReader
{
    private readonly ChangeReader _changes;
    private readonly Callees _callees;
    private readonly TextValueReader _texts;

    /// <param name="changes">How objects have been made.</param>
    /// <param name="callees">What calls run.</param>
    /// <param name="texts">A reader of its own for each call: it gives up after a while.</param>
    public StartReader(ChangeReader changes, Callees callees, TextValueReader texts)
    {
        _changes = changes;
        _callees = callees;
        _texts = texts;
    }

    /// <summary>The cheap check: whether a method of this name can be in the table.</summary>
    public static bool IsCandidate(string methodName) => ByName.Contains(methodName);

    /// <summary>The row of the table that a call is, or null.</summary>
    public static ProcessMethod? MethodOf(IInvocationOperation call) => ByName[call.TargetMethod.Name].FirstOrDefault(method =>
        method.Type.Is(call.TargetMethod.ContainingType)
        && (method.StartsReceiver ? !call.TargetMethod.IsStatic || call.TargetMethod.IsExtensionMethod : call.ArgumentFor(method.Program ?? method.StartInfo ?? method.Arguments[0]) is not null));

    /// <summary>What a call may start: each is an alternative.</summary>
    public IEnumerable<ProgramStart> Read(IInvocationOperation call, ProcessMethod method, CallFrame? frame)
    {
        if (method.StartInfo is { } startInfo)
        {
            return ReadStartInfo(_changes.ChangesOf(new(call.ArgumentFor(startInfo)!, frame)));
        }

        if (method.StartsReceiver)
        {
            return call.Receiver() is not { } receiver ? []
                : ProcessApi.Process.Is(call.TargetMethod.ContainingType) ? ReadStartInfo(_changes.ChangesOf(new(receiver, frame), "StartInfo"))
                : ReadCliWrap(new(receiver, frame), MaxChain);
        }

        var arguments = method.Arguments.Select(call.ArgumentFor).FirstOrDefault(argument => argument is not null);
        return Join(method.Program is { } program ? _texts.Read(new(call.ArgumentFor(program)!, frame)) : NoProgram, ReadArguments(arguments, frame));
    }

    private IEnumerable<ProgramStart> ReadStartInfo(IReadOnlyList<Change> changes)
    {
        var programs = _texts.Read(changes, "FileName", "fileName");
        var lines = _texts.Read(changes, "Arguments", "arguments");
        var lists = _texts.ReadList(changes, "ArgumentList", "arguments");
        if (programs is null)
        {
            // The whole object comes from out of sight, perhaps from a caller.
            return changes is [{ Path: "", Operation: var origin } change, ..] ? [new([new(Text: null, origin, origin.Syntax, change.Frame)], [])] : [];
        }

        return Join(programs, [.. (lists ?? []).Where(list => list.Length > 0), .. (lines ?? []).Select(Line)]);
    }

    /// <summary>How long a chain of calls on a command is followed.</summary>
    private const int MaxChain = 24;

    private IEnumerable<ProgramStart> ReadCliWrap(FramedValue command, int steps)
    {
        var (value, frame) = (ValueSources.Unwrap(command.Operation), command.Frame);
        if (steps == 0)
        {
            return [];
        }

        switch (value)
        {
            case IInvocationOperation call when ProcessApi.CliWrap.Is(call.TargetMethod.ContainingType) && call.Arguments is [var path, ..]:
                return Join(_texts.Read(new(path.Value, frame)), []);
            case IInvocationOperation call when ProcessApi.CliWrapCommand.Is(call.Receiver()?.Type):
                var before = ReadCliWrap(new(call.Receiver()!, frame), steps - 1);
                return call is { TargetMethod.Name: "WithArguments", Arguments: [var arguments, ..] }
                    ? before.SelectMany(start => ReadArguments(arguments.Value, frame), (start, items) => start with { Arguments = items })
                    : before;
            case IInvocationOperation call when _callees.ResultsOf(call, frame) is { } results:
                return results.SelectMany(result => ReadCliWrap(result, steps - 1));
            case IBinaryOperation pipe:
                return ReadCliWrap(new(pipe.LeftOperand, frame), steps - 1).Concat(ReadCliWrap(new(pipe.RightOperand, frame), steps - 1));
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return _changes.ChangesOf(command).Where(change => change is { Kind: ChangeKind.Set, Path: "" }).SelectMany(change =>
                    change.Operation == value ? [new([new(Text: null, value, value.Syntax, frame)], [])] : ReadCliWrap(new(change.Operation, change.Frame), steps - 1));
            default:
                return [];
        }
    }

    private IReadOnlyList<TextItem[]> ReadArguments(IOperation? arguments, CallFrame? frame) => arguments is null ? [[]]
        : ValueSources.Unwrap(arguments) is IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.Parameters: [var builder, ..] } build }
            ? _texts.ReadList(_changes.ChangesIn(build, builder, frame), path: "", parameter: "") ?? [[]]
        : arguments.Type?.SpecialType == SpecialType.System_String ? [.. _texts.Read(new(arguments, frame)).Select(Line)]
        : _texts.ReadList(new(arguments, frame));

    private static IReadOnlyList<TextPart[]?> NoProgram { get; } = [null];

    private static TextItem[] Line(TextPart[] parts) => [new(TextItemKind.Split, parts)];

    private static IEnumerable<ProgramStart> Join(IEnumerable<TextPart[]?> programs, IReadOnlyList<TextItem[]> arguments) =>
        programs.SelectMany(_ => arguments.Count == 0 ? [[]] : arguments, (program, items) => new ProgramStart(program, items));

    private static ILookup<string, ProcessMethod> ByName { get; } = ProcessApi.Methods.ToLookup(method => method.Name);
}
