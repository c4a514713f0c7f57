namespace ImageGuard.Scripts;

/// <summary>A command-line client whose grammar is known.</summary>
public sealed class ContainerClient
{
    private readonly Lazy<CommandNode> _root;

    private ContainerClient(string name, Func<CommandNode> root)
    {
        Name = name;
        _root = new Lazy<CommandNode>(root);
    }

    /// <summary>Docker's client.</summary>
    public static ContainerClient Docker { get; } = new("docker", DockerGrammar.Root);

    /// <summary>Podman's.</summary>
    public static ContainerClient Podman { get; } = new("podman", PodmanGrammar.Root);

    /// <summary>The client of containerd.</summary>
    public static ContainerClient Nerdctl { get; } = new("nerdctl", NerdctlGrammar.Root);

    /// <summary>Buildah's, which builds for Podman.</summary>
    public static ContainerClient Buildah { get; } = new("buildah", BuildahGrammar.Root);

    /// <summary>The client of iSulad.</summary>
    public static ContainerClient Isula { get; } = new("isula", IsulaGrammar.Root) { OptionsEndAtOperand = true };

    /// <summary>Compose as a program of its own.</summary>
    public static ContainerClient DockerCompose { get; } = new(
        "docker-compose",
        () => CommandNode.Root(
            ComposeGrammar.Commands(""),
            new Dictionary<string, OptionGrammar[]> { [""] = ComposeGrammar.GroupOptions }));

    /// <summary>Every client.</summary>
    public static IReadOnlyList<ContainerClient> All { get; } = [Docker, Podman, Nerdctl, Buildah, Isula, DockerCompose];

    /// <summary>The program's name.</summary>
    public string Name { get; }

    internal CommandNode Root => _root.Value;

    /// <summary>Whether what follows the first operand is never an option.</summary>
    internal bool OptionsEndAtOperand { get; private init; }

    /// <summary>The client that a program is, by its name or path: <c>docker</c>, <c>/usr/bin/podman</c>, <c>C:\…\Docker.exe</c>.</summary>
    public static ContainerClient? FromProgram(string program)
    {
        var name = ProgramName.Of(program);
        foreach (var client in All)
        {
            if (client.Name == name)
            {
                return client;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
