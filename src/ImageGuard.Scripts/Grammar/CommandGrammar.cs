using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Which operands of a command name images.</summary>
internal enum OperandShape
{
    /// <summary>None: a context, a file, a service.</summary>
    None,

    /// <summary>All of them.</summary>
    Images,

    /// <summary>The first; what follows is a destination.</summary>
    FirstIsImage,

    /// <summary>All but the first, which is what the image is made from.</summary>
    NameAfterSource,
}

/// <summary>One command of a client: a row of the tables.</summary>
/// <param name="names">Every way to call it: <c>rmi</c>, <c>image rm</c>.</param>
internal sealed class CommandGrammar(params string[] names)
{
    public IReadOnlyList<string> Names => names;

    /// <summary>What it does to images; null where only an option makes it touch any.</summary>
    public ImageOperationKind? Kind { get; init; }

    public bool RemovesContainers { get; init; }

    public OperandShape Operands { get; init; }

    /// <summary>Whether a repository without a tag means all its tags, as <c>docker save</c> takes it.</summary>
    public bool BareNameMeansAllTags { get; init; }

    /// <summary>Whether the operands may be images or something else: <c>docker inspect</c>.</summary>
    public bool OperandsMayBeOtherThings { get; init; }

    public IReadOnlyList<OptionGrammar> Options { get; init; } = [];

    /// <summary>Whether an option gives what is made its name, so that leaving it out leaves the image unnamed.</summary>
    public bool IsNamedByOption => Kind == ImageOperationKind.Build && Options.Any(option => option.Meaning == OptionMeaning.Name);
}
