using ImageGuard.Analyzers.Libraries;

namespace ImageGuard.Analyzers.Tests.Libraries;

/// <summary>Libraries other than Docker.DotNet: those that we know, and those that a project tells of.</summary>
public class LibraryTests
{
    [Fact]
    public Task Testcontainers_is_read() => Verify.Files(Verify.Testcontainers, """
        using System.Threading.Tasks;
        using DotNet.Testcontainers.Builders;
        using DotNet.Testcontainers.Images;

        public class Fixture
        {
            private readonly IFutureDockerImage image = new ImageFromDockerfileBuilder().WithName("app:1").Build();

            public async Task OneAfterTheOtherAsync()
            {
                await image.CreateAsync();
                await image.DeleteAsync();
            }

            public async Task AtOnceAsync(IFutureDockerImage old)
            {
                var creating = image.CreateAsync();
                await {|IMG203:old.DeleteAsync|}();
                await creating;
            }

            public void Forgets(IFutureDockerImage old)
            {
                _ = {|IMG205:old.DeleteAsync|}();
            }
        }
        """);

    [Fact]
    public Task FluentDocker_is_read() => Verify.File("""
        using System.Threading;
        using System.Threading.Tasks;

        namespace FluentDocker.Drivers
        {
            public interface IImageDriver
            {
                Task PullAsync(object context, string image, string tag = "latest", CancellationToken cancellationToken = default);
                Task RemoveAsync(object context, string imageId, bool force = false, bool noPrune = false, CancellationToken cancellationToken = default);
                Task SaveAsync(object context, string[] images, string outputPath, CancellationToken cancellationToken = default);
            }

            public interface IContainerDriver
            {
                Task RemoveAsync(object context, string containerId, bool force = false);
            }

            public class CliImageDriver : IImageDriver
            {
                public Task PullAsync(object context, string image, string tag, CancellationToken cancellationToken) => Task.CompletedTask;
                public Task RemoveAsync(object context, string imageId, bool force, bool noPrune, CancellationToken cancellationToken) => Task.CompletedTask;
                public Task SaveAsync(object context, string[] images, string outputPath, CancellationToken cancellationToken) => Task.CompletedTask;
            }
        }

        namespace App
        {
            using FluentDocker.Drivers;

            public class Cleaner
            {
                public async Task RunAsync(IImageDriver images, CliImageDriver own, IContainerDriver containers, string image, bool force)
                {
                    await images.RemoveAsync(null, image, {|IMG101:true|});
                    await images.RemoveAsync(null, image, force: {|IMG101:true|});
                    await own.RemoveAsync(null, image, {|IMG101:true|}, false, default);
                    await images.RemoveAsync(null, image, {|IMG102:force|});
                    await images.RemoveAsync(null, image, false);
                    await images.RemoveAsync(null, image);
                    await images.RemoveAsync(null, image, noPrune: true);
                    await containers.RemoveAsync(null, image, true);
                    await images.SaveAsync(null, new[] { {|IMG301:"sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"|} }, "app.tar");
                }
            }
        }
        """);

    [Fact]
    public Task Cake_is_read() => Verify.File("""
        namespace Cake.Docker
        {
            public interface ICakeContext { }
            public class DockerRmiSettings { public bool Force { get; set; } }
            public class DockerContainerRmSettings { public bool Force { get; set; } }

            public static class DockerAliases
            {
                public static void DockerRmi(this ICakeContext context, params string[] images) { }
                public static void DockerRmi(this ICakeContext context, DockerRmiSettings settings, params string[] images) { }
                public static void DockerRm(this ICakeContext context, DockerContainerRmSettings settings, params string[] containers) { }
            }
        }

        namespace Build
        {
            using Cake.Docker;

            public class Clean
            {
                public void Run(ICakeContext context)
                {
                    context.DockerRmi(new DockerRmiSettings { Force = {|IMG101:true|} }, "app:1");
                    context.DockerRmi(new DockerRmiSettings(), "app:1");
                    context.DockerRmi("app:1");
                    context.DockerRm(new DockerContainerRmSettings { Force = true }, "app");
                }
            }
        }
        """);

    [Fact]
    public Task Nuke_is_read() => Verify.File("""
        using System;

        namespace Nuke.Common.Tools.Docker
        {
            public class DockerRmiSettings { }
            public delegate T Configure<T>(T settings);
            public class DockerTasks { public static void DockerRmi(Configure<DockerRmiSettings> configurator) { } }

            public static class DockerRmiSettingsExtensions
            {
                public static T SetForce<T>(this T o, bool? v) where T : DockerRmiSettings => o;
                public static T EnableForce<T>(this T o) where T : DockerRmiSettings => o;
                public static T SetImages<T>(this T o, params string[] v) where T : DockerRmiSettings => o;
            }
        }

        namespace Build
        {
            using Nuke.Common.Tools.Docker;

            public class Clean
            {
                public void Run()
                {
                    DockerTasks.DockerRmi(s => {|IMG101:s.SetImages("app:1").EnableForce|}());
                    DockerTasks.DockerRmi(s => s.SetImages("app:1").SetForce({|IMG101:true|}));
                    DockerTasks.DockerRmi(s => s.SetImages("app:1").SetForce(false));
                    DockerTasks.DockerRmi(s => s.SetImages("app:1"));
                }
            }
        }
        """);

    private const string OwnLibrary = """
        using System.Threading.Tasks;

        namespace Shop.Images
        {
            public class RemoveOptions { public bool Hard { get; set; } }

            public abstract class Store
            {
                public abstract Task BringAsync(string name);
                public virtual Task DropAsync(string name, RemoveOptions options) => Task.CompletedTask;
            }

            public class DiskStore : Store
            {
                public override Task BringAsync(string name) => Task.CompletedTask;
                public override Task DropAsync(string name, RemoveOptions options) => Task.CompletedTask;
            }

            public class User
            {
                public async Task RunAsync(Store store, DiskStore disk)
                {
                    await store.DropAsync("a", new RemoveOptions { Hard = MARK });
                    await disk.DropAsync("a", new RemoveOptions { Hard = MARK });
                    await store.DropAsync("a", new RemoveOptions());
                    await store.BringAsync("a");
                }
            }
        }
        """;

    [Fact]
    public Task A_projects_own_methods_are_read() => Verify.FilesWith(Verify.DockerDotNet, """
        # The image store of the shop.
        Shop.Images.Store.BringAsync Pull image=name
        Shop.Images.Store.DropAsync Remove image=name force=options.Hard

        not a line
        Shop.Images.Store.BringAsync Nonsense
        """, OwnLibrary.Replace("MARK", "{|IMG101:true|}", StringComparison.Ordinal));

    [Fact]
    public Task Without_the_file_they_are_nobodys() => Verify.Files(Verify.DockerDotNet, OwnLibrary.Replace("MARK", "true", StringComparison.Ordinal));

    [Theory]
    [InlineData("A.B.C Remove", true)]
    [InlineData("B.C Pull image=x", true)]
    [InlineData("", false)]
    [InlineData("# A.B.C Remove", false)]
    [InlineData("A.B.C", false)]
    [InlineData("C Remove", false)]
    [InlineData("A.B.C Delete", false)]
    public void A_line_is_read_or_is_none(string line, bool isOne) => Assert.Equal(isOne, LibraryMember.Parse(line, out _) is not null);
}
