namespace ImageGuard.Analyzers.Tests;

/// <summary>IMG101 and IMG102, in the ways in which public code writes them.</summary>
public class ForcedRemovalTests
{
    [Theory]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = true|} });")]
    [InlineData("""
        await client.Images.DeleteImageAsync(
            image,
            new ImageDeleteParameters
            {
                {|IMG101:Force = true|},
                NoPrune = false,
            },
            ct);
        """)]
    [InlineData("await client.Images.DeleteImageAsync(image, new() { {|IMG101:Force = true|} });")]
    [InlineData("""
        var parameters = new ImageDeleteParameters { {|IMG101:Force = true|} };
        await client.Images.DeleteImageAsync(image, parameters);
        """)]
    [InlineData("""
        var parameters = new ImageDeleteParameters();
        {|IMG101:parameters.Force = true|};
        await client.Images.DeleteImageAsync(image, parameters);
        """)]
    [InlineData("""
        const bool Always = true;
        await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = Always|} });
        """)]
    [InlineData("""
        var always = true;
        await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = always|} });
        """)]
    [InlineData("""
        if (images.Count > 3)
        {
            var parameters = new ImageDeleteParameters();
            {|IMG101:parameters.Force = true|};
            await client.Images.DeleteImageAsync(image, parameters);
        }
        """)]
    [InlineData("foreach (var old in images) await client.Images.DeleteImageAsync(old.ID, new ImageDeleteParameters { {|IMG101:Force = true|} });")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = (bool?)true|} });")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = new bool?(true)|} });")]
    [InlineData("var stop = new ContainerRemoveParameters(); await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = stop.Force = true|} });")]
    public Task A_removal_that_is_always_forced_is_found(string statements) => Verify.Statements(statements);

    [Fact]
    public Task A_forced_settings_object_in_a_readonly_field_is_found() => Verify.Members("""
        private static readonly ImageDeleteParameters Forced = new ImageDeleteParameters { {|IMG101:Force = true|} };

        public Task RemoveAsync(string image) => client.Images.DeleteImageAsync(image, Forced);
        """);

    [Fact]
    public Task A_readonly_field_that_says_yes_is_found() => Verify.Members("""
        private static readonly bool ForceRemoval = true;

        public Task RemoveAsync(string image) =>
            client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = ForceRemoval|} });
        """);

    [Fact]
    public Task A_parameter_that_is_true_by_default_is_found() => Verify.Members("""
        public Task RemoveAsync(string image, bool force = true) =>
            client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG101:Force = force|} });
        """);

    [Theory]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG102:Force = force|} });")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG102:Force = images.Count > 10|} });")]
    [InlineData("""
        var parameters = new ImageDeleteParameters();
        if (force)
        {
            {|IMG102:parameters.Force = true|};
        }

        await client.Images.DeleteImageAsync(image, parameters);
        """)]
    [InlineData("""
        var mode = false;
        if (images.Count > 10) mode = true;
        await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG102:Force = mode|} });
        """)]
    public Task A_removal_that_is_forced_at_run_time_is_suggested(string statements) => Verify.Statements(statements);

    [Fact]
    public Task A_parameter_that_is_false_by_default_is_suggested() => Verify.Members("""
        public Task RemoveAsync(string image, bool force = false) =>
            client.Images.DeleteImageAsync(image, new ImageDeleteParameters { {|IMG102:Force = force|} });
        """);

    [Theory]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters());")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = false });")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = null });")]
    [InlineData("await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { NoPrune = true });")]
    [InlineData("const bool Never = false; await client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = Never });")]
    [InlineData("await client.Images.TagImageAsync(image, new ImageTagParameters { RepositoryName = \"app\", Tag = \"1\", Force = true });")]
    [InlineData("await client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true });")]
    [InlineData("await client.Swarm.LeaveSwarmAsync(new SwarmLeaveParameters { Force = true });")]
    [InlineData("await client.Volumes.RemoveAsync(id, force: true);")]
    [InlineData("var build = new ImageBuildParameters { ForceRemove = true };")]
    public Task What_is_no_forced_removal_of_an_image_is_silent(string statements) => Verify.Statements(statements);

    [Fact]
    public Task Members_of_the_same_name_on_unrelated_types_are_silent() => Verify.Members("""
        public class ImageDeleteParameters { public bool? Force { get; set; } }

        public class Store { public Task DeleteImageAsync(string name, ImageDeleteParameters parameters) => Task.CompletedTask; }

        public Task RemoveAsync(Store store, string image) => store.DeleteImageAsync(image, new ImageDeleteParameters { Force = true });
        """);
}
