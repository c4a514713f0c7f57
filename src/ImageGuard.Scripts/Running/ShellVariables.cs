namespace ImageGuard.Scripts.Running;

/// <summary>The variables on one way through a script: what was set on the way itself, over what held where it began.</summary>
internal sealed class ShellVariables(ShellVariables? outer)
{
    private readonly Dictionary<string, ShellValue?> _values = new(StringComparer.Ordinal);

    /// <summary>The value, or null where nothing in the script has set one.</summary>
    public ShellValue? this[string name]
    {
        get
        {
            for (var layer = this; layer is not null; layer = layer.Outer)
            {
                if (layer._values.TryGetValue(name, out var value))
                {
                    return value;
                }
            }

            return null;
        }

        set => _values[name] = value;
    }

    private ShellVariables? Outer => outer;

    /// <summary>Takes over what has been set on ways that have met again here.</summary>
    /// <param name="ways">The ways; each began here.</param>
    /// <param name="newIdentity">Gives what is one value on one way and another on another an identity of its own.</param>
    public void Join(IReadOnlyList<ShellVariables> ways, Func<string> newIdentity)
    {
        foreach (var name in ways.SelectMany(way => way._values.Keys).Distinct().ToArray())
        {
            var values = ways.Select(way => way[name]).ToArray();
            this[name] = values.Aggregate((left, right) => left is null && right is null ? null : ShellValue.Join(left, right, newIdentity()));
        }
    }
}
