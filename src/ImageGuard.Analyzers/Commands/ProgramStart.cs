using ImageGuard.Analyzers.Values;

namespace ImageGuard.Analyzers.Commands;

/// <summary>A program that a call starts, as far as it can be told.</summary>
/// <param name="Program">The program's name; null where it is the first of the arguments.</param>
/// <param name="Arguments">Its arguments; one text that is still to be split into them is one item.</param>
internal sealed record ProgramStart(TextPart[]? Program, TextItem[] Arguments)
{
    /// <summary>Whether callers decide what is started: a parameter that no call has given a value is part of it.</summary>
    public bool IsOpen => (Program ?? []).Concat(Arguments.SelectMany(item => item.Parts)).Any(part => part.IsOpen);
}
