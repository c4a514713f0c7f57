namespace ImageGuard.Model.Tests;

/// <summary>What the distribution project's own tests of its reference package say, as published there.</summary>
public class ImageReferenceTests
{
    private const string Hex64 = "1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a";
    private const string F64 = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    [Theory]
    [InlineData("docker/docker")]
    [InlineData("library/debian")]
    [InlineData("debian")]
    [InlineData("docker.io/docker/docker")]
    [InlineData("docker.io/debian")]
    [InlineData("index.docker.io/library/debian")]
    [InlineData("127.0.0.1:5000/docker/docker")]
    [InlineData("192.168.0.1")]
    [InlineData("192.168.0.1:80")]
    [InlineData("192.168.0.2:25000/debian")]
    [InlineData("thisisthesongthatneverendsitgoesonandonandonthisisthesongthatnev")]
    [InlineData("[fc00::1]:5000/docker")]
    [InlineData("[fc00:1:2:3:4:5:6:7]:5000/library/debian")]
    [InlineData("[2001:db8::1]/repo")]
    [InlineData("docker.io/" + Hex64)]
    [InlineData("Docker/docker")]
    [InlineData("DOCKER/docker")]
    [InlineData("docker---rules/docker")]
    [InlineData("d/docker")]
    [InlineData("jess/t")]
    [InlineData("dock__er/docker")]
    [InlineData("lowercase:Uppercase")]
    [InlineData("foo_bar.com:8080")]
    [InlineData("foo/foo_bar.com:8080")]
    [InlineData("b.gcr.io/test.example.com/my-app:test.example.com")]
    [InlineData("xn--7o8h.com/myimage:xn--7o8h.com@sha512:" + F64 + F64)]
    public void Is_a_reference(string text) => Assert.True(ImageReference.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(":justtag")]
    [InlineData("@sha256:" + F64)]
    [InlineData("repo@sha256:ffffffffffffffffffffffffffffffffff")]
    [InlineData("validname@invaliddigest:" + F64)]
    [InlineData("Uppercase:tag")]
    [InlineData("test:5000/Uppercase/lowercase:tag")]
    [InlineData("aa/asdf$$^/aa")]
    [InlineData("https://github.com/docker/docker")]
    [InlineData("docker/Docker")]
    [InlineData("-docker")]
    [InlineData("-docker/docker")]
    [InlineData("-docker.io/docker/docker")]
    [InlineData("docker-/docker")]
    [InlineData("docker///docker")]
    [InlineData("docker.io/docker///docker")]
    [InlineData("docker/")]
    [InlineData("____/____")]
    [InlineData("_docker/_docker")]
    [InlineData("dock..er/docker")]
    [InlineData("dock_.er/docker")]
    [InlineData("dock-.er/docker")]
    [InlineData("[fc00::1]")]
    [InlineData("[fc00::1]:5000")]
    [InlineData("[2001:db8::1]:tag")]
    [InlineData("fc00::1:5000/debian")]
    [InlineData("[fe80::1%eth0]:5000/debian")]
    [InlineData("[2001:db8:3:4::192.0.2.33]:5000/debian")]
    [InlineData(Hex64)]
    [InlineData("alpine:-tag")]
    [InlineData("alpine\n")]
    public void Is_no_reference(string? text)
    {
        Assert.False(ImageReference.TryParse(text, out var reference));
        Assert.Null(reference);
    }

    [Theory]
    [InlineData("fooo/bar", "docker.io", "fooo/bar", "fooo/bar")]
    [InlineData("index.docker.io/fooo/bar", "docker.io", "fooo/bar", "fooo/bar")]
    [InlineData("library/ubuntu", "docker.io", "library/ubuntu", "ubuntu")]
    [InlineData("nonlibrary/ubuntu", "docker.io", "nonlibrary/ubuntu", "nonlibrary/ubuntu")]
    [InlineData("other/library", "docker.io", "other/library", "other/library")]
    [InlineData("127.0.0.1:8000/private/moonbase", "127.0.0.1:8000", "private/moonbase", "127.0.0.1:8000/private/moonbase")]
    [InlineData("127.0.0.1:8000/privatebase", "127.0.0.1:8000", "privatebase", "127.0.0.1:8000/privatebase")]
    [InlineData("example.com/privatebase", "example.com", "privatebase", "example.com/privatebase")]
    [InlineData("ubuntu-12.04-base", "docker.io", "library/ubuntu-12.04-base", "ubuntu-12.04-base")]
    [InlineData("docker.io/foo", "docker.io", "library/foo", "foo")]
    [InlineData("library/foo/bar", "docker.io", "library/foo/bar", "library/foo/bar")]
    [InlineData("store/foo/bar", "docker.io", "store/foo/bar", "store/foo/bar")]
    [InlineData("Foo/bar", "Foo", "bar", "Foo/bar")]
    [InlineData("FOO/bar", "FOO", "bar", "FOO/bar")]
    [InlineData("test_com/foo", "docker.io", "test_com/foo", "test_com/foo")]
    [InlineData("test-com:8080/foo", "test-com:8080", "foo", "test-com:8080/foo")]
    [InlineData("xn--n3h.com/foo", "xn--n3h.com", "foo", "xn--n3h.com/foo")]
    public void Is_split_and_shortened(string text, string domain, string path, string familiar)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal(domain, reference.Domain);
        Assert.Equal(path, reference.Path);
        Assert.Equal(familiar, reference.Familiar);
    }

    [Theory]
    [InlineData("redis", "docker.io/library/redis:latest")]
    [InlineData("redis:latest", "docker.io/library/redis:latest")]
    [InlineData("redis@sha256:" + F64, "docker.io/library/redis@sha256:" + F64)]
    [InlineData("busybox:latest@sha256:" + F64, "docker.io/library/busybox:latest@sha256:" + F64)]
    [InlineData("dmcgowan/myapp", "docker.io/dmcgowan/myapp:latest")]
    [InlineData("test.com:5000", "docker.io/library/test.com:5000")]
    public void Has_one_canonical_form(string text, string canonical) =>
        Assert.Equal(canonical, ImageReference.Parse(text).Canonical);

    /// <summary>
    /// The distribution project prints these so that they cannot be read back: as another registry's, or as an ID. Here they keep their domain.
    /// </summary>
    [Theory]
    [InlineData("docker.io/example.com/app")]
    [InlineData("docker.io/localhost/app")]
    [InlineData("docker.io/" + Hex64)]
    public void Keeps_the_domain_where_the_short_form_means_something_else(string text)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal(reference, ImageReference.Parse(reference.Familiar));
    }

    /// <summary>The limit is on the path; a long domain takes nothing from it.</summary>
    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)]
    public void A_path_has_at_most_255_characters(int components, bool valid)
    {
        var path = string.Concat(Enumerable.Repeat("a/", components)) + "a";

        Assert.Equal(valid, ImageReference.TryParse(path + ":tag", out _));
        Assert.Equal(valid, ImageReference.TryParse("registry.example.com:5000/" + path, out _));
    }

    [Fact]
    public void A_tag_has_at_most_128_characters()
    {
        Assert.True(ImageReference.TryParse("alpine:" + new string('a', 128), out _));
        Assert.False(ImageReference.TryParse("alpine:" + new string('a', 129), out _));
    }

    [Fact]
    public void Text_that_is_no_reference_is_named_in_the_exception()
    {
        var exception = Assert.Throws<FormatException>(() => ImageReference.Parse("No:Reference:"));

        Assert.Contains("'No:Reference:'", exception.Message, StringComparison.Ordinal);
    }
}
