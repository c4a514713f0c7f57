using ImageGuard.Model;
using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Running;

/// <content>Expansions: what is known of a word's value.</content>
internal sealed partial class ShellWalker
{
    private List<CommandWord> Expand(IEnumerable<ShellWord> words)
    {
        var fields = new FieldBuilder(NewIdentity);
        foreach (var word in words)
        {
            fields.Begin(word.Span);
            Expand(word, fields);
            fields.EndField();
        }

        return fields.Words;
    }

    private void Expand(IEnumerable<WordPiece> pieces) => Expand([new ShellWord([.. pieces], Span: null)]);

    /// <summary>A word that stays one: on the right of an assignment, of a redirection.</summary>
    private ShellValue ExpandWhole(ShellWord word)
    {
        var fields = new FieldBuilder(NewIdentity) { KeepsWhole = true };
        Expand(word, fields);
        var parts = fields.Parts.Where(part => part.Text != "").Select(Loosened).ToArray();
        return new ShellValue(parts, Elements: null, fields.Identity) { Jobs = [.. JobsIn(word)] };
    }

    /// <summary>A value's quotes hold nothing together where the value is used.</summary>
    private static CommandPart Loosened(CommandPart part) =>
        part.IsHole ? CommandPart.Hole(HoleExtent.AnyWords, part.Span, part.Meaning, part.Presence) : part;

    private void Expand(ShellWord word, FieldBuilder fields)
    {
        foreach (var piece in word.Pieces)
        {
            switch (piece)
            {
                case TextPiece { IsQuoted: true } text:
                    fields.Add(text.Part, IdentityOf(text.Part));
                    break;
                case TextPiece text:
                    fields.AddUnquoted(text.Part, IdentityOf(text.Part));
                    break;
                case ParameterPiece parameter:
                    Expand(parameter, fields);
                    break;
                case SubstitutionPiece substitution:
                    Add(fields, new ShellValue(OutputOf(substitution), Elements: null, NewIdentity()), substitution);
                    break;
                case ProcessPiece process:
                    InShell(() => Run(process.Body));
                    fields.Add(process.ToHole());
                    break;
                case ArithmeticPiece arithmetic:
                    Expand(arithmetic.Expanded);
                    fields.Add(arithmetic.ToHole());
                    break;
            }
        }
    }

    /// <summary>A placeholder of the script's format has one value wherever it is written alike.</summary>
    private static string? IdentityOf(CommandPart part) =>
        part is { IsHole: true, Span: { Document: ScriptFile file } span } ? file.Text.Substring(span.Start, span.Length) : null;

    /// <summary>What a command substitution puts in.</summary>
    private IReadOnlyList<CommandPart> OutputOf(SubstitutionPiece substitution)
    {
        var (input, output) = (_input, _output);
        _output = ShellOutput.Unknown;
        WithFate(_substitutionFate, () => InShell(() => Run(substitution.Body)));
        var printed = _output;
        (_input, _output) = (input, output);
        return printed.Text ?? [substitution.ToHole(MeaningOf(printed.Line))];
    }

    private static ImageOperandKind MeaningOf(OutputLine line) => line switch
    {
        OutputLine.Id => ImageOperandKind.Id,
        OutputLine.Name => ImageOperandKind.Name,
        _ => ImageOperandKind.Unknown,
    };

    private static void Add(FieldBuilder fields, ShellValue value, ExpandedPiece piece)
    {
        if (value.Elements is { Count: > FieldBuilder.MaxCount })
        {
            fields.Add(piece.ToHole());
            return;
        }

        if (value.Elements is { } elements)
        {
            fields.AddWords(elements, keepPlaces: piece is ParameterPiece { Name: "@" or "*" });
            return;
        }

        foreach (var part in value.Parts)
        {
            var present = piece.Presence == Certainty.Certain ? part : part.Perhaps();
            if (!piece.IsQuoted)
            {
                fields.AddUnquoted(present, value.Identity);
            }
            else
            {
                fields.Add(present.IsHole ? present.Quoted() : present, value.Identity);
            }
        }

        if (piece.IsQuoted && value.Parts.Count == 0)
        {
            fields.Add(CommandPart.Known("", piece.Span));
        }
    }

    private void Expand(ParameterPiece parameter, FieldBuilder fields)
    {
        if (parameter.Name is "?" or "PIPESTATUS")
        {
            _failures.StatusRead();
        }

        var value = ValueOf(parameter);
        switch (parameter.Operator)
        {
            case "" or ":?" or "?":
                Add(fields, Placed(value ?? Unset(parameter), parameter), parameter);
                break;
            case ":-" or "-" or ":=" or "=":
                ExpandDefault(parameter, value, fields);
                break;
            case ":+" or "+":
                ExpandInstead(parameter, value, fields);
                break;
            default:
                ExpandDerived(parameter, value, fields);
                break;
        }
    }

    /// <summary>A hole stands where its variable is used.</summary>
    private static ShellValue Placed(ShellValue value, ParameterPiece parameter) => value.Elements is not null ? value : value with
    {
        Parts = [.. value.Parts.Select(part => part is { IsHole: true } ? CommandPart.Hole(part.Extent, parameter.Span, part.Meaning, part.Presence) : part)],
    };

    /// <summary>What nothing in the script sets comes from outside, and is the same wherever it is used.</summary>
    private static ShellValue Unset(ParameterPiece parameter) => ShellValue.Unknown("$" + parameter.Name);

