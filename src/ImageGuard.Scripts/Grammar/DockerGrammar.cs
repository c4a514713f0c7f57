using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>
/// The docker client, from the help texts of 28.2.2. <c>build</c> stands for both builders, the classic one and buildx (its reference page);
/// what other versions have besides is at the end of each table.
/// </summary>
internal static class DockerGrammar
{
    public static CommandNode Root() => CommandNode.Root(
        [.. Commands, .. ComposeGrammar.Commands("compose ")],
        new Dictionary<string, OptionGrammar[]>
        {
            [""] = GlobalOptions,
            ["buildx"] = ["--builder=", "-D, --debug"],
            ["compose"] = ComposeGrammar.GroupOptions,
        });

    private static readonly OptionGrammar[] GlobalOptions =
    [
        "--config=", new("-c, --context=", OptionMeaning.Engine), "-D, --debug", new("-H, --host=", OptionMeaning.Engine), "-l, --log-level=", "--tls", "--tlscacert=", "--tlscert=", "--tlskey=",
        "--tlsverify", new("-v, --version", OptionMeaning.DoesNothing),
    ];

    private static readonly CommandGrammar[] Commands =
    [
        new("rmi", "image rm", "image remove")
        {
            Kind = ImageOperationKind.Remove,
            Operands = OperandShape.Images,
            Options = [new("-f, --force", OptionMeaning.Force), "--no-prune", "--platform="],
        },
        new("image prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "--filter=", "-f, --force"],
        },
        new("system prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "--filter=", "-f, --force", "--volumes"],
        },
        new("builder prune", "buildx prune")
        {
            Kind = ImageOperationKind.Prune,
            Options =
            [
                "-a, --all", "--filter=", "-f, --force", "--keep-storage=",
                "--max-used-space=", "--min-free-space=", "--reserved-space=", "--timeout=", "--verbose",
            ],
        },
        new("load", "image load")
        {
            Kind = ImageOperationKind.Load,
            Options = ["-i, --input=", "--platform=", "-q, --quiet"],
        },
        new("save", "image save")
        {
            Kind = ImageOperationKind.Save,
            Operands = OperandShape.Images,
            BareNameMeansAllTags = true,
            Options = ["-o, --output=", "--platform="],
        },
        new("build", "image build", "builder build", "buildx build", "buildx b")
        {
            Kind = ImageOperationKind.Build,
            Options =
            [
                new("-t, --tag=", OptionMeaning.Name),
                new("--rm", OptionMeaning.KeepsIntermediates) { IsNegated = true },
                "--add-host=", "--build-arg=", "--cache-from=", "--cgroup-parent=", "--compress", "--cpu-period=", "--cpu-quota=",
                "-c, --cpu-shares=", "--cpuset-cpus=", "--cpuset-mems=", "--disable-content-trust", "-f, --file=", "--force-rm", new("--iidfile=", OptionMeaning.Output),
                "--isolation=", "--label=", "-m, --memory=", "--memory-swap=", "--network=", "--no-cache", "--platform=", "--pull",
                new("-q, --quiet", OptionMeaning.PrintsIds), "--security-opt=", "--shm-size=", "--squash", "--target=", "--ulimit=",
                new("-o, --output=", OptionMeaning.Output),
                new("--push", OptionMeaning.Output),
                new("--call=", OptionMeaning.DoesNothing),
                new("--check", OptionMeaning.DoesNothing),
                "--allow=", "--annotation=", "--attest=", "--build-context=", "--builder=", new("--cache-to=", OptionMeaning.Output), "-D, --debug", "--load",
                "--metadata-file=", "--no-cache-filter=", "--policy=", "--progress=", "--provenance=", "--resource=", "--sbom=", "--secret=",
                "--ssh=",
                new("--no-parent", OptionMeaning.NoParent),
            ],
        },
        new("buildx bake", "buildx f")
        {
            Kind = ImageOperationKind.Build,
            Options =
            [
                new("--call=", OptionMeaning.DoesNothing),
                new("--check", OptionMeaning.DoesNothing),
                new("--list=", OptionMeaning.DoesNothing),
                new("--print", OptionMeaning.DoesNothing),
                "--allow=", "-f, --file=", "--load", "--metadata-file=", "--no-cache", "--policy=", "--progress=", "--provenance=", "--pull",
                "--push", "--sbom=", "--set=", "--var=",
            ],
        },
        new("pull", "image pull")
        {
            Kind = ImageOperationKind.Pull,
            Operands = OperandShape.Images,
            Options = [new("-a, --all-tags", OptionMeaning.AllTags), "--disable-content-trust", "--platform=", "-q, --quiet"],
        },
        new("push", "image push")
        {
            Kind = ImageOperationKind.Push,
            Operands = OperandShape.Images,
            Options = [new("-a, --all-tags", OptionMeaning.AllTags), "--disable-content-trust", "--platform=", "-q, --quiet"],
        },
        new("tag", "image tag")
        {
            Kind = ImageOperationKind.Tag,
            Operands = OperandShape.Images,
        },
        new("commit", "container commit")
        {
            Kind = ImageOperationKind.Commit,
            Operands = OperandShape.NameAfterSource,
            Options = ["-a, --author=", "-c, --change=", "-m, --message=", "-p, --pause", "--no-pause"],
        },
        new("import", "image import")
        {
            Kind = ImageOperationKind.Import,
            Operands = OperandShape.NameAfterSource,
            Options = ["-c, --change=", "-m, --message=", "--platform="],
        },
        new("images", "image ls", "image list")
        {
            Kind = ImageOperationKind.List,
            Options = ["-a, --all", "--digests", "-f, --filter=", new("--format=", OptionMeaning.Format), "--no-trunc", new("-q, --quiet", OptionMeaning.PrintsIds), "--tree"],
        },
        new("inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            OperandsMayBeOtherThings = true,
            Options = [new("-f, --format=", OptionMeaning.Format), "-s, --size", new("--type=", OptionMeaning.ObjectType)],
        },
        new("image inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            Options = [new("-f, --format=", OptionMeaning.Format), "--platform="],
        },
        new("rm", "container rm", "container remove")
        {
            RemovesContainers = true,
            Options = [new("-f, --force", OptionMeaning.Force), "-l, --link", "-v, --volumes"],
        },
    ];
}
