using ImageGuard.Analyzers.Libraries;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace ImageGuard.Analyzers.Tests.Libraries;

/// <summary>IMG001: lines of <c>imageguard.sources.txt</c> that cannot be read.</summary>
public class SourcesFileTests
{
    [Theory]
    [InlineData("Drop Remove", "'Drop' is no method, which is written as Namespace.Type.Member")]
    [InlineData("Shop..Drop Remove", "'Shop..Drop' is no method, which is written as Namespace.Type.Member")]
    [InlineData("Shop.Store.Drop", "the operation is missing, which is one of Pull, Load, Build, Commit, Import, Tag, Save, Push, Remove, Prune, List, Inspect")]
    [InlineData("Shop.Store.Drop remove", "'remove' is no operation, which is one of Pull, Load, Build, Commit, Import, Tag, Save, Push, Remove, Prune, List, Inspect")]
    [InlineData("Shop.Store.Drop 3", "'3' is no operation, which is one of Pull, Load, Build, Commit, Import, Tag, Save, Push, Remove, Prune, List, Inspect")]
    [InlineData("Shop.Store.Drop Remove images=name", "'images=name' is none of 'image=PARAMETER', 'force=PARAMETER[.PROPERTY]' and 'forced'")]
    [InlineData("Shop.Store.Drop Remove image=", "'image=' is none of 'image=PARAMETER', 'force=PARAMETER[.PROPERTY]' and 'forced'")]
    public async Task A_line_that_cannot_be_read_is_found(string line, string problem)
    {
        var file = $"# what our store does\n\nShop.Store.Bring Pull image=name\n{line}\r\n";
        var test = TestOf("imageguard.sources.txt", file);
        test.ExpectedDiagnostics.Add(DiagnosticResult.CompilerWarning("IMG001").WithSpan("imageguard.sources.txt", 4, 1, 4, line.Length + 1).WithMessage($"This line is ignored: {problem}"));

        await test.RunAsync();
    }

    [Theory]
    [InlineData("imageguard.sources.txt", "")]
    [InlineData("imageguard.sources.txt", "# Drop Remove\n  \t\nShop.Store.Drop Remove image=a image=b force=options.Hard\r\n\tShop.Store.Wipe\tRemove forced")]
    [InlineData("notes.txt", "Drop Remove")]
    public Task What_can_be_read_and_other_files_are_silent(string name, string content) => TestOf(name, content).RunAsync();

    [Fact]
    public void The_documented_lines_can_be_read()
    {
        var page = Repository.Read("docs/configuration.md");
        var lines = page.Split("```")[1..].Where((_, index) => index % 2 == 0).Single(block => block.Contains("Shop.Images.", StringComparison.Ordinal)).Split('\n').Where(line => line.StartsWith("Shop.", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.NotNull(LibraryMember.Parse(line, out _)));
    }

    private static CSharpAnalyzerTest<SourcesFileAnalyzer, DefaultVerifier> TestOf(string name, string content)
    {
        var test = new CSharpAnalyzerTest<SourcesFileAnalyzer, DefaultVerifier> { TestCode = "public class Shop { }" };
        test.TestState.AdditionalFiles.Add((name, content));
        return test;
    }
}
