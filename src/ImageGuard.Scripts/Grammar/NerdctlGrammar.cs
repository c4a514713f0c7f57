using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The nerdctl client, from its command reference and its flag definitions (2.x).</summary>
internal static class NerdctlGrammar
{
    public static CommandNode Root() => CommandNode.Root(
        [.. Commands, .. ComposeGrammar.Commands("compose ")],
        new Dictionary<string, OptionGrammar[]>
        {
            [""] = GlobalOptions,
            ["compose"] = ComposeGrammar.GroupOptions,
        });

    private static readonly OptionGrammar[] GlobalOptions =
    [
        "--debug", "--debug-full", new("-a, --address=", OptionMeaning.Engine), new("-H, --host=", OptionMeaning.Engine), "-n, --namespace=", "--snapshotter=", "--storage-driver=", "--cni-path=",
        "--cni-netconfpath=", "--data-root=", "--cgroup-manager=", "--insecure-registry", "--hosts-dir=", "--experimental",
        "--host-gateway-ip=", "--bridge-ip=", "--kube-hide-dupe", "--selinux-enabled", "--cdi-spec-dirs=", "--userns-remap=", "--global-dns=",
        "--global-dns-opts=", "--global-dns-search=", new("-v, --version", OptionMeaning.DoesNothing),
    ];

    private static readonly CommandGrammar[] Commands =
    [
        new("rmi", "image rm", "image remove")
        {
            Kind = ImageOperationKind.Remove,
            Operands = OperandShape.Images,
            Options = [new("-f, --force", OptionMeaning.Force), "--async"],
        },
        new("image prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "--filter=", "-f, --force"],
        },
        new("system prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "-f, --force", "--volumes"],
        },
        new("builder prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "-f, --force", "--buildkit-host="],
        },
        new("load", "image load")
        {
            Kind = ImageOperationKind.Load,
            Options = ["-i, --input=", "-q, --quiet", "--platform=", "--all-platforms"],
        },
        new("save", "image save")
        {
            Kind = ImageOperationKind.Save,
            Operands = OperandShape.Images,
            Options = ["-o, --output=", "-q, --quiet", "--platform=", "--all-platforms"],
        },
        new("build", "image build", "builder build")
        {
            Kind = ImageOperationKind.Build,
            Options =
            [
                new("-t, --tag=", OptionMeaning.Name),
                new("-o, --output=", OptionMeaning.Output),
                new("--rm", OptionMeaning.KeepsIntermediates) { IsNegated = true },
                "--add-host=", "--allow=", "--attest=", "--build-arg=", "--build-context=", "--buildkit-host=", "--cache-from=", "--cache-to=",
                "-f, --file=", new("--iidfile=", OptionMeaning.Output), "--ipfs", "--label=", "--network=", "--no-cache", "--platform=", "--progress=", "--provenance=",
                "--pull", "-q, --quiet", "--sbom=", "--secret=", "--source-policy-file=", "--ssh=", "--target=",
            ],
        },
        new("pull", "image pull")
        {
            Kind = ImageOperationKind.Pull,
            Operands = OperandShape.Images,
            Options =
            [
                "--all-platforms", "--cosign-certificate-identity=", "--cosign-certificate-identity-regexp=",
                "--cosign-certificate-oidc-issuer=", "--cosign-certificate-oidc-issuer-regexp=", "--cosign-key=", "--ipfs-address=",
                "--platform=", "-q, --quiet", "--soci-index-digest=", "--unpack=", "--verify=",
            ],
        },
        new("push", "image push")
        {
            Kind = ImageOperationKind.Push,
            Operands = OperandShape.Images,
            Options =
            [
                new("-a, --all-tags", OptionMeaning.AllTags),
                "--all-platforms", "--allow-nondistributable-artifacts", "--cosign-key=", "--estargz", "--ipfs-address=",
                "--ipfs-ensure-image", "--notation-key-name=", "--platform=", "-q, --quiet", "--sign=", "--soci-min-layer-size=",
                "--soci-span-size=",
            ],
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
            Options =
            [
                "-a, --author=", "-c, --change=", "--compression=", "--estargz", "--estargz-chunk-size=", "--estargz-compression-level=",
                "--estargz-min-chunk-size=", "--format=", "-m, --message=", "-p, --pause", "--zstdchunked", "--zstdchunked-chunk-size=",
                "--zstdchunked-compression-level=",
            ],
        },
        new("import", "image import")
        {
            Kind = ImageOperationKind.Import,
            Operands = OperandShape.NameAfterSource,
            Options = ["-m, --message=", "--platform="],
        },
        new("images", "image ls", "image list")
        {
            Kind = ImageOperationKind.List,
            Options = ["-a, --all", "--digests", "-f, --filter=", new("--format=", OptionMeaning.Format), "--names", "--no-trunc", new("-q, --quiet", OptionMeaning.PrintsIds)],
        },
        new("inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            OperandsMayBeOtherThings = true,
            Options = [new("-f, --format=", OptionMeaning.Format), "--mode=", "-s, --size", new("--type=", OptionMeaning.ObjectType)],
        },
        new("image inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            Options = [new("-f, --format=", OptionMeaning.Format), "--mode=", "--platform="],
        },
        new("rm", "container rm")
        {
            RemovesContainers = true,
            Options = [new("-f, --force", OptionMeaning.Force), "-v, --volumes"],
        },
    ];
}
