namespace ImageGuard.Tool.Guarding;

/// <summary>Progress in a pipe: one line for each phase of each layer, so that a log stays readable.</summary>
internal sealed class ProgressLines(TextWriter writer) : IProgress<ImageProgress>
{
    private readonly Dictionary<string, string> _phases = [];

    public void Report(ImageProgress value)
    {
        lock (_phases)
        {
            var layer = value.Layer ?? "";
            if (_phases.GetValueOrDefault(layer) != value.Phase)
            {
                _phases[layer] = value.Phase;
                writer.WriteLine(layer.Length == 0 ? value.Phase : $"{layer}: {value.Phase}");
            }
        }
    }
}
