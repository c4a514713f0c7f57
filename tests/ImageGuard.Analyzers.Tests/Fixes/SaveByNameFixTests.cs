using ImageGuard.CodeFixes;
using Fix = ImageGuard.Analyzers.Tests.Fixes.VerifyFix<ImageGuard.CodeFixes.SaveByNameFix>;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG301: <see cref="SaveByNameFix"/>.</summary>
public class SaveByNameFixTests
{
    [Theory]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0].ID|});", "await client.Images.SaveImageAsync(images[0].RepoTags[0]);")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0]?.ID|}, ct);", "await client.Images.SaveImageAsync(images[0]?.RepoTags[0], ct);")]
    [InlineData(
        "await client.Images.SaveImageAsync({|IMG301:(await client.Images.InspectImageAsync(image)).ID|} /* whole */, ct);",
        "await client.Images.SaveImageAsync((await client.Images.InspectImageAsync(image)).RepoTags[0] /* whole */, ct);")]
    [InlineData(
        "await client.Images.SaveImagesAsync(new[] { {|IMG301:images[0].ID|}, image, {|IMG301:images[1].ID|} });",
        "await client.Images.SaveImagesAsync(new[] { images[0].RepoTags[0], image, images[1].RepoTags[0] });")]
    [InlineData(
        "await client.Images.SaveImagesAsync([{|IMG301:images[0].ID|}]);",
        "await client.Images.SaveImagesAsync([images[0].RepoTags[0]]);")]
    [InlineData(
        "await client.Images.SaveImagesAsync({|IMG301:images.Where(i => i.ID != id).Select(i => i.ID).ToArray()|});",
        "await client.Images.SaveImagesAsync(images.Where(i => i.ID != id).Select(i => i.RepoTags[0]).ToArray());")]
    [InlineData(
        "await client.Images.SaveImageAsync({|IMG301:images.Select(i => i.ID).First()|});",
        "await client.Images.SaveImageAsync(images.Select(i => i.RepoTags[0]).First());")]
    public Task The_name_is_read_instead_of_the_ID(string statements, string expected) => Fix.Statements(statements, expected);

    [Fact]
    public Task A_local_that_is_only_saved_gets_the_name() => Fix.Statements(
        """
        foreach (var old in images)
        {
            var key = old.ID; // the archive's image
            using var archive = await client.Images.SaveImageAsync({|IMG301:key|}, ct);
        }
        """,
        """
        foreach (var old in images)
        {
            var key = old.RepoTags[0]; // the archive's image
            using var archive = await client.Images.SaveImageAsync(key, ct);
        }
        """);

    [Fact]
    public Task A_loop_over_IDs_that_are_only_saved_gets_the_names() => Fix.Statements(
        """
        var keys = images.Select(i => i.ID).ToList();
        foreach (var key in keys)
        {
            await client.Images.SaveImageAsync({|IMG301:key|});
        }
        """,
        """
        var keys = images.Select(i => i.RepoTags[0]).ToList();
        foreach (var key in keys)
        {
            await client.Images.SaveImageAsync(key);
        }
        """);

    [Theory]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:\"sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945\"|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:\"4f53cda18c2b\"|});")]
    [InlineData("var key = images[0].ID; Log(key); await client.Images.SaveImageAsync({|IMG301:key|});")]
    [InlineData("var key = images[0].ID; await client.Images.DeleteImageAsync(key, new ImageDeleteParameters()); await client.Images.SaveImageAsync({|IMG301:key|});")]
    [InlineData("await client.Images.SaveImageAsync({|IMG301:images[0].ParentID|});")]
    [InlineData("var created = await client.Images.CommitContainerChangesAsync(new CommitContainerChangesParameters()); await client.Images.SaveImageAsync({|IMG301:created.ID|});")]
    public Task Where_no_name_is_at_hand_nothing_is_offered(string statements) => Fix.NothingFor(statements);

    [Fact]
    public Task The_enhanced_library_is_fixed_with_nullable_enabled() => Fix.Files(
        [Fix.InClass("public Task<Stream> SaveAsync(ImagesListResponse image) => client.Images.SaveImageAsync({|IMG301:image.ID|});")],
        [Fix.InClass("public Task<Stream> SaveAsync(ImagesListResponse image) => client.Images.SaveImageAsync(image.RepoTags[0]);")],
        Verify.DockerDotNetEnhanced,
        nullable: Microsoft.CodeAnalysis.NullableContextOptions.Enable);

    [Fact]
    public Task All_are_fixed_in_all_files()
    {
        const string Members = """
            public async Task SaveAsync(ImagesListResponse a, ImageInspectResponse b)
            {
                await client.Images.SaveImageAsync({|IMG301:a.ID|});
                await client.Images.SaveImageAsync({|IMG301:b.ID|});
            }
            """;
        const string Expected = """
            public async Task SaveAsync(ImagesListResponse a, ImageInspectResponse b)
            {
                await client.Images.SaveImageAsync(a.RepoTags[0]);
                await client.Images.SaveImageAsync(b.RepoTags[0]);
            }
            """;
        return Fix.Files(
            [Fix.InClass(Members), Fix.InClass(Members).Replace("Worker", "Helper", StringComparison.Ordinal)],
            [Fix.InClass(Expected), Fix.InClass(Expected).Replace("Worker", "Helper", StringComparison.Ordinal)]);
    }
}
