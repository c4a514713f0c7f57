using System.Text.RegularExpressions;

namespace ImageGuard.Scripts.Tests;

/// <summary>The grammar's tables against the clients' own help texts, as Help/record.sh recorded them.</summary>
public partial class HelpTextTests
{
    /// <summary>What the tables hold besides, because another version or another builder has it; by the name of the command in the help texts.</summary>
    private static readonly Dictionary<(string Client, string Command), string> Elsewhere = new()
    {
        [("docker", "builder prune")] = "max-used-space min-free-space reserved-space timeout verbose",
        [("docker", "build")] =
            "allow annotation attest build-context builder cache-to call check debug load metadata-file no-cache-filter no-parent output policy "
            + "progress provenance push resource sbom secret ssh",
        [("docker", "commit")] = "no-pause",
        [("podman", "image prune")] = "build-cache",
        [("podman", "system prune")] = "build external",
        [("podman", "save")] = "signature-policy",
        [("podman", "build")] =
            "build-arg-file compat-volumes group-add inherit-annotations inherit-labels layer-label no-hostname rewrite-timestamp sbom sbom-output "
            + "source-date-epoch unsetannotation unsetlabel",
        [("podman", "pull")] = "decryption-key policy retry retry-delay",
        [("podman", "push")] = "compression-level encrypt-layer encryption-key force-compression retry retry-delay sign-by-sigstore",
        [("podman", "commit")] = "config",
    };

    public static TheoryData<string, string> Sections()
    {
        var sections = new TheoryData<string, string>();
        foreach (var client in new[] { "docker", "podman", "buildah" })
        {
            foreach (var command in Read(client).Keys)
            {
                sections.Add(client, command);
            }
        }

        return sections;
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_option_of_the_help_text_is_in_the_table(string client, string command)
    {
        var node = NodeOf(client, command);
        foreach (var line in Read(client)[command].Where(line => OptionLine().IsMatch(line)))
        {
            var match = OptionLine().Match(line);
            var option = node.Option(match.Groups["long"].Value);
            Assert.NotNull(option);
            Assert.Equal(match.Groups["short"].Success ? match.Groups["short"].Value[0] : null, option.ShortName);
            Assert.Same(option, option.ShortName is { } letter ? node.Option(letter) : option);
            Assert.Equal(
                !match.Groups["value"].Success ? OptionValue.Switch
                    : match.Groups["value"].Value.Contains("[=", StringComparison.Ordinal) ? OptionValue.Attached
                    : OptionValue.Required,
                option.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_option_of_the_table_is_in_the_help_text_or_known_from_elsewhere(string client, string command)
    {
        if (NodeOf(client, command).Command is not { } grammar)
        {
            return;
        }

        var elsewhere = grammar.Names.Select(name => Elsewhere.GetValueOrDefault((client, name))).FirstOrDefault(names => names is not null);
        var inHelp = Read(client)[command].Select(line => OptionLine().Match(line)).Where(match => match.Success).Select(match => match.Groups["long"].Value);
        Assert.Equal(
            inHelp.Concat(elsewhere?.Split(' ') ?? []).Order(StringComparer.Ordinal),
            grammar.Options.Select(option => option.LongName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_alias_of_the_help_text_is_the_same_command(string client, string command)
    {
        foreach (var alias in Read(client)[command].Where(line => !OptionLine().IsMatch(line)).SelectMany(line => line.Trim().Split(", ")))
        {
            Assert.Same(NodeOf(client, command).Command, NodeOf(client, alias[(client.Length + 1)..]).Command);
        }
    }

    private static CommandNode NodeOf(string client, string command)
    {
        var node = ContainerClient.All.Single(known => known.Name == client).Root;
        foreach (var word in command.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.NotNull(node.Child(word));
            node = node.Child(word)!;
        }

        return node;
    }

    private static Dictionary<string, List<string>> Read(string client)
    {
        var assembly = typeof(HelpTextTests).Assembly;
        var resource = assembly.GetManifestResourceNames().Single(name => name.StartsWith(client + "-", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var sections = new Dictionary<string, List<string>>();
        var section = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                sections[line[1..].Trim()] = section = [];
            }
            else
            {
                section.Add(line);
            }
        }

        return sections;
    }

    /// <summary>A value's name follows after one blank, a description after several.</summary>
    [GeneratedRegex(@"^ +(-(?<short>[a-zA-Z]), )?--(?<long>[a-z0-9-]+)( (?<value>\S.*?))?(  |$)")]
    private static partial Regex OptionLine();
}
