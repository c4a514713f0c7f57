namespace ImageGuard.Scripts.Formats;

/// <summary>How the files of a format are called.</summary>
/// <param name="endings">How names end, in lower case; an ending without a dot is the end of one: <c>proj</c> is every <c>.…proj</c>.</param>
/// <param name="names">Whole names, in lower case. With something behind a dot they count too: <c>Dockerfile.dev</c>.</param>
internal sealed class FileNames(string[] endings, params string[] names)
{
    public IReadOnlyList<string> Endings => endings;

    public IReadOnlyList<string> Names => names;

    /// <summary>Whether a file is called so.</summary>
    /// <param name="name">Its name without folders, in lower case.</param>
    public bool Match(string name) =>
        Array.Exists(endings, known => name.EndsWith(known, StringComparison.Ordinal) && (known[0] == '.' || name.IndexOf('.') >= 0))
        || Array.Exists(names, known => name.StartsWith(known, StringComparison.Ordinal) && (name.Length == known.Length || name[known.Length] == '.'));
}
