using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace ImageGuard.Analyzers.Tests;

/// <summary>What a project has that references the guard.</summary>
internal static class Guarded
{
    /// <summary>The guard and what its members speak of.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. new[] { typeof(DockerImageGuard), typeof(ILogger<>) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location))];

    /// <summary>A class around members, with a guard that it is given.</summary>
    public static string InClass(string members) => $$"""
        {{Verify.Usings}}
        using ImageGuard;

        namespace Sample;

        public class Worker
        {
            private readonly DockerImageGuard guard;

            public Worker(DockerImageGuard guard) => this.guard = guard;

            {{members}}
        }
        """;

    /// <summary>A method around statements.</summary>
    public static string InMethod(string statements) => $$"""
        public async Task RunAsync(string image, string other, Stream stream, CancellationToken ct)
        {
            {{statements}}
            await Task.Yield();
        }
        """;
}
