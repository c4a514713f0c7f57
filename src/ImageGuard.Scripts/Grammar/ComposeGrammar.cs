using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>
/// Compose, as a subcommand of docker, podman and nerdctl or as a program of its own. From the reference pages of docker/compose v2; options that it
/// hides for the sake of version 1 are the last of each table.
/// </summary>
internal static class ComposeGrammar
{
    public static OptionGrammar[] GroupOptions { get; } =
    [
        "--all-resources", "--ansi=", "--compatibility", new("--dry-run", OptionMeaning.DoesNothing), "--env-file=", "-f, --file=",
        "--parallel=", "--profile=", "--progress=", "--project-directory=", "-p, --project-name=",
        "--workdir=", "--no-ansi", "--verbose", "-H, --host=", "--tls", "--tlscacert=", "--tlscert=", "--tlskey=", "--tlsverify",
        "--skip-hostname-check", "-c, --context=", "--log-level=", "--ipfs-address=", new("-v, --version", OptionMeaning.DoesNothing),
    ];

    public static CommandGrammar[] Commands(string prefix) =>
    [
        new(prefix + "up")
        {
            Options =
            [
                new("--build") { Adds = ImageOperationKind.Build },
                "--abort-on-container-exit", "--abort-on-container-failure", "--always-recreate-deps", "--attach=", "--attach-dependencies",
                "-d, --detach", "--exit-code-from=", "--force-recreate", "--menu", "--no-attach=", "--no-build", "--no-color", "--no-deps",
                "--no-log-prefix", "--no-recreate", "--no-start", "--pull=", "--quiet-build", "--quiet-pull", "--remove-orphans",
                "-V, --renew-anon-volumes", "--scale=", "-t, --timeout=", "--timestamps", "--wait", "--wait-timeout=", "-w, --watch",
                "-y, --yes", "--ipfs",
            ],
        },
        new(prefix + "build")
        {
            Kind = ImageOperationKind.Build,
            Options =
            [
                new("--check", OptionMeaning.DoesNothing),
                new("--print", OptionMeaning.DoesNothing),
                "--build-arg=", "--builder=", "-m, --memory=", "--no-cache", "--provenance=", "--pull", "--push", "-q, --quiet", "--sbom=",
                "--ssh=", "--with-dependencies", "--ipfs",
                new("--no-rm", OptionMeaning.KeepsIntermediates),
                "--compress", "--force-rm", "--parallel", "--progress=",
            ],
        },
        new(prefix + "pull")
        {
            Kind = ImageOperationKind.Pull,
            Options =
            [
                "--ignore-buildable", "--ignore-pull-failures", "--include-deps", "--policy=", "-q, --quiet", "--parallel", "--no-parallel",
            ],
        },
        new(prefix + "push")
        {
            Kind = ImageOperationKind.Push,
            Options = ["--ignore-push-failures", "--include-deps", "-q, --quiet"],
        },
        new(prefix + "down")
        {
            Options =
            [
                new("--rmi=") { Adds = ImageOperationKind.Remove },
                "--remove-orphans", "-t, --timeout=", "-v, --volumes",
            ],
        },
    ];
}
