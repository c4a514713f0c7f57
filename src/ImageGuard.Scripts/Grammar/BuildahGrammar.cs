using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The client of Buildah, from the help texts of 1.28.2; <c>prune</c> is of later versions.</summary>
internal static class BuildahGrammar
{
    public static CommandNode Root() => CommandNode.Root(Commands, new Dictionary<string, OptionGrammar[]> { [""] = GlobalOptions });

    private static readonly OptionGrammar[] GlobalOptions =
    [
        "--cgroup-manager=", "--log-level=", "--registries-conf=", "--registries-conf-dir=", "--root=", "--runroot=", "--short-name-alias-conf=",
        "--storage-driver=", "--storage-opt=", "--userns-gid-map=", "--userns-uid-map=", new("-v, --version", OptionMeaning.DoesNothing),
    ];

    private static readonly CommandGrammar[] Commands =
    [
        new("rmi")
        {
            Kind = ImageOperationKind.Remove,
            Operands = OperandShape.Images,
            Options =
            [
                "-a, --all", new("-f, --force", OptionMeaning.Force), "-p, --prune",
            ],
        },
        new("prune")
        {
            Kind = ImageOperationKind.Prune,
            Options = ["-a, --all", "-f, --force"],
        },
        new("build", "bud", "build-using-dockerfile")
        {
            Kind = ImageOperationKind.Build,
            Options =
            [
                "--add-host=", "--all-platforms", "--annotation=", "--arch=", "--authfile=", "--build-arg=", "--build-context=", "--cache-from=",
                "--cache-to=", "--cache-ttl=", "--cap-add=", "--cap-drop=", "--cert-dir=", "--cgroup-parent=", "--cgroupns=", "--compress",
                "--cpp-flag=", "--cpu-period=", "--cpu-quota=", "-c, --cpu-shares=", "--cpuset-cpus=", "--cpuset-mems=", "--creds=",
                "--decryption-key=", "--device=", "-D, --disable-compression", "--disable-content-trust", "--dns=", "--dns-option=", "--dns-search=",
                "--env=", "-f, --file=", "--force-rm", "--format=", "--from=", "--hooks-dir=", "--http-proxy", "--identity-label", "--ignorefile=",
                new("--iidfile=", OptionMeaning.Output), "--ipc=", "--isolation=", "--jobs=", "--label=", "--layers", "--logfile=", "--logsplit",
                new("--manifest=", OptionMeaning.Name), "-m, --memory=", "--memory-swap=", "--network=", "--no-cache", "--no-hosts",
                "--omit-history", "--os=", "--os-feature=", "--os-version=", new("-o, --output=", OptionMeaning.Output), "--pid=", "--platform=",
                "--pull[=]", "-q, --quiet", "--retry=", "--retry-delay=", new("--rm", OptionMeaning.KeepsIntermediates) { IsNegated = true },
                "--runtime=", "--runtime-flag=", "--secret=", "--security-opt=", "--shm-size=", "--sign-by=", "--skip-unused-stages", "--squash",
                "--ssh=", "--stdin", new("-t, --tag=", OptionMeaning.Name), "--target=", "--timestamp=", "--tls-verify", "--ulimit=", "--unsetenv=",
                "--userns=", "--userns-gid-map=", "--userns-gid-map-group=", "--userns-uid-map=", "--userns-uid-map-user=", "--uts=", "--variant=",
                "-v, --volume=",
            ],
        },
        new("pull")
        {
            Kind = ImageOperationKind.Pull,
            Operands = OperandShape.Images,
            Options =
            [
                new("-a, --all-tags", OptionMeaning.AllTags), "--arch=", "--authfile=", "--cert-dir=", "--creds=", "--decryption-key=", "--os=",
                "--platform=", "--policy=", "-q, --quiet", "--remove-signatures", "--retry=", "--retry-delay=", "--tls-verify", "--variant=",
            ],
        },
        new("push")
        {
            Kind = ImageOperationKind.Push,
            Operands = OperandShape.FirstIsImage,
            Options =
            [
                "--all", "--authfile=", "--cert-dir=", "--compression-format=", "--compression-level=", "--creds=", "--digestfile=",
                "-D, --disable-compression", "--encrypt-layer=", "--encryption-key=", "-f, --format=", "-q, --quiet", "--remove-signatures",
                "--retry=", "--retry-delay=", "--rm", "--sign-by=", "--tls-verify",
            ],
        },
        new("tag")
        {
            Kind = ImageOperationKind.Tag,
            Operands = OperandShape.Images,
        },
        new("commit")
        {
            Kind = ImageOperationKind.Commit,
            Operands = OperandShape.NameAfterSource,
            Options =
            [
                "--authfile=", "--cert-dir=", "--creds=", "-D, --disable-compression", "--encrypt-layer=", "--encryption-key=", "-f, --format=",
                "--identity-label", new("--iidfile=", OptionMeaning.Output), "--manifest=", "--omit-history", "-q, --quiet", "--rm", "--sign-by=",
                "--squash", "--timestamp=", "--tls-verify", "--unsetenv=",
            ],
        },
        new("images")
        {
            Kind = ImageOperationKind.List,
            Options =
            [
                "-a, --all", "--digests", "-f, --filter=", new("--format=", OptionMeaning.Format), "--history", "--json", "--no-trunc",
                "-n, --noheading", new("-q, --quiet", OptionMeaning.PrintsIds),
            ],
        },
        new("inspect")
        {
            Kind = ImageOperationKind.Inspect,
            Operands = OperandShape.Images,
            OperandsMayBeOtherThings = true,
            Options =
            [
                new("-f, --format=", OptionMeaning.Format), new("-t, --type=", OptionMeaning.ObjectType),
            ],
        },
        new("rm", "delete")
        {
            RemovesContainers = true,
            Options = ["-a, --all"],
        },
    ];
}
