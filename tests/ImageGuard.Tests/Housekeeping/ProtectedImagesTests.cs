using ImageGuard.Housekeeping;

namespace ImageGuard.Tests.Housekeeping;

public sealed class ProtectedImagesTests
{
    [Theory]
    [InlineData("alpine:3.20", "alpine:3.20")]
    [InlineData("alpine", "alpine:3.20")]
    [InlineData("alpine", "docker.io/library/alpine:3.20")]
    [InlineData("docker.io/library/alpine", "alpine:3.20")]
    [InlineData("alpine:3.*", "alpine:3.20")]
    [InlineData("registry.example:5000/base/*", "registry.example:5000/base/os:1")]
    [InlineData("registry.example:5000/base", "registry.example:5000/base:1")]
    [InlineData("*", "anything:1")]
    public void A_name_protects(string pattern, string name) => Assert.NotNull(Find(new ImageBudget { ProtectedNames = { pattern } }, name));

    [Theory]
    [InlineData("alpine:3.20", "alpine:3.21")]
    [InlineData("alpine", "alpine-glibc:3.20")]
    [InlineData("alpine", "team/alpine:3.20")]
    [InlineData("alpine:3.2", "alpine:3.20")]
    [InlineData("ALPINE", "alpine:3.20")]
    [InlineData("registry.example:5000/base", "registry.example:5001/base:1")]
    public void A_name_that_is_only_like_it_does_not(string pattern, string name) =>
        Assert.Null(Find(new ImageBudget { ProtectedNames = { pattern } }, name));

    [Theory]
    [InlineData("tier", true)]
    [InlineData("tier=gold", true)]
    [InlineData("tier=", false)]
    [InlineData("tier=silver", false)]
    [InlineData("gold", false)]
    public void A_label_protects(string label, bool protects) =>
        Assert.Equal(protects, Find(new ImageBudget { ProtectedLabels = { label } }, "app:1") is not null);

    private static string? Find(ImageBudget budget, string name) => new ProtectedImages(budget).Find(new ImageFacts(
        new ImageSummary("sha256:1", [name], [], DateTime.UtcNow, 1, new Dictionary<string, string> { ["tier"] = "gold" }),
        ParentId: null,
        Layers: [],
        Tagged: null));
}
