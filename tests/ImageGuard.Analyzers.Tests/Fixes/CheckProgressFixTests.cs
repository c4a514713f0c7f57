using ImageGuard.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Fix = ImageGuard.Analyzers.Tests.Fixes.VerifyFix<ImageGuard.CodeFixes.CheckProgressFix>;

namespace ImageGuard.Analyzers.Tests.Fixes;

/// <summary>IMG401: <see cref="CheckProgressFix"/>.</summary>
public class CheckProgressFixTests
{
    private const string AddedClass = """

        /// <summary>Throws when the engine reports that an image operation has failed. Docker.DotNet itself only passes such messages on.</summary>
        internal sealed class ThrowOnImageFailure : IProgress<JSONMessage>
        {
            private readonly IProgress<JSONMessage> _inner;

            public ThrowOnImageFailure(IProgress<JSONMessage> inner = null)
            {
                _inner = inner;
            }

            public void Report(JSONMessage value)
            {
                _inner?.Report(value);
                if (value.Error != null)
                {
                    throw new InvalidOperationException(value.Error.Message);
                }

                // The containerd image store reports an archive that it cannot unpack as ordinary output.
                if (value.Stream != null && value.Stream.StartsWith("Error unpacking image ", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException(value.Stream.Trim());
                }
            }
        }
        """;

    [Theory]
    [InlineData(
        "await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|}, ct);",
        "await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure(), ct);")]
    [InlineData(
        "await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress: {|IMG401:default|});",
        "await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, progress: new ThrowOnImageFailure());")]
    [InlineData(
        "await client.Images.CreateImageAsync(new ImagesCreateParameters(), null, {|IMG401:new Progress<JSONMessage>()|});",
        "await client.Images.CreateImageAsync(new ImagesCreateParameters(), null, new ThrowOnImageFailure());")]
    [InlineData(
        "await client.Images.PushImageAsync(image, new ImagePushParameters(), null, {|IMG401:new Progress<JSONMessage>(m => Console.WriteLine(m.Status))|});",
        "await client.Images.PushImageAsync(image, new ImagePushParameters(), null, new ThrowOnImageFailure(new Progress<JSONMessage>(m => Console.WriteLine(m.Status))));")]
    [InlineData(
        "await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, {|IMG401:new Progress<JSONMessage>()|}, ct);",
        "await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, new ThrowOnImageFailure(), ct);")]
    [InlineData(
        "await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters(), ct);",
        "await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, new ThrowOnImageFailure(), ct);")]
    [InlineData(
        "await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters()).ConfigureAwait(false);",
        "await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, new ThrowOnImageFailure()).ConfigureAwait(false);")]
    [InlineData(
        "_ = await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(parameters: new ImageBuildParameters(), contents: stream);",
        "await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, new ThrowOnImageFailure());")]
    [InlineData(
        "using var answer = await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(stream, new ImageBuildParameters(), ct);",
        "await client.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters(), stream, null, null, new ThrowOnImageFailure(), ct);")]
    public Task Failures_throw(string statements, string expected) => Members(Method(statements), Method(expected));

    [Fact]
    public Task Lines_and_comments_stay() => Members(
        Method("""
            // first the base image
            await client.Images.LoadImageAsync(
                new ImageLoadParameters(),
                stream,
                {|IMG401:null|}, // nobody looks
                ct);
            await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(
                stream,
                new ImageBuildParameters(),
                ct); // then ours
            """),
        Method("""
            // first the base image
            await client.Images.LoadImageAsync(
                new ImageLoadParameters(),
                stream,
                new ThrowOnImageFailure(), // nobody looks
                ct);
            await client.Images.BuildImageFromDockerfileAsync(
                new ImageBuildParameters(),
                stream,
                null,
                null,
                new ThrowOnImageFailure(),
                ct); // then ours
            """));

    [Fact]
    public Task A_handler_that_was_there_still_gets_the_messages() => Members(
        """
        private static readonly IProgress<JSONMessage> Printer = new Progress<JSONMessage>(m => Console.WriteLine(m.Status));

        public async Task LoadAsync(Stream stream)
        {
            var progress = new Progress<JSONMessage>();
            progress.ProgressChanged += (_, m) => Console.WriteLine(m.Status);
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:progress|});
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:Printer|});
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:new Quiet()|});
        }

        private sealed class Quiet : IProgress<JSONMessage>
        {
            public void Report(JSONMessage value) => Console.WriteLine(value.Status);
        }
        """,
        """
        private static readonly IProgress<JSONMessage> Printer = new Progress<JSONMessage>(m => Console.WriteLine(m.Status));

        public async Task LoadAsync(Stream stream)
        {
            var progress = new Progress<JSONMessage>();
            progress.ProgressChanged += (_, m) => Console.WriteLine(m.Status);
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure(progress));
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure(Printer));
            await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure(new Quiet()));
        }

        private sealed class Quiet : IProgress<JSONMessage>
        {
            public void Report(JSONMessage value) => Console.WriteLine(value.Status);
        }
        """);

