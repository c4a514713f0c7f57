using System.Reflection;
using System.Runtime.Loader;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>A compiler that reads no YAML does not pay for it.</summary>
public sealed class YamlLoadingTests
{
    [Theory]
    [InlineData("clean.sh", false)]
    [InlineData("Makefile", false)]
    [InlineData("a.csproj", false)]
    [InlineData("a.yml", true)]
    public void YAML_is_loaded_only_for_YAML(string path, bool isLoaded)
    {
        var context = new Host();
        var scripts = context.LoadFromAssemblyPath(typeof(ScriptLinter).Assembly.Location);

        var file = Activator.CreateInstance(scripts.GetType(typeof(ScriptFile).FullName!)!, path, "docker: rmi");
        scripts.GetType(typeof(ScriptLinter).FullName!)!.GetMethod(nameof(ScriptLinter.Lint))!.Invoke(null, [file]);

        Assert.Equal(isLoaded, context.Assemblies.Any(assembly => assembly.GetName().Name == "YamlDotNet"));
    }

    /// <summary>Loads anew what stands beside the linter, as a compiler does for an analyzer.</summary>
    private sealed class Host() : AssemblyLoadContext(name: null, isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
