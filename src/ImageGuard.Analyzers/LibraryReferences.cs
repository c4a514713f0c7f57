using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Libraries;
using ImageGuard.Analyzers.Sources;
using Microsoft.CodeAnalysis;

namespace ImageGuard.Analyzers;

/// <summary>
/// Which of the known libraries a compilation may use, by the files of its references and by the namespaces that it declares: asked for their types,
/// it would bind all its references before the compiler needs them.
/// </summary>
internal static class LibraryReferences
{
    private static readonly string[] Libraries = [.. new[] { DockerDotNetApi.Library }.Concat(ProcessApi.Libraries).Concat(LibraryTable.KnownLibraries).Distinct()];

    /// <summary>The libraries by the part of their names that is in those of their files, and of their namespaces.</summary>
    public static HashSet<string> Of(Compilation compilation, IEnumerable<SourceFile> files)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in compilation.References)
        {
            if (reference is PortableExecutableReference { FilePath: null } or { Display: null })
            {
                // One that was made in memory tells nothing of itself.
                found.UnionWith(Libraries);
            }
            else
            {
                AddThoseIn(Path.GetFileName(reference.Display), found);
            }
        }

        foreach (var name in files.SelectMany(file => file.Namespaces).Select(declared => declared.Name.ToString()).Distinct())
        {
            AddThoseIn(name, found);
        }

        return found;
    }

    private static void AddThoseIn(string text, HashSet<string> found)
    {
        foreach (var library in Libraries)
        {
            if (text.Contains(library))
            {
                found.Add(library);
            }
        }
    }
}
