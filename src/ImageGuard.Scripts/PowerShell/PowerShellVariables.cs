using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>The variables that a script of PowerShell gives one known text, and no other, or values of one kind.</summary>
internal sealed class PowerShellVariables
{
    private static readonly string[] Scopes = ["script:", "global:", "local:", "private:"];

    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ImageOperandKind> _meanings = new(StringComparer.OrdinalIgnoreCase);
    private bool _isLearning = true;

    /// <summary>Ends the learning: from now on the values are what they are.</summary>
    public void Use() => _isLearning = false;

    /// <summary>Takes note of an assignment; null where the value is not one string.</summary>
    public void Learn(string name, PowerShellToken? value)
    {
        if (_isLearning)
        {
            var text = value is { IsQuoted: true } ? value.Text : null;
            name = WithoutScope(name);
            _values[name] = _values.TryGetValue(name, out var known) && known != text ? null : text;
        }
    }

    /// <summary>Takes note of what an assigned value names.</summary>
    public void LearnMeaning(string name, ImageOperandKind meaning)
    {
        if (_isLearning)
        {
            name = WithoutScope(name);
            _meanings[name] = _meanings.TryGetValue(name, out var known) && known != meaning ? ImageOperandKind.Unknown : meaning;
        }
    }

    /// <summary>What the value names, while it is not known.</summary>
    public ImageOperandKind MeaningOf(string name) =>
        !_isLearning && _meanings.TryGetValue(WithoutScope(name), out var meaning) ? meaning : ImageOperandKind.Unknown;

    /// <summary>The value, or null while it is not known.</summary>
    public string? ValueOf(string name) =>
        !_isLearning && _values.TryGetValue(WithoutScope(name), out var value) ? value : null;

    private static string WithoutScope(string name) =>
        Array.Find(Scopes, scope => name.StartsWith(scope, StringComparison.OrdinalIgnoreCase)) is { } found ? name.Substring(found.Length) : name;
}
