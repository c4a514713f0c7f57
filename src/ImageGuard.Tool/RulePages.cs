namespace ImageGuard.Tool;

/// <summary>The pages of docs/rules, which the tool carries with it.</summary>
internal static class RulePages
{
    /// <summary>The page of a rule.</summary>
    public static string TextOf(string ruleId)
    {
        using var reader = new StreamReader(typeof(RulePages).Assembly.GetManifestResourceStream($"{ruleId}.md")!);
        return reader.ReadToEnd();
    }
}
