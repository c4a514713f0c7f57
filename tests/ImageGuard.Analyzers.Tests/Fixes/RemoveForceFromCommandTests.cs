using Fix = ImageGuard.Analyzers.Tests.Fixes.VerifyFix<ImageGuard.CodeFixes.RemoveForceFix>;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG101, IMG102 and IMG103 in command lines: only the option goes.</summary>
public class RemoveForceFromCommandTests
{
    [Theory]
    [InlineData("""Process.Start("docker", "rmi {|IMG101:-f|} alpine");""", """Process.Start("docker", "rmi alpine");""")]
    [InlineData("""Process.Start("docker", $"rmi {|IMG101:--force|} {image}");""", """Process.Start("docker", $"rmi {image}");""")]
    [InlineData("""Process.Start("docker", $"rmi  {image} {|IMG101:-f|}");""", """Process.Start("docker", $"rmi  {image}");""")]
    [InlineData("""Process.Start("docker", "rmi " + image + " {|IMG101:-f|}");""", """Process.Start("docker", "rmi " + image);""")]
    [InlineData("""Process.Start("docker", "rmi" + " {|IMG101:-f|} " + image);""", """Process.Start("docker", "rmi" + " " + image);""")]
    [InlineData("""Process.Start("docker", @"rmi {|IMG101:-f|} ""a b"" ");""", """Process.Start("docker", @"rmi ""a b"" ");""")]
    [InlineData("""Process.Start("podman", "rmi -{|IMG101:f|}i alpine");""", """Process.Start("podman", "rmi -i alpine");""")]
    [InlineData("""Process.Start("docker", $"rmi {|IMG102:--force={force}|} {image}");""", """Process.Start("docker", $"rmi {image}");""")]
    [InlineData("""Process.Start("sh", "-c \"docker rmi {|IMG101:-f|} alpine; docker ps -f x\"");""", """Process.Start("sh", "-c \"docker rmi alpine; docker ps -f x\"");""")]
    [InlineData("""Process.Start("docker", $"rmi {(force ? "{|IMG102:-f|}" : "")} {image}");""", """Process.Start("docker", $"rmi {image}");""")]
    [InlineData("""Process.Start("docker", $"rmi{(force ? " {|IMG102:-f|}" : string.Empty)} {image}");""", """Process.Start("docker", $"rmi {image}");""")]
    [InlineData("""Process.Start("docker", force ? "rmi {|IMG102:-f|} alpine" : "rmi alpine");""", """Process.Start("docker", force ? "rmi alpine" : "rmi alpine");""")]
    [InlineData("""Process.Start("docker", $"rm {|IMG103:-f|} {id}");""", """Process.Start("docker", $"rm {id}");""")]
    public Task The_option_leaves_the_string(string statements, string expected) => Fix.ProcessStatements(statements, expected);

    [Theory]
    [InlineData("""Process.Start("docker", new[] { "rmi", {|IMG101:"-f"|}, image });""", """Process.Start("docker", new[] { "rmi", image });""")]
    [InlineData("""Process.Start("docker", ["rmi", {|IMG101:"-f"|}, image]);""", """Process.Start("docker", ["rmi", image]);""")]
    [InlineData("""Process.Start("docker", ["rmi", image, {|IMG101:"--force"|}]);""", """Process.Start("docker", ["rmi", image]);""")]
    [InlineData(
        """
        Process.Start("docker", new List<string>
        {
            "rmi",
            {|IMG101:"-f"|},
            image,
        });
        """,
        """
        Process.Start("docker", new List<string>
        {
            "rmi",
            image,
        });
        """)]
    [InlineData("""await Cli.Wrap("docker").WithArguments(a => a.Add("rmi").Add({|IMG101:"-f"|}).Add(image)).ExecuteAsync();""", """await Cli.Wrap("docker").WithArguments(a => a.Add("rmi").Add(image)).ExecuteAsync();""")]
    [InlineData("""Medallion.Shell.Command.Run("docker", "rmi", {|IMG101:"-f"|}, image).Wait();""", """Medallion.Shell.Command.Run("docker", "rmi", image).Wait();""")]
    public Task The_option_leaves_the_list(string statements, string expected) => Fix.ProcessStatements(statements, expected);

    [Theory]
    [InlineData(
        """
        var args = "rmi ";
        if (force) args += "{|IMG102:-f|} ";
        Process.Start("docker", args + image);
        """,
        """
        var args = "rmi ";
        Process.Start("docker", args + image);
        """)]
    [InlineData(
        """
        var start = new ProcessStartInfo("docker");
        start.ArgumentList.Add("rmi");
        start.ArgumentList.Add({|IMG101:"-f"|});
        start.ArgumentList.Add(image);
        Process.Start(start);
        """,
        """
        var start = new ProcessStartInfo("docker");
        start.ArgumentList.Add("rmi");
        start.ArgumentList.Add(image);
        Process.Start(start);
        """)]
    [InlineData(
        """
        var args = new List<string> { "rmi" };
        if (force)
        {
            args.Add({|IMG102:"--force"|});
        }

        args.Add(image);
        Process.Start("docker", args);
        """,
        """
        var args = new List<string> { "rmi" };

        args.Add(image);
        Process.Start("docker", args);
        """)]
    public Task The_statement_that_adds_the_option_goes(string statements, string expected) => Fix.ProcessStatements(statements, expected);

    [Fact]
    public Task An_argument_that_must_be_given_becomes_empty() => Fix.ProcessMembers(
        """
        private static void Docker(string command, string options, string rest) => Process.Start("docker", $"{command} {options} {rest}");

        public void Clean(string image) => Docker("rmi", "{|IMG101:-f|}", image);
        """,
        """
        private static void Docker(string command, string options, string rest) => Process.Start("docker", $"{command} {options} {rest}");

        public void Clean(string image) => Docker("rmi", "", image);
        """);

    /// <summary>The option stands in another member, for which other calls may have a use.</summary>
    [Theory]
    [InlineData("""private const string Force = "-f"; public void Clean(string image) => Process.Start("docker", $"rmi {{|IMG101:Force|}} {image}");""")]
    [InlineData("""private static void Forced(string what, string image) => Process.Start("docker", $"{what} -f {image}"); public void Clean(string image) => {|IMG101:Forced|}("rmi", image);""")]
    public Task What_stands_elsewhere_is_left_to_its_author(string members) => Fix.NothingForProcessMembers(members);
}
