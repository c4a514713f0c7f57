using CsCheck;

namespace ImageGuard.Model.Tests;

public class ImageReferencePropertyTests
{
    [Fact]
    public void Whatever_the_grammar_makes_is_read() =>
        ReferenceGenerators.Any.Sample(parts => ImageReference.TryParse(parts.ToString(), out _));

    [Fact]
    public void Tag_and_digest_are_kept_as_written() =>
        ReferenceGenerators.Any.Sample(parts =>
        {
            var reference = ImageReference.Parse(parts.ToString());
            Assert.Equal(parts.Tag, reference.Tag);
            Assert.Equal(parts.Digest, reference.Digest);
        });

    [Fact]
    public void A_domain_other_than_the_hub_is_kept_with_its_path() =>
        ReferenceGenerators.WithDomain.Where(parts => parts.Domain is not ("docker.io" or "index.docker.io")).Sample(parts =>
        {
            var reference = ImageReference.Parse(parts.ToString());
            Assert.Equal(parts.Domain, reference.Domain);
            Assert.Equal(parts.Path, reference.Path);
            Assert.Equal(parts.Domain + "/" + parts.Path, reference.Name);
        });

    [Fact]
    public void A_name_without_domain_belongs_to_the_hub() =>
        ReferenceGenerators.WithoutDomain.Sample(parts =>
        {
            var reference = ImageReference.Parse(parts.ToString());
            Assert.Equal("docker.io", reference.Domain);
            Assert.Equal(parts.Path.Contains('/') ? parts.Path : "library/" + parts.Path, reference.Path);
        });

    [Fact]
    public void The_familiar_form_is_read_back_as_the_same_image() =>
        ReferenceGenerators.Any.Sample(parts =>
        {
            var reference = ImageReference.Parse(parts.ToString());
            var again = ImageReference.Parse(reference.Familiar);
            Assert.Equal(reference, again);
            Assert.Equal(reference.Familiar, again.Familiar);
        });

    [Fact]
    public void The_canonical_form_is_read_back_as_the_same_image() =>
        ReferenceGenerators.Any.Sample(parts =>
        {
            var reference = ImageReference.Parse(parts.ToString());
            var again = ImageReference.Parse(reference.Canonical);
            Assert.Equal(reference, again);
            Assert.Equal(reference.Canonical, again.Canonical);
        });

    [Fact]
    public void Two_references_are_equal_exactly_when_their_canonical_forms_are() =>
        Gen.Select(ReferenceGenerators.Any, ReferenceGenerators.Any).Sample((first, second) =>
        {
            var (one, two) = (ImageReference.Parse(first.ToString()), ImageReference.Parse(second.ToString()));
            Assert.Equal(one.Canonical == two.Canonical, one.Equals(two));
            Assert.Equal(one.Canonical == two.Canonical, one.GetHashCode() == two.GetHashCode());
        });

    [Fact]
    public void Leaving_out_latest_changes_nothing() =>
        ReferenceGenerators.Any.Where(parts => parts.Digest is null).Sample(parts =>
            Assert.Equal(
                ImageReference.Parse((parts with { Tag = null }).ToString()),
                ImageReference.Parse((parts with { Tag = "latest" }).ToString())));

    [Fact]
    public void Any_text_at_all_is_read_or_refused() =>
        Gen.String.Sample(text => ImageReference.TryParse(text, out var reference) == reference is not null);
}
