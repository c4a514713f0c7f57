using System.Reflection;
using System.Runtime.InteropServices;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers.Tests;

/// <summary>The table of Docker.DotNet's members against the assemblies of both packages, in both directions.</summary>
public class ApiTableTests
{
    public static TheoryData<string> Packages => ["Docker.DotNet", "Docker.DotNet.Enhanced"];

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Every_member_of_IImageOperations_is_in_the_table(string package)
    {
        using var api = await LoadAsync(package);
        var names = api.ImageOperations.GetMethods().Select(method => method.Name).Distinct().Order();
        Assert.Equal(names, DockerDotNetApi.Members.Select(member => member.Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Every_overload_has_its_row_and_every_row_its_overload(string package)
    {
        using var api = await LoadAsync(package);
        var matched = new HashSet<ApiMember>();
        foreach (var method in api.ImageOperations.GetMethods())
        {
            var parameters = method.GetParameters().Select(parameter => parameter.Name).ToArray();
            var row = DockerDotNetApi.Members.First(member => member.Name == method.Name && (member.WhenParameter is null || parameters.Contains(member.WhenParameter)));
            matched.Add(row);
            Assert.Equal(row.Progress is not null, method.GetParameters().Any(parameter => parameter.ParameterType.Name.StartsWith("IProgress", StringComparison.Ordinal)));
            Assert.All(row.Images, image => Assert.Contains(image.Argument ?? ImageSource.SettingsParameter, parameters));
            Assert.All(row.Images, image => AssertSettings(method, image));
            if (row.Progress is { } progress)
            {
                Assert.Contains(progress, parameters);
            }
        }

        Assert.Equal(DockerDotNetApi.Members.ToHashSet(), matched);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Every_property_of_the_table_exists(string package)
    {
        using var api = await LoadAsync(package);
        MemberName[] properties = [.. DockerDotNetApi.ForceSettings, .. DockerDotNetApi.IdProperties, .. DockerDotNetApi.NameProperties];
        Assert.All(properties, property => Assert.NotNull(api.Type(property.Type)?.GetProperty(property.Name)));
        Assert.NotNull(api.Type(DockerDotNetApi.Message));
        Assert.Contains(DockerDotNetApi.MessageFailures, failure => api.Type(DockerDotNetApi.Message)!.GetProperty(failure) is not null);
    }

    /// <summary>Every property that speaks of force is either in the table or known to mean something else.</summary>
    [Theory]
    [MemberData(nameof(Packages))]
    public async Task No_forcing_property_is_forgotten(string package)
    {
        string[] otherMeanings =
        [
            "BindOptions.ReadOnlyForceRecursive", "CAConfig.ForceRotate", "ContainerRemoveParameters.Force", "ImageBuildParameters.ForceRemove", "ImageTagParameters.Force", "NodeRemoveParameters.Force",
            "PluginDisableParameters.Force", "PluginRemoveParameters.Force", "SwarmInitParameters.ForceNewCluster", "SwarmLeaveParameters.Force",
            "TaskSpec.ForceUpdate", "NetworkDisconnectParameters.Force", "VolumeRemoveParameters.Force",
        ];
        using var api = await LoadAsync(package);
        var forcing = from type in api.Assembly.GetExportedTypes()
                      from property in type.GetProperties()
                      where property.Name.Contains("Force", StringComparison.Ordinal)
                      select $"{type.Name}.{property.Name}";
        var known = DockerDotNetApi.ForceSettings.Select(setting => $"{setting.Type.Name}.{setting.Name}").Concat(otherMeanings);
        Assert.Empty(forcing.Except(known));
    }

    private static void AssertSettings(MethodInfo method, ImageSource image)
    {
        var settings = method.GetParameters().FirstOrDefault(parameter => parameter.Name == ImageSource.SettingsParameter)?.ParameterType;
        Assert.All(new[] { image.Setting, image.TagSetting }.OfType<string>(), setting => Assert.NotNull(settings?.GetProperty(setting)));
    }

    private static async Task<Api> LoadAsync(string package)
    {
        var references = package == "Docker.DotNet" ? Verify.DockerDotNet : Verify.DockerDotNetEnhanced;
        var files = (await references.ResolveAsync(LanguageNames.CSharp, CancellationToken.None)).Select(reference => reference.Display!).ToArray();
        return new Api(files.Single(file => Path.GetFileName(file) == "Docker.DotNet.dll"), files);
    }

    /// <summary>The library's assembly, loaded to be looked at only.</summary>
    private sealed class Api : IDisposable
    {
        private readonly MetadataLoadContext _context;

        public Api(string file, string[] references)
        {
            var runtime = Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll");
            var byName = references.Concat(runtime).GroupBy(Path.GetFileName).Select(group => group.First());
            _context = new MetadataLoadContext(new PathAssemblyResolver(byName));
            Assembly = _context.LoadFromAssemblyPath(file);
        }

        public Assembly Assembly { get; }

        public Type ImageOperations => Type(DockerDotNetApi.ImageOperations)!;

        public Type? Type(TypeName name) => Assembly.GetType($"{name.Namespace}.{name.Name}");

        public void Dispose() => _context.Dispose();
    }
}
