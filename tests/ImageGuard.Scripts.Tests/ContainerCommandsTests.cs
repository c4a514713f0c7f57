namespace ImageGuard.Scripts.Tests;

public class ContainerCommandsTests
{
    [Theory]
    [MemberData(nameof(GrammarTests.Commands), MemberType = typeof(GrammarTests))]
    public void A_command_is_seen_wherever_it_may_stand(string client, string command)
    {
        command = command switch
        {
            "compose up" => "compose up --build",
            "compose down" => "compose down --rmi all",
            _ => command,
        };

        Assert.All(
            [command, $" {command}", $"{client} {command} x", $"sudo {client} {command} x", $"/usr/bin/{client} -H tcp://x {command}", $"--context remote {command}", $"cd x && {client} {command}"],
            text => Assert.True(ContainerCommands.IsAnyIn(text), text));
    }

    [Fact]
    public void A_route_of_the_engine_is_seen() =>
        Assert.All(EngineRoute.All, route => Assert.True(ContainerCommands.IsAnyIn("http://localhost/v1.43/" + route.Path), route.Path));

    [Theory]
    [InlineData("Failed to remove it")]
    [InlineData("the image is not there")]
    [InlineData("No images")]
    [InlineData("ps -a")]
    [InlineData("network ls")]
    [InlineData("rmdir")]
    [InlineData("")]
    public void Prose_and_other_commands_are_passed_over(string text) => Assert.False(ContainerCommands.IsAnyIn(text));
}
