using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Reflection;
using ImageGuard.Tool;
using ImageGuard.Tool.Commands;

namespace ImageGuard.Documentation.Tests;

/// <summary>The manual says what the tool's own help says.</summary>
public sealed class ToolManualTests
{
    private const string Shared = "The guarded commands";

    private static readonly string Manual = Repository.Read("docs/tool.md");

    public static TheoryData<string> Commands => new(Names);

    private static IEnumerable<string> Names => RootCommands.Create().Subcommands.Where(command => !command.Hidden).Select(command => command.Name);

    [Fact]
    public void It_has_a_section_for_each_command() => Assert.Equal(
        Names.Order(),
        Manual.Split('\n').Where(line => line.StartsWith("## imageguard ", StringComparison.Ordinal)).Select(line => line["## imageguard ".Length..]).Order());

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_lists_the_options_of_a_command(string name)
    {
        var command = RootCommands.Create().Subcommands.Single(command => command.Name == name);
        var section = Section($"imageguard {name}");
        var shared = OptionsIn(Section(Shared));
        var isGuarded = command.Options.Any(option => option.Name == "--lock-folder");

        var expected = command.Options.Where(option => option is not HelpOption && !option.Hidden).Select(Describe);

        Assert.Equal(expected.Order(StringComparer.Ordinal), OptionsIn(section).Concat(isGuarded ? shared : []).Order(StringComparer.Ordinal));
        Assert.Contains($"`imageguard {string.Join(' ', command.Arguments.Select(Describe).Prepend(name))} [options]`", section, StringComparison.Ordinal);
        Assert.Equal(isGuarded, Section(Shared).Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void It_lists_the_exit_codes()
    {
        var codes = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => ((int)field.GetRawConstantValue()!).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(codes, RowsIn(Section("Exit codes")).Skip(1).Select(cells => cells[0]));
    }

    private static string Describe(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length));
        var value = option.HelpName is { } help ? $" <{help}>" : option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) ? " <…>" : "";
        return $"{names}{value}: {option.Description}";
    }

    private static string Describe(Argument argument) => argument.Arity.MaximumNumberOfValues > 1
        ? argument.Arity.MinimumNumberOfValues == 0 ? $"[<{argument.Name}>...]" : $"<{argument.Name}>..."
        : $"<{argument.Name}>";

    /// <summary>The options of a section; the values that one may have, set apart by strokes, are the text's business.</summary>
    private static IEnumerable<string> OptionsIn(string section) => RowsIn(section).Where(cells => cells[0].StartsWith('`')).Select(cells =>
    {
        var option = cells[0].Trim('`');
        var value = option.IndexOf("\\|", StringComparison.Ordinal);
        return $"{(value < 0 ? option : option[..option.IndexOf('<', StringComparison.Ordinal)] + "<…>")}: {cells[1]}";
    });

    private static IEnumerable<string[]> RowsIn(string section) => section.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Replace("\\|", "\\\0", StringComparison.Ordinal).Trim('|', ' ').Split(" | ").Select(cell => cell.Replace("\\\0", "\\|", StringComparison.Ordinal)).ToArray());

    private static string Section(string title)
    {
        var start = Manual.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no section '{title}'.");
        var end = Manual.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Manual[start..] : Manual[start..end];
    }
}
