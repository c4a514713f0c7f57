namespace ImageGuard.Engines.Tests;

public sealed class EngineRequirementsTests
{
    [Fact]
    public void Nothing_is_unmet_when_all_is_there() =>
        Assert.Null(EngineRequirements.Unmet("dockerd", isRoot: true, program => $"/usr/bin/{program}"));

    [Fact]
    public void Root_is_needed() =>
        Assert.Equal(
            "A throwaway engine needs root. Run the tests as root, or set DOCKER_HOST to an engine that they may use.",
            EngineRequirements.Unmet("dockerd", isRoot: false, program => $"/usr/bin/{program}"));

    [Fact]
    public void Each_package_is_named_once() =>
        Assert.Equal(
            "A throwaway engine needs dockerd, containerd, unshare. " +
            "Run tests/install-engine.sh, or: apt-get install docker.io util-linux",
            EngineRequirements.Unmet("dockerd", isRoot: true, _ => null));
}
