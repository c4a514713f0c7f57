using CsCheck;
using ImageGuard.Scripts.Formats;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>Each piece of a scalar's value stands where it says.</summary>
public sealed class YamlScalarTextTests
{
    /// <summary>Pieces are divided by bars: what stands in the file; behind an arrow, what it stands for if that is something else.</summary>
    [Theory]
    [InlineData("a: b c", "b c")]
    [InlineData("a: b\n  c\n\n  d", "b|\n  >· |c|\n\n  >·\n|d")]
    [InlineData("a: 'b''c\n  d'", "b|''>·'|c|\n  >· |d")]
    [InlineData("a: \"b\\\"c\\x41\\u0042\\n\"", "b|\\\">·\"|c|\\x41>·A|\\u0042>·B|\\n>·\n")]
    [InlineData("a: \"b \\\n  c\"", "b |c")]
    [InlineData("a: &x !y b", "b")]
    [InlineData("a: |\n  b\n\n   c\n", "b|\n|\n  >·\n| c|\n")]
    [InlineData("a: |-\n  b\n  c\n", "b|\n  >·\n|c")]
    [InlineData("a: |+\n  b\n\n", "b|\n|\n")]
    [InlineData("a: |2\n   b\n  c\n", " b|\n  >·\n|c|\n")]
    [InlineData("a: >\n  b\n  c\n\n  d\n", "b|\n  >· |c|\n\n  >·\n|d|\n")]
    [InlineData("a: >\n  b\n    c\n  d\n", "b|\n  >·\n|  c|\n  >·\n|d|\n")]
    [InlineData("a: | # why\r\n  b\r\n  c\r\n", "b|\r\n  >·\n|c|\r\n>·\n")]
    public void A_value_is_taken_to_pieces(string yaml, string expected)
    {
        var file = new ScriptFile("a.yml", yaml);

        var value = (YamlScalar)Assert.Single(YamlReader.Read(file, out _)).At("a")!;

        Assert.Equal(expected, string.Join('|', value.Parts.Select(part => Describe(part, yaml))));
    }

    [Fact]
    public void The_pieces_make_the_value() =>
        Gen.String[Gen.Char["ab:-#&*!|>'\"\\ \t\n{}[],%@`é"], 0, 30].Array[1, 4].Select(values => string.Join("\n", values)).ForEach(
            text =>
            {
                foreach (var scalar in ScalarsOf(text).Concat(ScalarsOf("a: |\n  " + text.Replace("\n", "\n  "))).Concat(ScalarsOf("a: >-\n  " + text.Replace("\n", "\n  "))))
                {
                    Assert.Equal(scalar.Value, string.Concat(scalar.Parts.Select(part => part.Text)));
                }
            },
            count: 5_000);

    private static IEnumerable<YamlScalar> ScalarsOf(string yaml) =>
        YamlReader.Read(new ScriptFile("a.yml", yaml), out _).SelectMany(root => root.Mappings()).SelectMany(mapping => mapping.Entries)
            .SelectMany(entry => new[] { entry.Key, entry.Value }).OfType<YamlScalar>();

    private static string Describe(CommandPart part, string yaml)
    {
        var source = yaml.Substring(part.Span!.Value.Start, part.Span.Value.Length);
        return source == part.Text ? source : $"{source}>·{part.Text}";
    }
}
