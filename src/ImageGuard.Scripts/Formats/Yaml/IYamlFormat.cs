namespace ImageGuard.Scripts.Formats;

/// <summary>A kind of YAML file that holds scripts. One implementation a kind, listed in <see cref="YamlFormat"/>.</summary>
internal interface IYamlFormat
{
    /// <summary>Whether a document is of this kind.</summary>
    /// <param name="path">The file's path, with slashes.</param>
    /// <param name="root">The document: other names than the usual ones are known by what stands in them.</param>
    bool Fits(string path, YamlNode root);

    /// <summary>The scripts in a document.</summary>
    IEnumerable<ScriptSequence> Read(YamlNode root);
}
