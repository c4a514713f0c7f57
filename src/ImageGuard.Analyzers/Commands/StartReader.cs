using ImageGuard.Analyzers.Values;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Commands;

/// <summary>Tells which program a call starts, with which arguments.</summary>
internal sealed class StartReader
{
    private readonly ValueSources _sources;
    private readonly ChangeReader _changes;
    private readonly Callees _callees;
    private readonly TextValueReader _texts;

    /// <param name="sources">Where locals get their values.</param>
    /// <param name="changes">How objects have been made.</param>
    /// <param name="callees">What calls run.</param>
    /// <param name="texts">A reader of its own for each call: it gives up after a while.</param>
    public StartReader(ValueSources sources, ChangeReader changes, Callees callees, TextValueReader texts)
    {
        _sources = sources;
        _changes = changes;
        _callees = callees;
        _texts = texts;
    }

    /// <summary>The cheap check: whether a method of this name can be in the table.</summary>
    public static bool IsCandidate(string methodName) => ByName.Contains(methodName);

    /// <summary>The row of the table that a call is, or null.</summary>
    public static ProcessMethod? MethodOf(IInvocationOperation call) => ByName[call.TargetMethod.Name].FirstOrDefault(method =>
        method.Type.Is(call.TargetMethod.ContainingType)
        && (method.StartsReceiver ? !call.TargetMethod.IsStatic || call.TargetMethod.IsExtensionMethod : call.ArgumentFor(method.Program ?? method.StartInfo ?? method.Arguments) is not null));

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

        var arguments = call.ArgumentFor(method.Arguments);
        return method.Program is { } program ? Join(_texts.Read(new(call.ArgumentFor(program)!, frame)), ReadArguments(arguments, frame))
            : method.IsShell ? _texts.Read(new(arguments!, frame)).Select(script => Script(script, call, frame))
            : ReadArguments(arguments, frame).Select(line => new ProgramStart(Program: null, line));
    }

    /// <summary>What a call starts whose body is out of sight, going by its name and its arguments.</summary>
    public IEnumerable<ProgramStart> ReadTelling(IInvocationOperation call, CallFrame? frame)
    {
        if (call.Arguments.FirstOrDefault(argument => ProcessApi.StartInfo.Is(argument.Value.Type)) is { } startInfo)
        {
            return ReadStartInfo(_changes.ChangesOf(new(startInfo.Value, frame)));
        }

        var arguments = call.Arguments.Where(argument => IsText(argument.Value.Type)).OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value).ToArray();
        var texts = arguments.Select(argument => ReadArguments(argument, frame)).ToArray();
        var program = Array.FindIndex(texts, alternatives => alternatives.Any(IsClient));
        if (program >= 0)
        {
            return program + 1 < texts.Length
                ? Join(_texts.Read(new(arguments[program], frame)), texts[program + 1])
                : texts[program].Select(line => new ProgramStart(Program: null, line));
        }

        if (texts.Length == 0)
        {
            return [];
        }

        if ((TellingNames.ClientIn(call.TargetMethod.Name) ?? TellingNames.ClientIn(call.TargetMethod.ContainingType.Name)) is { } client)
        {
            return texts[0].Select(items => new ProgramStart([Known(client.Name, call, frame)], items));
        }

        // The first may be a whole command line; of the others it matters that callers may decide them.
        return texts[0].Select(items => items is [{ Kind: TextItemKind.Split, Parts: var script }] ? Script(script, call, frame) : new ProgramStart(Program: null, items))
            .Concat(texts.Skip(1).SelectMany(alternatives => alternatives, (_, items) => new ProgramStart([.. items.SelectMany(item => item.Parts)], [])));
    }

    private static bool IsClient(TextItem[] items) =>
        items is [{ Parts: [{ Text: { } text }] }] && ContainerClient.FromProgram(text) is not null;

    private static bool IsText(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String }
            or INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }] };

    private static ProgramStart Script(TextPart[] script, IInvocationOperation call, CallFrame? frame) =>
        new([Known("sh", call, frame)], [One(Known("-c", call, frame)), One(script)]);

    private static TextPart Known(string text, IInvocationOperation call, CallFrame? frame) => new(text, Hole: null, call.Syntax, frame);

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

    private static TextItem One(params TextPart[] parts) => new(TextItemKind.One, parts);

    private static TextItem[] Line(TextPart[] parts) => [new(TextItemKind.Split, parts)];

    private IEnumerable<ProgramStart> Join(IEnumerable<TextPart[]> programs, IReadOnlyList<TextItem[]> arguments) => programs.SelectMany(program =>
        program is [{ Hole: { } first, Frame: var frame }] && LineCutBy(first, MaxChain) is { } line
            ? _texts.Read(new(line, frame)).Select(text => new ProgramStart(Program: null, Line(text)))
            : (arguments.Count == 0 ? [[]] : arguments).Select(items => new ProgramStart(program, items)));

    /// <summary>The command line whose first word is taken for the program, and the rest for its arguments; or null.</summary>
    private IOperation? LineCutBy(IOperation word, int steps)
    {
        word = ValueSources.Unwrap(word);
        return word switch
        {
            _ when steps == 0 => null,
            IInvocationOperation { TargetMethod: { Name: "Split" or "Substring" or "Remove", ContainingType.SpecialType: SpecialType.System_String }, Instance: var line } => line,
            IInvocationOperation { TargetMethod.Name: "First" or "FirstOrDefault" or "ElementAt" } call => LineCutBy(call.Receiver()!, steps - 1),
            IArrayElementReferenceOperation { ArrayReference: var words } => LineCutBy(words, steps - 1),
            IImplicitIndexerReferenceOperation { Instance: var words } => words.Type?.SpecialType == SpecialType.System_String ? words : LineCutBy(words, steps - 1),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } words } => LineCutBy(words, steps - 1),
            ILocalReferenceOperation local => _sources.ValuesOf(local) is [var value] ? LineCutBy(value, steps - 1) : null,
            _ => null,
        };
    }

    private static ILookup<string, ProcessMethod> ByName { get; } = ProcessApi.Methods.ToLookup(method => method.Name);
}
