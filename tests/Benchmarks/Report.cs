using System.Text;

namespace ImageGuard.Benchmarks;

/// <summary>A document that is printed while it grows, since a measurement takes minutes.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether every row so far kept its promise.</summary>
    public bool AllHold { get; private set; } = true;

    public void Text(string text) => Write(text);

    public void Header(params string[] titles)
    {
        Write($"| {string.Join(" | ", titles)} |");
        Write($"|---|{string.Concat(Enumerable.Repeat("---:|", titles.Length - 1))}");
    }

    public void Row(bool holds, string name, params string[] cells)
    {
        AllHold &= holds;
        Write($"| {name} | {string.Join(" | ", cells)} |{(holds ? "" : " <- more than promised")}");
    }

    /// <summary>Writes the page of docs. The exit code tells whether all promises hold.</summary>
    public async Task<int> SaveAsync(string page)
    {
        await File.WriteAllTextAsync(RepositoryRoot.At("docs", page), _text.ToString());
        return AllHold ? 0 : 1;
    }

    private void Write(string text)
    {
        Console.WriteLine(text);
        _text.Append(text).Append('\n');
    }
}
