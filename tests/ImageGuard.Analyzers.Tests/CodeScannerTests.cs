using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers.Tests;

/// <summary>What the scanner sees in the text of members, held against what the parser sees: it may see more, and never less.</summary>
public class CodeScannerTests
{
    private static readonly string[] Folders = ["src", "tests", "samples"];

    [Fact]
    public void MissesNothingInThisRepository()
    {
        var files = Folders
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.At(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .ToArray();
        Assert.True(files.Length > 300);
        Assert.All(files, file => MissesNothingIn(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("""void M() { var s = $"{Build(name: "x", $"{Inner()}")} {{no}} {Last()}"; }""")]
    [InlineData(""""void M() { var s = $$"""{{Hole("rmi")}} { no } {{{Braces()}}}"""; After(); }"""")]
    [InlineData("void M() { var s = @\"C:\\\" + Path(); var t = $@\"{Inner(\"\"a\"\")}\\ \"\"\"; After(); }")]
    [InlineData("""void M() { var c = '"'; var d = '\''; var e = '\u0022'; After(); }""")]
    [InlineData("""void M() { var s = $"{When:h 'o''clock'} {Then()}"; After(); }""")]
    [InlineData("void M()\n{\n#region Don't\n    After();\n#endregion\n}")]
    [InlineData("void M() { /* it's \"open */ After(); // don't\n Last(); }")]
    [InlineData("void M() { Local(); async Task<T> Local<T>(string s) where T : class { await Task.Yield(); return null; } }")]
    [InlineData("void M() { static (int, int) Pair(Uri u) => (1, 2); int[] Items() { return null; } Type? Maybe(object o) { return null; } }")]
    [InlineData("void M() { Run = async cmd => await Task.Yield(); this.Stop += static (s, e) => { }; Go ??= delegate (string s) { After(s); }; X = new() { Done = () => { } }; }")]
    [InlineData("void M() { var s = \"\\trmi x\"; }")]
    [InlineData("""void M() { Run("docker", $"rmi {x}"); Execute(command); RunDocker(["load"]); Start(a + b); }""")]
    [InlineData("string P { get => Get(\"image rm\"); set { Set(value); } }")]
    [InlineData("void @new() { @new(@lock: 1); Run = @event => @event(); }")]
    [InlineData("int this[string key] => At(key);")]
    [InlineData("string f = \"docker \" + Text(), g;")]
    public void MissesNothing(string member) => MissesNothingIn($"class C {{ {member} }}");

    private static void MissesNothingIn(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Preview));
        foreach (var member in SourceFile.Of(tree, CancellationToken.None).Members)
        {
            // An older parser invents names in code that it does not know.
            var names = member.Node.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => !name.Identifier.IsMissing).ToArray();
            Assert.All(names, name => Assert.Contains(NumberOf(name.Identifier), member.Words));
            foreach (var name in names.DistinctBy(name => NumberOf(name.Identifier)))
            {
                var number = NumberOf(name.Identifier);
                Assert.Equal(names.Where(other => NumberOf(other.Identifier) == number), member.NamesIn([number]));
            }

            Assert.All(FunctionsIn(member.Node), function => Assert.Contains(NumberOf(function), member.Functions));
            Assert.True(member.HasCommand || !TextsIn(member.Node).Any(ContainerCommands.IsAnyIn));
            Assert.True(member.TakesText || !member.Node.DescendantNodes().OfType<ParameterSyntax>().Any(parameter => parameter.Type?.ToString().Contains("string") == true));
            Assert.Equal(names.Any(name => TellingNames.IsOne(name.Identifier.ValueText) && RunnerCalls.HaveText(name)), member.CallsRunner);
        }
    }

    [Theory]
    [InlineData("""void M() { var s = "docker rmi Name"; }""", false)]
    [InlineData("void M() { // docker rmi Name\n }", false)]
    [InlineData("void M() { /* Name() */ }", false)]
    [InlineData("void M() { var s = @\"\"\"Name\"\" Name\"; }", false)]
    [InlineData("void M() { var s = $\"{{Name}}\"; }", false)]
    [InlineData("void M() { var s = $\"{Name}\"; }", true)]
    [InlineData("void M() { var c = '\\''; Name(); }", true)]
    [InlineData("void Name() { }", false)]
    [InlineData("void Name() { Name(); }", true)]
    public void TellsCodeFromText(string code, bool usesName)
    {
        var tree = CSharpSyntaxTree.ParseText($"class C {{ {code} }}");
        var member = Assert.Single(SourceFile.Of(tree, CancellationToken.None).Members);
        Assert.Equal(usesName, member.Words.Contains(Words.NumberOf("Name")));
    }

    [Theory]
    [InlineData("void M() { if (a) { } while (F(b)) { } foreach (var x in Y(z)) { } using (Z(q)) { } switch (W(p)) { } lock (L()) { } }")]
    [InlineData("void M() { var x = new Thing(y) { A = 1 }; var z = new Some.Thing(y) { }; try { } catch (E e) when (Is(e)) { } }")]
    [InlineData("void M() { _ = x switch { Point(var a) => 1, _ when Is(x) => 2 }; items.Where(i => F(i)); return F(x); }")]
    public void TakesNoCallForAFunction(string code)
    {
        var tree = CSharpSyntaxTree.ParseText($"class C {{ {code} }}");
        Assert.Empty(Assert.Single(SourceFile.Of(tree, CancellationToken.None).Members).Functions.Except([Words.NumberOf("M")]));
    }

    [Theory]
    [InlineData("void M() { var s = \"never")]
    [InlineData("void M() { var s = $\"{never(")]
    [InlineData("void M() { var s = \"\"\"never")]
    [InlineData("void M() { var s = $$\"\"\"{{{never")]
    [InlineData("void M() { /* never")]
    [InlineData("void M() { ) => } ) { delegate")]
    [InlineData("void M() { '")]
    [InlineData("void M() { @")]
    public void SurvivesBrokenCode(string code)
    {
        for (var length = 0; length <= code.Length; length++)
        {
            var tree = CSharpSyntaxTree.ParseText("class C { " + code[..length]);
            Assert.NotNull(SourceFile.Of(tree, CancellationToken.None).Members);
        }
    }

    private static int NumberOf(SyntaxToken name) => Words.NumberOf(name.ValueText);

    private static IEnumerable<SyntaxToken> FunctionsIn(SyntaxNode member) => member.DescendantNodes().Select(node => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier,
        AnonymousFunctionExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: SimpleNameSyntax name } } => name.Identifier,
        AnonymousFunctionExpressionSyntax { Parent: AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name: var name } } } => name.Identifier,
        _ => default,
    }).Where(name => name != default && !name.IsMissing);

    private static IEnumerable<string> TextsIn(SyntaxNode member) => member.DescendantNodes().Select(node => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        _ => "",
    });
}
