using ImageGuard.Model;

namespace ImageGuard.Scripts.Tests;

public class GrammarTests
{
    private static readonly string[] SharedCommands =
        ["rmi", "load", "pull", "tag", "import", "images", "inspect", "rm"];

    private static readonly string[] CommandsOfAllButIsula =
    [
        "image rm", "image remove", "image prune", "system prune", "builder prune", "image load", "save", "image save", "build", "image build",
        "image pull", "push", "image push", "image tag", "commit", "container commit", "image import", "image ls", "image list", "image inspect",
        "container rm", "compose up", "compose build", "compose pull", "compose push", "compose down",
    ];

    public static TheoryData<string, string> Commands()
    {
        var commands = new TheoryData<string, string>();
        foreach (var client in new[] { "docker", "podman", "nerdctl", "isula" })
        {
            foreach (var command in client == "isula" ? SharedCommands : [.. SharedCommands, .. CommandsOfAllButIsula])
            {
                commands.Add(client, command);
            }
        }

        return commands;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_that_touches_images_is_known(string client, string command)
    {
        var node = ContainerClient.All.Single(known => known.Name == client).Root;
        foreach (var word in command.Split(' '))
        {
            node = node.Child(word)!;
            Assert.NotNull(node);
        }

        Assert.NotNull(node.Command);
        Assert.Equal(command, node.Path);
    }

    /// <summary>The prune commands' option of that name only skips a prompt.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Force_means_force_only_where_something_named_is_removed(string client, string command)
    {
        var node = ContainerClient.All.Single(known => known.Name == client).Root;
        node = command.Split(' ').Aggregate(node, (parent, word) => parent.Child(word)!);

        Assert.Equal(
            command is "rmi" or "image rm" or "image remove" or "rm" or "container rm",
            node.Command!.Options.Any(option => option.Meaning == OptionMeaning.Force));
    }

    [Theory]
    [InlineData("-f, --force", 'f', "force", "Switch")]
    [InlineData("-t, --tag=", 't', "tag", "Required")]
    [InlineData("--pull[=]", null, "pull", "Attached")]
    [InlineData("-n=", 'n', null, "Required")]
    [InlineData("-p", 'p', null, "Switch")]
    public void An_option_is_written_as_in_a_help_text(string form, char? letter, string? name, string value)
    {
        var option = new OptionGrammar(form);

        Assert.Equal(letter, option.ShortName);
        Assert.Equal(name, option.LongName);
        Assert.Equal(value, option.Value.ToString());
    }

    [Theory]
    [InlineData("docker", "docker")]
    [InlineData("/usr/bin/podman", "podman")]
    [InlineData("C:\\bin\\Docker.EXE", "docker")]
    [InlineData("docker-compose", "docker-compose")]
    [InlineData("Docker", null)]
    [InlineData("docker.sh", null)]
    [InlineData("", null)]
    public void A_client_is_known_by_its_program(string program, string? client) =>
        Assert.Equal(client, ContainerClient.FromProgram(program)?.Name);

    /// <summary>A wrapper adds the program's name, so only the arguments are at hand.</summary>
    [Fact]
    public void Arguments_alone_are_read_for_a_client_known_otherwise()
    {
        const string arguments = "image rm -f {?}";

        var reading = CommandReader.ReadArguments(
            ContainerClient.Docker, ArgumentSplitter.Split(MarkedLine.Parse(arguments)), MarkedLine.Whole(arguments));

        var operation = Assert.Single(reading.Operations);
        Assert.Equal(ImageOperationKind.Remove, operation.Kind);
        Assert.Equal("docker image rm -f", operation.Text);
        Assert.Equal(arguments, MarkedLine.TextAt(operation.Span));
    }

    /// <summary>An argument list: each element is a word, and none has a position unless it is written out.</summary>
    [Fact]
    public void Words_without_a_position_take_the_place_of_the_whole()
    {
        var place = MarkedLine.Whole("somewhere");
        var reading = CommandReader.Read(
            [
                CommandWord.Known("docker"),
                CommandWord.Known("rmi"),
                CommandWord.Known("--force", presence: Certainty.Possible),
                CommandWord.Hole(HoleExtent.AnyWords, meaning: ImageOperandKind.Id),
            ],
            place);

        var operation = Assert.Single(reading.Operations);
        Assert.Equal(place, operation.Span);
        Assert.Equal(Certainty.Possible, operation.Force);
        Assert.Null(operation.ForceSpan);
        Assert.Equal(ImageOperandKind.Id, Assert.Single(operation.Images).Kind);
    }

    [Fact]
    public void What_has_nothing_to_do_with_containers_costs_nothing()
    {
        var reading = CommandReader.Read([CommandWord.Known("git"), CommandWord.Known("rm"), CommandWord.Known("-f")], MarkedLine.Whole(""));

        Assert.Same(CommandReading.Nothing, reading);
    }
}
