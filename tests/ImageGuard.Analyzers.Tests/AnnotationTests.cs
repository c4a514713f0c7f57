namespace ImageGuard.Analyzers.Tests;

/// <summary>What users say of their own methods: <c>[ImageOperation(kind)]</c> and <c>[RequiresImageLock]</c>.</summary>
public class AnnotationTests
{
    private const string Attributes = """
        namespace Anything
        {
            public enum ImageOperationKind { Pull, Load, Build, Commit, Import, Tag, Save, Push, Remove, Prune, List, Inspect }

            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class ImageOperationAttribute : System.Attribute
            {
                public ImageOperationAttribute(ImageOperationKind kind) { }
                public ImageOperationAttribute(string kind) { }
            }

            [System.AttributeUsage(System.AttributeTargets.Method)]
            public sealed class RequiresImageLockAttribute : System.Attribute { }
        }
        """;

    [Theory]
    [InlineData("Anything.ImageOperation(Anything.ImageOperationKind.Remove)", "Anything.ImageOperation(Anything.ImageOperationKind.Pull)", "IMG201")]
    [InlineData("Anything.ImageOperationAttribute(\"prune\")", "Anything.ImageOperation(\"Save\")", "IMG202")]
    [InlineData("Anything.ImageOperation(\"Remove\")", "Anything.ImageOperation(\"Build\")", "IMG203")]
    [InlineData("Anything.ImageOperation(\"Remove\")", "Anything.ImageOperation(\"List\")", null)]
    [InlineData("Anything.ImageOperation(\"Remove\")", "Anything.ImageOperation(\"Nonsense\")", null)]
    [InlineData("Anything.ImageOperation(\"Remove\")", "Obsolete", null)]
    public async Task A_call_of_an_annotated_method_is_that_operation(string remove, string other, string? rule)
    {
        var found = await Findings($$"""
            public Task RunAsync(IStore store, string name) => Task.WhenAll(store.OtherAsync(name), store.RemoveAsync(name));

            public async Task InTurnAsync(IStore store, string name)
            {
                await store.OtherAsync(name);
                await store.RemoveAsync(name);
            }

            public Task ApartAsync(IStore store) => Task.WhenAll(store.OtherAsync("a:1"), store.RemoveAsync("b:1"));

            public interface IStore
            {
                [{{remove}}]
                Task RemoveAsync(string name);

                [{{other}}]
                Task OtherAsync(string name);
            }
            """);
        Assert.Equal(rule is null ? [] : [rule], found);
    }

    [Fact]
    public async Task A_helper_of_an_annotated_method_is_followed() => Assert.Equal(["IMG201"], await Findings("""
        public Task RunAsync(string name) => Task.WhenAll(CleanAsync(name), client.Images.TagImageAsync(name, new ImageTagParameters()));

        private async Task CleanAsync(string name) => await RemoveAsync(name);

        [Anything.ImageOperation("Remove")]
        private Task RemoveAsync(string name) => Task.CompletedTask;
        """));

    [Theory]
    [InlineData("Anything.RequiresImageLock", "Anything.RequiresImageLock", 0)]
    [InlineData("Anything.RequiresImageLock", "Obsolete", 1)]
    public async Task Methods_whose_callers_hold_the_lock_do_not_meet(string create, string remove, int findings) => Assert.Equal(findings, (await Findings($$"""
        public Task RunAsync(string name) => Task.WhenAll(CreateAsync(name), RemoveAsync(name));

        [{{create}}]
        private async Task CreateAsync(string name) => await client.Images.TagImageAsync(name, new ImageTagParameters());

        [{{remove}}]
        private Task RemoveAsync(string name) => client.Images.DeleteImageAsync(name, new ImageDeleteParameters());
        """)).Length);

    [Fact]
    public async Task A_lock_that_callers_hold_does_not_part_what_runs_under_it() => Assert.Equal(["IMG201"], await Findings("""
        [Anything.RequiresImageLock]
        private Task BothAsync(string name) => Task.WhenAll(
            client.Images.TagImageAsync(name, new ImageTagParameters()),
            client.Images.DeleteImageAsync(name, new ImageDeleteParameters()));
        """));

    private static async Task<string[]> Findings(string members)
    {
        var references = await Verify.DockerDotNet.ResolveAsync(Microsoft.CodeAnalysis.LanguageNames.CSharp, CancellationToken.None);
        var findings = await Verify.FindingsInFiles([Verify.InClass(members), Attributes], references);
        return [.. findings.Select(finding => finding.Id)];
    }
}
