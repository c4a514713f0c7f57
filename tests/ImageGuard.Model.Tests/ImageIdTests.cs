namespace ImageGuard.Model.Tests;

public class ImageIdTests
{
    private const string Hex64 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("e3b0c44298fc")]
    [InlineData(Hex64)]
    [InlineData("sha256:" + Hex64)]
    [InlineData("sha256:e3b0c44298fc")]
    [InlineData("sha256:e")]
    public void Is_an_id(string text) => Assert.True(ImageId.IsId(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cafe")]
    [InlineData("e3b0c44298f")]
    [InlineData("E3B0C44298FC")]
    [InlineData(Hex64 + "0")]
    [InlineData("sha256:")]
    [InlineData("sha256:latest")]
    [InlineData("sha256:" + Hex64 + "0")]
    [InlineData("sha512:" + Hex64)]
    [InlineData("e3b0c44298fc:latest")]
    [InlineData("alpine@sha256:" + Hex64)]
    public void Is_no_id(string? text) => Assert.False(ImageId.IsId(text));
}
