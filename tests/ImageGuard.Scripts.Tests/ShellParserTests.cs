using ImageGuard.Scripts.Shell;

namespace ImageGuard.Scripts.Tests;

public class ShellParserTests
{
    /// <summary>Words are divided by bars, {?} is expanded at run time; commands are written as the shell writes them.</summary>
    [Theory]
    [InlineData("a b", "a|b")]
    [InlineData("a; b", "a; b")]
    [InlineData("a;b\nc", "a; b; c")]
    [InlineData("a && b || c | d & e", "(a && b || (c | d)) &; e")]
    [InlineData("a&&b||c|d&", "(a && b || (c | d)) &")]
    [InlineData("(a; b) | c", "(subshell(a; b) | c)")]
    [InlineData("a 'b;c' \"d&&e\" f\\;g", "a|b;c|d&&e|f;g")]
    [InlineData("a 'it''s' \"x\\\"y\" \"\\n\"", "a|its|x\"y|\\n")]
    [InlineData("a \\\n b", "a|b")]
    [InlineData("a b\\\nc", "a|bc")]
    [InlineData("a # b; c\nd", "a; d")]
    [InlineData("a b#c", "a|b#c")]
    [InlineData("a $b \"$c d\" '$e' \\$f", "a|{?}|{?} d|$e|$f")]
    [InlineData("a ${b:-c d}e $(f \"g)\" h) `i j`", "a|{?}e|{?}|{?}")]
    [InlineData("a ${b:-${c:-\"}\"}} d", "a|{?}|d")]
    [InlineData("a \"${b:-'}'}\" c", "a|{?}'}|c")]
    [InlineData("a ${b//\\}/x} ${#c} ${!d} ${e[@]} ${f[$i]} ${@:2}", "a|{?}|{?}|{?}|{?}|{?}|{?}")]
    [InlineData("a $((1+(2))) $? $@ $1x $", "a|{?}|{?}|{?}|{?}x|$")]
    [InlineData("a $((b) | (c)) d", "a|{?}|d")]
    [InlineData("a $[1+2] <(b) >(c)", "a|{?}|{?}|{?}")]
    [InlineData("a $'b\\n\\x41\\101\\u00e9' $\"c\"", "a|b\nAAé|c")]
    [InlineData("a `b \\`c\\` d` e", "a|{?}|e")]
    [InlineData("a >b 2>c d 2>&1 <e &>f >>g", "a|d")]
    [InlineData("a b2 > c", "a|b2")]
    [InlineData("a '2'> c", "a|2")]
    [InlineData("a {fd}>b c", "a|c")]
    [InlineData("a \"\" b", "a||b")]
    [InlineData("; ; &", "")]
    [InlineData("a \"b", "a|b")]
    [InlineData("a $(b", "a|{?}")]
    [InlineData("A=1 B+=x C[2]=y d", "A=; B=; C= d")]
    [InlineData("a=(b 'c d'\n# e\nf) g", "a=[b|c d|f] g")]
    [InlineData("local a=b c", "a= local|c")]
    [InlineData("! a | b", "!(a | b)")]
    [InlineData("time a | b", "(a | b)")]
    [InlineData("time -p a", "time|-p|a")]
    [InlineData("{ a; b; }", "{a; b}")]
    [InlineData("if a; then b; elif c; then d; else e; fi", "if(a: b, c: d, else e)")]
    [InlineData("while a; do b; done < c", "while(a: b)")]
    [InlineData("until a\ndo\nb\ndone", "until(a: b)")]
    [InlineData("for x in a b; do c; done", "for x(a|b: c)")]
    [InlineData("for x\ndo a; done", "for x(: a)")]
    [InlineData("for x in a; { b; }", "for x(a: b)")]
    [InlineData("for ((i=0; i<3; i++)); do a; done", "count(a)")]
    [InlineData("for ((;;)) do a; done", "endless(a)")]
    [InlineData("select x in a b; do c; done", "for x(a|b: c)")]
    [InlineData("case $x in (a|b) c;; d) e ;& *) ;; esac", "case({?}, a|b: c, d: e, *: )")]
    [InlineData("case x in a) case y in b) c;; esac;; esac", "case(x, a: case(y, b: c))")]
    [InlineData("case x in\n# note\na)\n  b\nesac", "case(x, a: b)")]
    [InlineData("a() { b; }", "a() {b}")]
    [InlineData("function a-b { c; }", "a-b() {c}")]
    [InlineData("function a() (b)", "a() subshell(b)")]
    [InlineData("[[ -n $a && ( b == c* || d =~ ^(e|f g)$ ) ]] && h", "(test && h)")]
    [InlineData("((a + b)) || c", "(test || c)")]
    [InlineData("((a); b)", "subshell(subshell(a); b)")]
    [InlineData("coproc a", "coproc a")]
    [InlineData("coproc N { a; }", "coproc {a}")]
    [InlineData("a <<E b\nc $d\nE\ne", "a|b; e")]
    [InlineData("a <<'E'\n$(b\nE\nc", "a; c")]
    [InlineData("a <<-E\n\tb\n\tE\nc", "a; c")]
    [InlineData("a <<E1 <<E2\nb\nE1\nc\nE2\nd", "a; d")]
    [InlineData("a $(b <<E\nc)\nE\n) d", "a|{?}|d")]
    [InlineData("a <<< b c", "a|c")]
    [InlineData("echo done fi }", "echo|done|fi|}")]
    [InlineData("a @(b|c) !(d)e", "a|@(b|c)|!(d)e")]
    [InlineData("@test \"x\" { a; }", "@test 0() {a}")]
    [InlineData("a\r\nb\r\n", "a; b")]
    public void A_script_is_read(string script, string expected)
    {
        var read = Parse(script);

        // A test of Bats gets a name from its place.
        Assert.Equal(expected.Replace("@test 0", "@test 5", StringComparison.Ordinal), Describe(read.Body));
    }

