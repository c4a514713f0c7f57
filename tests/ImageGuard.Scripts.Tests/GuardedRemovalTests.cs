namespace ImageGuard.Scripts.Tests;

/// <summary>The fix that uses the tool's own command: to the letter, and only where the tool can do what was asked for.</summary>
public sealed class GuardedRemovalTests
{
    [Theory]
    [InlineData("docker rmi -f app", "imageguard rm app")]
    [InlineData("sudo docker  image rm 'a b' --force \"$x\" && ls", "sudo imageguard rm 'a b' \"$x\" && ls")]
    [InlineData("docker rmi app -f", "imageguard rm app")]
    [InlineData("docker rmi app -f | tee log", "imageguard rm app | tee log")]
    [InlineData("docker images -q | xargs docker rmi -f", "docker images -q | xargs imageguard rm")]
    [InlineData("docker image remove \\\n  -f app", "imageguard rm \\\n  app")]
    public void A_removal_becomes_the_tools_own(string script, string expected) => Assert.Equal(expected, Mended(script));

    [Theory]
    [InlineData("docker rmi -f --no-prune app")]
    [InlineData("docker -H tcp://a rmi -f app")]
    [InlineData("podman rmi -f app")]
    [InlineData("$DOCKER rmi -f app")]
    [InlineData("F=-f; docker rmi $F app")]
    public void Others_are_left_to_the_other_fix(string script) => Assert.Null(Mended(script));

    private static string? Mended(string script) =>
        Assert.Single(ScriptLinter.Lint(new ScriptFile("a.sh", script)).Findings).GuardedFix is { } fix
            ? script.Remove(fix.Span.Start, fix.Span.Length).Insert(fix.Span.Start, fix.NewText)
            : null;
}
