using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The podman client, from the help texts of 4.3.1; what later versions have besides is at the end of each table.</summary>
internal static class PodmanGrammar
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
        "--cgroup-manager=", "--conmon=", new("-c, --connection=", OptionMeaning.Engine), "--events-backend=", "--hooks-dir=", "--identity=", "--log-level=",
        "--namespace=", "--network-cmd-path=", "--network-config-dir=", "--noout", "-r, --remote", "--root=", "--runroot=", "--runtime=",
        "--runtime-flag=", "--ssh=", "--storage-driver=", "--storage-opt=", "--syslog", "--tmpdir=", new("--url=", OptionMeaning.Engine),
        new("-v, --version", OptionMeaning.DoesNothing), "--volumepath=",
        "--cdi-spec-dir=", "--config=", "--context=", "-H, --host=", "--imagestore=", "--module=", "--out=", "--pull-option=", "--tls-ca=",
        "--tls-cert=", "--tls-key=", "--transient-store",
    ];

    private static readonly CommandGrammar[] Commands =
    [
        new("rmi", "image rm", "image remove")
        {
            Kind = ImageOperationKind.Remove,
            Operands = OperandShape.Images,
            Options = ["-a, --all", new("-f, --force", OptionMeaning.Force), "-i, --ignore", "--no-prune"],
        },
        new("untag", "image untag")
        {
            Kind = ImageOperationKind.Remove,
            Operands = OperandShape.Images,
        },
        new("image prune", "buildx prune", "builder prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "--external", "--filter=", "-f, --force", "--build-cache"],
        },
        new("system prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "--filter=", "-f, --force", "--volumes", "--build", "--external"],
        },
        new("system reset")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-f, --force"],
        },
        new("load", "image load")
        {
            Kind = ImageOperationKind.Load,
            Options = ["-i, --input=", "-q, --quiet"],
        },
        new("save", "image save")
        {
            Kind = ImageOperationKind.Save,
            Operands = OperandShape.Images,
            Options = ["--compress", "--format=", "-m, --multi-image-archive", "-o, --output=", "-q, --quiet", "--uncompressed", "--signature-policy="],
        },
        new("build", "image build", "buildx build", "builder build")
        {
            Kind = ImageOperationKind.Build,
            Options =
            [
                new("-t, --tag=", OptionMeaning.Name),
                new("--manifest=", OptionMeaning.Name),
                new("-o, --output=", OptionMeaning.Output),
                new("--rm", OptionMeaning.KeepsIntermediates) { IsNegated = true },
                "--add-host=", "--all-platforms", "--annotation=", "--arch=", "--authfile=", "--build-arg=", "--build-context=",
                "--cache-from=", "--cache-to=", "--cache-ttl=", "--cap-add=", "--cap-drop=", "--cert-dir=", "--cgroup-parent=", "--cgroupns=",
                "--compress", "--cpp-flag=", "--cpu-period=", "--cpu-quota=", "-c, --cpu-shares=", "--cpuset-cpus=", "--cpuset-mems=",
                "--creds=", "--decryption-key=", "--device=", "-D, --disable-compression", "--disable-content-trust", "--dns=",
                "--dns-option=", "--dns-search=", "--env=", "-f, --file=", "--force-rm", "--format=", "--from=", "--hooks-dir=",
                "--http-proxy", "--identity-label", "--ignorefile=", new("--iidfile=", OptionMeaning.Output), "--ipc=", "--isolation=", "--jobs=", "--label=", "--layers",
                "--logfile=", "--logsplit", "-m, --memory=", "--memory-swap=", "--network=", "--no-cache", "--no-hosts", "--omit-history",
                "--os=", "--os-feature=", "--os-version=", "--pid=", "--platform=", "--pull[=]", "-q, --quiet", "--retry=", "--retry-delay=",
                "--runtime-flag=", "--secret=", "--security-opt=", "--shm-size=", "--sign-by=", "--skip-unused-stages", "--squash",
                "--squash-all", "--ssh=", "--stdin", "--target=", "--timestamp=", "--tls-verify", "--ulimit=", "--unsetenv=", "--userns=",
                "--userns-gid-map=", "--userns-gid-map-group=", "--userns-uid-map=", "--userns-uid-map-user=", "--uts=", "--variant=",
                "-v, --volume=",
                "--build-arg-file=", "--compat-volumes", "--group-add=", "--inherit-annotations", "--inherit-labels", "--layer-label=",
                "--no-hostname", "--rewrite-timestamp", "--sbom=", "--sbom-output=", "--source-date-epoch=", "--unsetannotation=",
                "--unsetlabel=",
            ],
        },
        new("pull", "image pull")
        {
            Kind = ImageOperationKind.Pull,
            Operands = OperandShape.Images,
            Options =
            [
                new("-a, --all-tags", OptionMeaning.AllTags),
                "--arch=", "--authfile=", "--cert-dir=", "--creds=", "--disable-content-trust", "--os=", "--platform=", "-q, --quiet",
                "--tls-verify", "--variant=",
                "--decryption-key=", "--policy=", "--retry=", "--retry-delay=",
            ],
        },
        new("push", "image push")
        {
            Kind = ImageOperationKind.Push,
            Operands = OperandShape.FirstIsImage,
            Options =
            [
                "--authfile=", "--cert-dir=", "--compress", "--compression-format=", "--creds=", "--digestfile=", "--disable-content-trust",
                "-f, --format=", "-q, --quiet", "--remove-signatures", "--sign-by=", "--sign-by-sigstore-private-key=",
                "--sign-passphrase-file=", "--tls-verify",
                "--compression-level=", "--encrypt-layer=", "--encryption-key=", "--force-compression", "--retry=", "--retry-delay=",
                "--sign-by-sigstore=",
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
                "-a, --author=", "-c, --change=", "-f, --format=", new("--iidfile=", OptionMeaning.Output), "--include-volumes", "-m, --message=", "-p, --pause",
                "-q, --quiet", "-s, --squash", "--config=",
            ],
        },
        new("import", "image import")
        {
            Kind = ImageOperationKind.Import,
            Operands = OperandShape.NameAfterSource,
            Options = ["--arch=", "-c, --change=", "-m, --message=", "--os=", "-q, --quiet", "--variant="],
        },
        new("images", "image ls", "image list")
        {
            Kind = ImageOperationKind.List,
            Options =
            [
                "-a, --all", "--digests", "-f, --filter=", new("--format=", OptionMeaning.Format), "--history", "--no-trunc", "-n, --noheading", new("-q, --quiet", OptionMeaning.PrintsIds), "--sort=",
            ],
        },
        new("inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            OperandsMayBeOtherThings = true,
            Options = [new("-f, --format=", OptionMeaning.Format), "-l, --latest", "-s, --size", new("-t, --type=", OptionMeaning.ObjectType)],
        },
        new("image inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            Options = [new("-f, --format=", OptionMeaning.Format)],
        },
        new("rm", "container rm")
        {
            RemovesContainers = true,
            Options =
            [
                new("-f, --force", OptionMeaning.Force),
                "-a, --all", "--cidfile=", "--depend", "--filter=", "-i, --ignore", "-l, --latest", "-t, --time=", "-v, --volumes",
            ],
        },
    ];
}