    [Theory]
    [InlineData("a $b \"c d\" e\\ f", "a|$b|\"c d\"|e\\ f")]
    [InlineData("x'y'\"z\" ${v}", "x'y'\"z\"|${v}")]
    [InlineData("a;bb>c;ddd", "a|bb|ddd")]
    [InlineData("a $(b c) d\\\n", "a|$(b c)|d|b|c")]
    [InlineData("a `b \\`c\\`` d", "a|`b \\`c\\``|d|b|\\`c\\`|c")]
    public void A_word_knows_its_place(string script, string expected)
    {
        var words = ShellDescent.Commands(Parse(script).Body).SelectMany(command => command.Words);

        Assert.Equal(expected, string.Join('|', words.Select(word => MarkedLine.TextAt(word.Span!.Value))));
    }

    [Theory]
    [InlineData("a 'b", "'", "the quote is never closed")]
    [InlineData("a \"b $(c\" d", "\"", "the quote is never closed")]
    [InlineData("if a; then b", "i", "its 'fi' is missing")]
    [InlineData("a; done", "d", "it stands where a command is due")]
    [InlineData("a <<E\nb", "b", "the here-document is never closed")]
    [InlineData("( a", " ", "its ')' is missing")]
    public void What_cannot_be_read_is_told_once(string script, string at, string reason)
    {
        var problem = Parse(script).Problem!;

        Assert.Equal((at, reason), (MarkedLine.TextAt(problem.Span), problem.Reason));
    }

    [Theory]
    [InlineData("$(")]
    [InlineData("(")]
    [InlineData("{ ")]
    [InlineData("${a:-")]
    [InlineData("\"$(")]
    [InlineData("if ")]
    [InlineData("`")]
    [InlineData("$((")]
    [InlineData("((")]
    [InlineData("case a in b) ")]
    [InlineData("a() ")]
    [InlineData("<(")]
    [InlineData("a && ")]
    [InlineData("a | ")]
    [InlineData("if a; then b; el")]
    [InlineData("<<E ")]
    public void Ten_thousand_levels_are_read_to_the_end(string opening)
    {
        var script = string.Concat(Enumerable.Repeat(opening, 10_000));

        Assert.NotNull(Parse(script).Body);
        Assert.NotNull(ScriptLinter.Lint(new ScriptFile("a.sh", script + "\ndocker rmi -f a")));
    }

    private static ShellScript Parse(string script) => ShellParser.Parse(MarkedLine.Parse(script), MarkedLine.Whole(script));

    private static string Describe(ShellList list) =>
        string.Join("; ", list.Statements.Select(statement => Describe(statement.Node) + (statement.IsBackground ? " &" : "")));

    private static string Describe(ShellNode node) => node switch
    {
        SimpleCommand command => string.Join(' ', new[]
        {
            string.Join("; ", command.Assignments.Select(assignment => assignment.Name + "=" + (assignment.Elements is { } elements ? $"[{Describe(elements)}]" : ""))),
            Describe(command.Words),
        }.Where(text => text.Length > 0)),
        Pipeline { Commands: [var only] } => "!" + Describe(only),
        Pipeline pipeline => (pipeline.IsNegated ? "!" : "") + $"({string.Join(" | ", pipeline.Commands.Select(Describe))})",
        ConditionList list => $"({Describe(list.Commands[0])}{string.Concat(list.NeedsSuccess.Select((isAnd, i) => (isAnd ? " && " : " || ") + Describe(list.Commands[i + 1])))})",
        Group group => $"{{{Describe(group.Body)}}}",
        Subshell subshell => $"subshell({Describe(subshell.Body)})",
        IfCommand choice => $"if({string.Join(", ", choice.Branches.Select(branch => $"{Describe(branch.Test)}: {Describe(branch.Then)}"))}, else {Describe(choice.Else)})",
        WhileLoop loop => $"{(loop.IsUntil ? "until" : "while")}({Describe(loop.Test)}: {Describe(loop.Body)})",
        ForLoop loop => $"for {loop.Name}({Describe(loop.Words ?? [])}: {Describe(loop.Body)})",
        CountingLoop loop => $"{(loop.IsEndless ? "endless" : "count")}({Describe(loop.Body)})",
        CaseCommand choice => $"case({Describe([choice.Subject])}{string.Concat(choice.Branches.Select(branch => $", {Describe(branch.Patterns)}: {Describe(branch.Body)}"))})",
        FunctionDefinition function => $"{function.Name}() {Describe(function.Body)}",
        Coprocess process => $"coproc {Describe(process.Body)}",
        TestCommand => "test",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string Describe(IReadOnlyList<ShellWord> words) => string.Join('|', words.Select(Describe));

    private static string Describe(ShellWord word) =>
        string.Concat(word.Pieces.Select(piece => piece is TextPiece { Part.Text: { } text } ? text : "{?}"));
}