    [Theory]
    [InlineData("public async Task<long> RunAsync(Stream s) { var answer = await {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(s, new ImageBuildParameters()); return answer.Length; }")]
    [InlineData("public Task<Stream> RunAsync(Stream s) => {|IMG401:client.Images.BuildImageFromDockerfileAsync|}(s, new ImageBuildParameters());")]
    public Task Where_the_stream_is_used_nothing_is_offered(string members) => Fix.NothingForMembers(members);

    [Fact]
    public Task Where_the_name_is_taken_nothing_is_offered() => Fix.NothingForMembers("""
        private sealed class ThrowOnImageFailure { }

        public Task RunAsync(Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});
        """);

    [Fact]
    public Task The_class_is_added_once_and_found_from_other_namespaces() => Fix.Files(
        [
            """
            using System.IO;
            using System.Threading.Tasks;
            using Docker.DotNet;
            using Docker.DotNet.Models;

            namespace First
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});

                    public Task AgainAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});
                }
            }
            """,
            """
            using System.IO;
            using System.Threading.Tasks;
            using Docker.DotNet;
            using Docker.DotNet.Models;

            namespace Second
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});
                }
            }
            """,
        ],
        [
            """
            using System.IO;
            using System.Threading.Tasks;
            using Docker.DotNet;
            using Docker.DotNet.Models;

            namespace First
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure());

                    public Task AgainAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure());
                }

                /// <summary>Throws when the engine reports that an image operation has failed. Docker.DotNet itself only passes such messages on.</summary>
                internal sealed class ThrowOnImageFailure : System.IProgress<JSONMessage>
                {
                    private readonly System.IProgress<JSONMessage> _inner;

                    public ThrowOnImageFailure(System.IProgress<JSONMessage> inner = null)
                    {
                        _inner = inner;
                    }

                    public void Report(JSONMessage value)
                    {
                        _inner?.Report(value);
                        if (value.Error != null)
                        {
                            throw new System.InvalidOperationException(value.Error.Message);
                        }

                        // The containerd image store reports an archive that it cannot unpack as ordinary output.
                        if (value.Stream != null && value.Stream.StartsWith("Error unpacking image ", System.StringComparison.Ordinal))
                        {
                            throw new System.InvalidOperationException(value.Stream.Trim());
                        }
                    }
                }
            }
            """,
            """
            using System.IO;
            using System.Threading.Tasks;
            using Docker.DotNet;
            using Docker.DotNet.Models;

            namespace Second
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new First.ThrowOnImageFailure());
                }
            }
            """,
        ],
        version: LanguageVersion.CSharp7_3);

    [Theory]
    [InlineData(NullableContextOptions.Enable, "?")]
    [InlineData(NullableContextOptions.Warnings, "")]
    public Task The_enhanced_library_is_fixed_in_any_nullable_context(NullableContextOptions nullable, string mark) => Fix.Files(
        [Verify.Usings + "\n\nvar client = new DockerClientBuilder().Build(); // top-level\nawait client.Images.LoadImageAsync(new ImageLoadParameters(), Stream.Null, {|IMG401:new Progress<JSONMessage>()|});\n"],
        [Verify.Usings + "\n\nvar client = new DockerClientBuilder().Build(); // top-level\nawait client.Images.LoadImageAsync(new ImageLoadParameters(), Stream.Null, new ThrowOnImageFailure());\n"
            + AddedClass.Replace("IProgress<JSONMessage> ", $"IProgress<JSONMessage>{mark} ", StringComparison.Ordinal) + "\n"],
        Verify.DockerDotNetEnhanced,
        nullable: nullable);

    [Fact]
    public Task A_file_of_several_namespaces_gets_one_class() => Fix.Files(
        [
            Verify.Usings + "\n" + """

            namespace First
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});
                }
            }

            namespace Second
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});
                }
            }
            """,
        ],
        [
            Verify.Usings + "\n" + $$"""

            namespace First
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure());
                }
            {{Fix.Indented(AddedClass)}}
            }

            namespace Second
            {
                public class Loader
                {
                    public Task RunAsync(IDockerClient client, Stream stream) => client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new First.ThrowOnImageFailure());
                }
            }
            """,
        ]);

    /// <summary>Windows line ends stay Windows line ends, in the class as well.</summary>
    [Fact]
    public Task The_class_has_the_line_ends_of_its_file()
    {
        var before = Fix.InClass(Method("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, {|IMG401:null|});"));
        var after = Fix.InClass(Method("await client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new ThrowOnImageFailure());")) + "\n" + AddedClass;
        return Fix.Files([WithWindowsLines(before)], [WithWindowsLines(after)]);
    }

    private static string WithWindowsLines(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    private static Task Members(string members, string expected) => Fix.Files([Fix.InClass(members)], [Fix.InClass(expected) + "\n" + AddedClass]);

    private static string Method(string statements) => $$"""
        public async Task RunAsync(string image, Stream stream, CancellationToken ct)
        {
        {{Fix.Indented(statements)}}
        }
        """;
}
