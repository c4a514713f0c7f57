using System.Reflection;
using System.Runtime.Loader;

namespace ImageGuard.Scripts.Tests.Formats;

/// <summary>A compiler that reads no YAML does not pay for it.</summary>
public sealed class YamlLoadingTests
{
    [Theory]
    [InlineData("clean.sh", "steps: docker rmi", false)]
    [InlineData("Makefile", "steps: docker rmi", false)]
    [InlineData("a.csproj", "steps: docker rmi", false)]
    [InlineData("a.yml", "image: docker", false)]
    [InlineData("a.yml", "/services:\n  summary: docker runs a script, in steps", false)]
    [InlineData("a.yml", "steps: docker rmi", true)]
    [InlineData("a.yml", "{image: docker, \"script\" : a}", true)]
    [InlineData(".gitlab-ci.yml", "a:\n  before_script:\n    - docker rmi", true)]
    public void YAML_is_loaded_only_for_YAML_that_may_hold_scripts(string path, string text, bool isLoaded)
    {
        var context = new Host();
        var scripts = context.LoadFromAssemblyPath(typeof(ScriptLinter).Assembly.Location);

        var file = Activator.CreateInstance(scripts.GetType(typeof(ScriptFile).FullName!)!, path, text);
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
