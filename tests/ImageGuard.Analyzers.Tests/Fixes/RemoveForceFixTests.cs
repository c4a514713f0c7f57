using ImageGuard.CodeFixes;
using Fix = ImageGuard.Analyzers.Tests.Fixes.VerifyFix<ImageGuard.CodeFixes.RemoveForceFix>;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG101 and IMG102: <see cref="RemoveForceFix"/>.</summary>
public class RemoveForceFixTests
{
    [Theory]
    [InlineData(
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = true|} });",
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());")]
    [InlineData(
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters() { {|IMG101:Force = true|} }, ct);",
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters(), ct);")]
    [InlineData(
        "await client.Images.DeleteImageAsync(image, new() { {|IMG101:Force = true|} });",
        "await client.Images.DeleteImageAsync(image, new());")]
    [InlineData(
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = true|}, NoPrune = false });",
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { NoPrune = false });")]
    [InlineData(
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { NoPrune = false, {|IMG102:Force = force|} });",
        "await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { NoPrune = false });")]
    public Task The_setting_leaves_the_initializer(string statements, string expected) => Fix.Statements(statements, expected);

    [Fact]
    public Task An_initializer_of_several_lines_goes_when_it_is_empty() => Fix.Statements(
        """
        await client.Images.DeleteImageAsync(
            image,
            new ImageDeleteParameters
            {
                {|IMG101:Force = true|},
            },
            ct);
        """,
        """
        await client.Images.DeleteImageAsync(
            image,
            new ImageDeleteParameters(),
            ct);
        """);

    [Fact]
    public Task The_last_line_of_an_initializer_goes() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters
        {
            NoPrune = false, // children go as well
            {|IMG101:Force = true|}
        };
        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters
        {
            NoPrune = false // children go as well
        };
        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task A_line_in_the_middle_of_an_initializer_goes_and_its_comments_stay() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters
        {
            // left over from the nightly build
            {|IMG101:Force = true|}, // see the wiki
            NoPrune = false,
        };
        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters
        {
            // left over from the nightly build
            // see the wiki
            NoPrune = false,
        };
        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task Braces_that_hold_a_comment_stay() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters
        {
            // left over from the nightly build
            {|IMG101:Force = true|},
        };
        """,
        """
        var parameters = new ImageDeleteParameters
        {
            // left over from the nightly build
        };
        """);

    [Fact]
    public Task The_assignment_goes() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters();
        // an image in use
        {|IMG101:parameters.Force = true|};
        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters();
        // an image in use
        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task An_if_that_only_forces_goes_with_it() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters();
        if (force)
        {
            {|IMG102:parameters.Force = true|}; // as asked
        }

        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters();
        // as asked

        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task Nested_ifs_that_only_force_go_with_it() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters();
        if (force)
            if (images.Count > 3)
                {|IMG102:parameters.Force = true|};
        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters();
        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task An_else_that_only_forces_goes_with_it() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters();
        if (images.Count == 0)
        {
            parameters.NoPrune = true;
        }
        else
        {
            {|IMG102:parameters.Force = force|};
        }

        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters();
        if (images.Count == 0)
        {
            parameters.NoPrune = true;
        }

        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task An_if_whose_condition_does_something_stays() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters();
        if (names.Remove(image))
        {
            {|IMG102:parameters.Force = true|};
        }

        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters();
        if (names.Remove(image))
        {
        }

        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task An_if_with_an_else_stays() => Fix.Statements(
        """
        var parameters = new ImageDeleteParameters();
        if (force)
            {|IMG102:parameters.Force = true|};
        else
            Log(image);
        await client.Images.DeleteImageAsync(image, parameters);
        """,
        """
        var parameters = new ImageDeleteParameters();
        if (force)
        {
        }
        else
            Log(image);
        await client.Images.DeleteImageAsync(image, parameters);
        """);

    [Fact]
    public Task A_field_is_fixed() => Fix.Members(
        """
        private static readonly ImageDeleteParameters Forced = new ImageDeleteParameters { {|IMG101:Force = true|} };

        private readonly ImageDeleteParameters mild = new() { NoPrune = true };

        public Worker(bool force) => mild = new() { {|IMG102:Force = force|} };
        """,
        """
        private static readonly ImageDeleteParameters Forced = new ImageDeleteParameters();

        private readonly ImageDeleteParameters mild = new() { NoPrune = true };

        public Worker(bool force) => mild = new();
        """);

    [Fact]
    public Task A_lambda_that_only_forces_does_nothing() => Fix.Members(
        """
        private static void Configure(Action<ImageDeleteParameters> change) => change(new ImageDeleteParameters());

        public void Run() => Configure(p => {|IMG101:p.Force = true|});
        """,
        """
        private static void Configure(Action<ImageDeleteParameters> change) => change(new ImageDeleteParameters());

        public void Run() => Configure(p => { });
        """);

    [Theory]
    [InlineData("var p = new ImageDeleteParameters(); var q = new ImageDeleteParameters(); {|IMG102:p.Force = {|IMG101:q.Force = true|}|};")]
    [InlineData("var p = new ImageDeleteParameters { {|IMG102:Force = images.Count > (names[0] = image).Length|} };")]
    [InlineData("var p = new ImageDeleteParameters(); Log({|IMG101:p.Force = true|});")]
    public Task Where_the_assigned_value_is_used_nothing_is_offered(string statements) => Fix.NothingFor(statements);

    [Fact]
    public Task Where_a_directive_would_be_lost_nothing_is_offered() => Fix.NothingFor("""
        var parameters = new ImageDeleteParameters
        {
        #pragma warning disable CS0618
            {|IMG101:Force = true|},
            NoPrune = false,
        };
        """);

    [Fact]
    public Task All_are_fixed_in_all_files() => Fix.Files(
        [
            Fix.InClass("""
                public async Task RemoveAsync(string image)
                {
                    await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = true|} });
                    await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = true|}, NoPrune = true });
                    var p = new ImageDeleteParameters();
                    {|IMG101:p.Force = true|};
                    {|IMG101:p.Force = true|};
                }
                """),
            """
            // top-level
            using Docker.DotNet.Models;

            var parameters = new ImageDeleteParameters();
            {|IMG101:parameters.Force = true|};
            System.Console.WriteLine(parameters);
            """,
        ],
        [
            Fix.InClass("""
                public async Task RemoveAsync(string image)
                {
                    await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());
                    await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { NoPrune = true });
                    var p = new ImageDeleteParameters();
                }
                """),
            """
            // top-level
            using Docker.DotNet.Models;

            var parameters = new ImageDeleteParameters();
            System.Console.WriteLine(parameters);
            """,
        ]);
}
