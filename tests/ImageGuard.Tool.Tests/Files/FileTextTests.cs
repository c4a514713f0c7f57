using System.Text;
using ImageGuard.Tool.Files;

namespace ImageGuard.Tool.Tests.Files;

public sealed class FileTextTests
{
    public static TheoryData<string> Encodings => new("utf-8", "utf-8-mark", "utf-16", "utf-16BE", "latin1");

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_text_is_read_and_written_back_to_the_byte(string name)
    {
        var encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-mark" => new UTF8Encoding(true),
            _ => Encoding.GetEncoding(name),
        };
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("docker rmi -f café\r\n")];

        var text = FileText.Read(bytes)!;

        Assert.Equal("docker rmi -f café\r\n", text.Text);
        Assert.Equal(bytes, text.Write(text.Text));
    }

    [Theory]
    [InlineData("docker", true)]
    [InlineData("DOCKER=x", true)]
    [InlineData("Podman", true)]
    [InlineData("nerdctl", true)]
    [InlineData("isula", true)]
    [InlineData("curl -X DELETE $API/images/app", true)]
    [InlineData("# imageguard disable=IMG101 in vain", true)]
    [InlineData("make all", false)]
    [InlineData("docker\0binary", false)]
    [InlineData("", false)]
    public void Only_text_with_a_telling_word_is_looked_at(string text, bool isRead) =>
        Assert.Equal(isRead, FileText.Read(Encoding.UTF8.GetBytes(text)) is not null);
}
