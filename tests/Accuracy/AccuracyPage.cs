namespace ImageGuard;

/// <summary>A page whose figures a test writes between two marks.</summary>
/// <param name="path">Its path in the repository.</param>
/// <param name="writer">The test, as the first mark names it.</param>
internal sealed class AccuracyPage(string path, string writer)
{
    private const string End = "\n<!-- to here -->";

    /// <summary>Asserts that the page shows figures. Set IMAGEGUARD_WRITE_ACCURACY to have it written instead.</summary>
    public void AssertShows(string figures)
    {
        var page = Repository.Read(path);
        var mark = $"<!-- from here: written by {writer} -->\n";
        var begin = page.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var written = page[..begin] + figures + page[page.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable("IMAGEGUARD_WRITE_ACCURACY") is not null)
        {
            Repository.Write(path, written);
        }

        Assert.Equal(written, Repository.Read(path));
    }
}
