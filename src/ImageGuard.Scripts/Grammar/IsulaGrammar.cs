using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The isula client of iSulad, from its sources. Its options end at the first operand.</summary>
internal static class IsulaGrammar
{
    public static CommandNode Root() => CommandNode.Root(Commands, new Dictionary<string, OptionGrammar[]> { [""] = CommonOptions });

    private static readonly OptionGrammar[] CommonOptions =
    [
        "-D, --debug", new("-H, --host=", OptionMeaning.Engine), "--tls", "--tlscacert=", "--tlscert=", "--tlskey=", "--tlsverify",
        new("--version", OptionMeaning.DoesNothing),
    ];

    private static readonly CommandGrammar[] Commands =
    [
        new("rmi")
        {
            Kind = ImageOperationKind.Remove,
            Operands = OperandShape.Images,
            Options = [new("-f, --force", OptionMeaning.Force)],
        },
        new("load")
        {
            Kind = ImageOperationKind.Load,
            Options = ["-i, --input=", new("--tag=", OptionMeaning.Name), "-t, --type="],
        },
        new("pull")
        {
            Kind = ImageOperationKind.Pull,
            Operands = OperandShape.Images,
        },
        new("tag")
        {
            Kind = ImageOperationKind.Tag,
            Operands = OperandShape.Images,
        },
        new("import")
        {
            Kind = ImageOperationKind.Import,
            Operands = OperandShape.NameAfterSource,
        },
        new("images")
        {
            Kind = ImageOperationKind.List,
            Options = ["-f, --filter=", new("-q, --quiet", OptionMeaning.PrintsIds)],
        },
        new("inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            OperandsMayBeOtherThings = true,
            Options = [new("-f, --format=", OptionMeaning.Format), "-t, --time="],
        },
        new("rm")
        {
            RemovesContainers = true,
            Options = [new("-f, --force", OptionMeaning.Force), "-v, --volumes"],
        },
    ];
}
