using CsCheck;

namespace ImageGuard.Model.Tests;

public class ImageOperandTests
{
    private const string DigestA = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string DigestB = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    [Theory]
    [InlineData("alpine:3.20", ImageOperandKind.Name)]
    [InlineData("cafe", ImageOperandKind.Name)]
    [InlineData("e3b0c44298fc", ImageOperandKind.Id)]
    [InlineData(DigestA, ImageOperandKind.Id)]
    public void Constant_text_is_a_name_or_an_id(string text, ImageOperandKind kind)
    {
        var operand = ImageOperand.FromText(text);

        Assert.Equal(kind, operand.Kind);
        Assert.Equal(text, operand.Text);
    }

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine:latest", true)]
    [InlineData("alpine:3.19", "alpine:3.20", false)]
    [InlineData("alpine", "busybox", false)]
    [InlineData("alpine", "registry.example.com/alpine", false)]
    [InlineData("alpine", "e3b0c44298fc", true)]
    [InlineData("e3b0c44298fc", "e3b0c44298fd", true)]
    [InlineData("alpine:3.20", "alpine@" + DigestA, true)]
    [InlineData("alpine:3.20@" + DigestA, "alpine@" + DigestA, true)]
    [InlineData("alpine@" + DigestA, "alpine@" + DigestB, false)]
    [InlineData("alpine:3.20", "busybox@" + DigestA, false)]
    [InlineData("Not:A:Name", "alpine", true)]
    public void Two_operands_may_be_one_image(string first, string second, bool expected)
    {
        var (one, two) = (ImageOperand.FromText(first), ImageOperand.FromText(second));

        Assert.Equal(expected, one.MayBeSameAs(two));
        Assert.Equal(expected, two.MayBeSameAs(one));
    }

    [Theory]
    [InlineData("alpine", "alpine:3.20", true)]
    [InlineData("alpine", "alpine@" + DigestA, true)]
    [InlineData("alpine", "busybox:3.20", false)]
    public void A_repository_with_all_its_tags_may_be_any_of_them(string repository, string name, bool expected)
    {
        var (all, one) = (ImageOperand.FromText(repository) with { AllTags = true }, ImageOperand.FromText(name));

        Assert.Equal(expected, all.MayBeSameAs(one));
        Assert.Equal(expected, one.MayBeSameAs(all));
    }

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine:latest", true)]
    [InlineData("alpine:3.19", "alpine:3.20", false)]
    [InlineData("e3b0c44298fc", "e3b0c44298fc", true)]
    [InlineData("e3b0c44298fc", "e3b0c44298fd", false)]
    [InlineData("Not:A:Name", "alpine", false)]
    public void Two_operands_are_surely_one_image(string first, string second, bool expected)
    {
        var (one, two) = (ImageOperand.FromText(first), ImageOperand.FromText(second));

        Assert.Equal(expected, one.IsSurelySameAs(two));
        Assert.Equal(expected, two.IsSurelySameAs(one));
    }

    [Fact]
    public void What_one_variable_holds_is_one_image()
    {
        var one = ImageOperand.Unknown with { Variable = "image" };

        Assert.True(one.IsSurelySameAs(new ImageOperand(ImageOperandKind.Name, Text: null) { Variable = "image" }));
        Assert.False(one.IsSurelySameAs(ImageOperand.Unknown with { Variable = "other" }));
        Assert.False(one.IsSurelySameAs(ImageOperand.FromText("alpine")));
        Assert.False(ImageOperand.Unknown.IsSurelySameAs(ImageOperand.Unknown));
    }

    [Fact]
    public void A_changed_copy_compares_by_its_own_text()
    {
        var changed = ImageOperand.FromText("alpine") with { Text = "busybox" };

        Assert.True(changed.MayBeSameAs(ImageOperand.FromText("busybox")));
        Assert.False(changed.MayBeSameAs(ImageOperand.FromText("alpine")));
    }

    [Fact]
    public void What_is_not_known_may_be_anything() =>
        ReferenceGenerators.Any.Sample(parts =>
        {
            var known = ImageOperand.FromText(parts.ToString());
            Assert.True(known.MayBeSameAs(ImageOperand.Unknown));
            Assert.True(ImageOperand.Unknown.MayBeSameAs(known));
            Assert.True(known.MayBeSameAs(new ImageOperand(ImageOperandKind.Name, Text: null)));
            Assert.True(known.MayBeSameAs(known));
        });
}
