using Spectre.Console;

namespace ImageGuard.Tool.Guarding;

/// <summary>Progress in a terminal: a bar for each layer, or for the whole transfer; what the engine says beside stands above them.</summary>
internal sealed class ProgressBars(IAnsiConsole terminal, ProgressContext context) : IProgress<ImageProgress>
{
    private readonly Dictionary<string, ProgressTask> _bars = [];

    public void Report(ImageProgress value)
    {
        lock (_bars)
        {
            if (value is { Layer: null, Bytes: null })
            {
                terminal.WriteLine(value.Phase);
                return;
            }

            var bar = BarOf(value.Layer ?? value.Phase);
            bar.Description = Markup.Escape(value.Layer is null ? value.Phase : $"{value.Layer} {value.Phase}");
            if (value.Bytes is { } bytes)
            {
                bar.IsIndeterminate = value.Total is null;
                bar.MaxValue = value.Total ?? bytes;
                bar.Value = bytes;
            }
        }
    }

    private ProgressTask BarOf(string key)
    {
        if (!_bars.TryGetValue(key, out var bar))
        {
            bar = context.AddTask(Markup.Escape(key));
            bar.IsIndeterminate = true;
            _bars.Add(key, bar);
        }

        return bar;
    }
}
