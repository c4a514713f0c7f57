namespace ImageGuard.Scripts.Formats;

/// <summary>The lines that a rule, or a multi-line definition, has for the shell.</summary>
/// <param name="Name">The definition's name; null for a rule.</param>
/// <param name="Lines">The lines.</param>
internal sealed record MakeRecipe(string? Name, IReadOnlyList<RecipeLine> Lines);

/// <summary>A line of a recipe, with the lines that it goes on in.</summary>
/// <param name="Pieces">Its stretches: without the prefix of each line, and without the marks for make before it.</param>
/// <param name="IgnoresFailure">Whether make goes on when it fails: the mark <c>-</c>.</param>
internal sealed record RecipeLine(IReadOnlyList<(int Start, int End)> Pieces, bool IgnoresFailure)
{
    private const string Call = "call ";

    /// <summary>The variable that the line as a whole is made of: <c>$(call remove-image,app)</c>; empty where it is something else.</summary>
    public string InvokedName(string text)
    {
        var (start, end) = Pieces[0];
        if (end - start < 4 || text[start] != '$' || text[start + 1] is not ('(' or '{'))
        {
            return "";
        }

        var inner = text.Substring(start + 2, end - start - 2);
        inner = inner.StartsWith(Call, StringComparison.Ordinal) ? inner.Substring(Call.Length).TrimStart() : inner;
        var length = inner.IndexOfAny([',', ')', '}', ' ']);
        return length < 0 ? "" : inner.Substring(0, length);
    }
}
