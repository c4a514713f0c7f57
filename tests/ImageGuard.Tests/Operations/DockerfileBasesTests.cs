using ImageGuard.Operations;

namespace ImageGuard.Tests.Operations;

public sealed class DockerfileBasesTests
{
    [Theory]
    [InlineData("FROM alpine:3.20\nRUN true", "alpine:3.20")]
    [InlineData("# FROM no\n\nfrom --platform=linux/amd64 a:1 AS build\nFROM scratch\nCOPY --from=build / /", "a:1")]
    [InlineData("FROM a:1 AS base\nFROM base\nFROM b:2", "a:1 b:2")]
    [InlineData("ARG TAG=3.20\nFROM alpine:$TAG", "alpine:3.20")]
    [InlineData("ARG TAG\nFROM alpine:${TAG:-edge}", "alpine:edge")]
    [InlineData("ARG REPO=a\nARG TAG=1\nFROM ${REPO}:${TAG}", "given:1")]
    [InlineData("FROM \\\n  a:1", "a:1")]
    public void It_finds_what_a_build_starts_from(string dockerfile, string expected) =>
        Assert.Equal(expected.Split(' '), DockerfileBases.Read(dockerfile, new Dictionary<string, string> { ["REPO"] = "given" }));

    [Theory]
    [InlineData("FROM alpine:$TAG")]
    [InlineData("FROM")]
    [InlineData("FROM ${broken")]
    public void It_says_when_it_cannot_tell(string dockerfile) => Assert.Null(DockerfileBases.Read(dockerfile, null));
}
