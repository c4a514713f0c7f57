using System.CommandLine;

namespace ImageGuard.Tool;

/// <summary>Options that take one of a few words.</summary>
internal static class Choice
{
    /// <summary>Makes an option; the first word is the default.</summary>
    public static Option<string> Among(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        return option.AcceptOnlyFromAmong(values);
    }
}