    private ShellValue? ValueOf(ParameterPiece parameter)
    {
        switch (parameter.Name)
        {
            case "@" or "*":
                return _state.Operands is not { } operands ? ShellValue.Unknown(_calls.Count == 0 ? "$@" : NewIdentity())
                    : parameter is { Name: "*", IsQuoted: true } ? new ShellValue([.. JoinWords(operands)], Elements: null, NewIdentity())
                    : new ShellValue([], operands, NewIdentity());
            case "#" or "?" or "$" or "-" or "!" or "0":
                return ShellValue.Unknown(NewIdentity());
        }

        if (parameter.Name.Length == 0)
        {
            return ShellValue.Unknown(NewIdentity());
        }

        if (char.IsDigit(parameter.Name[0]))
        {
            return OperandAt(parameter.Name);
        }

        return _state.Variables[parameter.Name] is not { } value ? null
            : value.Alternatives.FirstOrDefault(IsClient) is { } client ? client
            : parameter.Subscript is null ? value.Elements is null ? value : ElementOf(value, "0")
            : parameter.Subscript is "@" or "*" ? value
            : ElementOf(value, parameter.Subscript);
    }

    /// <summary>Whichever client it is: the grammars agree in what matters.</summary>
    private static bool IsClient(ShellValue value) => value.Text is { } text && ContainerClient.FromProgram(text.Split(' ').Last()) is not null;

    private ShellValue? OperandAt(string number)
    {
        if (_state.Operands is not { } operands)
        {
            return _calls.Count == 0 ? null : ShellValue.Unknown($"${number} of {_calls.Count}:{_called.Count}");
        }

        return !int.TryParse(number, out var index) || index > operands.Count
            ? operands.Any(operand => operand.MayBeSeveral) ? ShellValue.Unknown(NewIdentity()) : new ShellValue([], Elements: null, "")
            : new ShellValue(operands[index - 1].Parts, Elements: null, operands[index - 1].Variable as string ?? NewIdentity());
    }

    private ShellValue ElementOf(ShellValue value, string subscript)
    {
        if (value.Elements is { } elements && int.TryParse(subscript, out var index) && index >= 0 && index < elements.Count
            && elements.All(element => element.Presence == Certainty.Certain && !element.MayBeSeveral))
        {
            return new ShellValue(elements[index].Parts, Elements: null, elements[index].Variable as string ?? NewIdentity());
        }

        return ShellValue.Unknown($"{value.Identity}[{subscript}]");
    }

    private static IEnumerable<CommandPart> JoinWords(IEnumerable<CommandWord> words) =>
        words.SelectMany((word, index) => index == 0 ? word.Parts : word.Parts.Prepend(CommandPart.Known(" ")));

    private void ExpandDefault(ParameterPiece parameter, ShellValue? value, FieldBuilder fields)
    {
        var otherwise = ExpandWhole(parameter.Argument!);
        var isEmpty = value is { Elements: null, Parts.Count: 0 };
        if (value is not null && !isEmpty)
        {
            Add(fields, Placed(value, parameter), parameter);
        }

        if (value is null || isEmpty || value.Parts.Any(part => part.Presence != Certainty.Certain))
        {
            var taken = isEmpty ? otherwise : otherwise with { Parts = [.. otherwise.Parts.Select(part => part.Perhaps())] };
            Add(fields, taken, parameter);
            if (parameter.Operator is ":=" or "=")
            {
                _state.Variables[parameter.Name] = taken;
            }
        }
    }

    /// <summary><c>${FORCE:+-f}</c></summary>
    private void ExpandInstead(ParameterPiece parameter, ShellValue? value, FieldBuilder fields)
    {
        var instead = ExpandWhole(parameter.Argument!);
        if (value is not { Elements: null, Parts.Count: 0 })
        {
            var isSet = value?.Text is not null;
            Add(fields, isSet ? instead : instead with { Parts = [.. instead.Parts.Select(part => part.Perhaps())] }, parameter);
        }
        else if (parameter.IsQuoted)
        {
            fields.Add(CommandPart.Known("", parameter.Span));
        }
    }

    /// <summary>What is made of a value is not known, but is the same for the same value.</summary>
    private void ExpandDerived(ParameterPiece parameter, ShellValue? value, FieldBuilder fields)
    {
        var argument = parameter.Argument is { } written ? ExpandWhole(written) : null;
        var source = value ?? Unset(parameter);
        var meaning = source.Parts is [{ IsHole: true } hole] ? hole.Meaning : ImageOperandKind.Unknown;
        var identity = $"{(source.Text is { } text ? $"'{text}'" : source.Identity)}{parameter.Operator}{argument?.Identity}";
        Add(fields, Placed(ShellValue.Unknown(identity, parameter.Operator[0] is '#' or '!' ? ImageOperandKind.Unknown : meaning), parameter), parameter);
    }

    /// <summary>The background jobs whose process IDs a word holds.</summary>
    private IEnumerable<Job> JobsIn(ShellWord word) => word.Pieces.OfType<ParameterPiece>().SelectMany(JobsIn);

    private IEnumerable<Job> JobsIn(ParameterPiece parameter) =>
        parameter.Name == "!" ? _state.LastJob is { } job ? [job] : []
        : _state.Variables[parameter.Name]?.Jobs ?? [];
}
