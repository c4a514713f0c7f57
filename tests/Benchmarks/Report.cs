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

    public override string ToString() => _text.ToString();

    private void Write(string text)
    {
        Console.WriteLine(text);
        _text.Append(text).Append('\n');
    }
}
