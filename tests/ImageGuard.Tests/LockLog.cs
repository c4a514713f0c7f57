using System.Diagnostics;
using System.Globalization;
using ImageGuard.Model;

namespace ImageGuard.Tests;

/// <summary>What a <see cref="LockWorker"/> writes down, and the check that no two exclusive holds overlap.</summary>
internal static class LockLog
{
    public static string Leave => $"leave {Stopwatch.GetTimestamp()}";

    public static string Enter(ImageOperationKind kind) => $"enter {Stopwatch.GetTimestamp()} {kind}";

    /// <summary>Reads the holds of one process. The last may have no end: the process was killed while it held the lock.</summary>
    public static List<Hold> Read(string path, long killed)
    {
        var holds = new List<Hold>();
        Hold? open = null;
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split(' ');
            if (words is ["enter", var start, var kind])
            {
                open = new Hold(path, long.Parse(start, CultureInfo.InvariantCulture), killed, kind == nameof(ImageOperationKind.Remove));
            }
            else if (words is ["leave", var end] && open is not null && long.TryParse(end, out var time))
            {
                holds.Add(open with { End = time });
                open = null;
            }
        }

        return open is null ? holds : [.. holds, open];
    }

    public static IEnumerable<(Hold First, Hold Second)> Overlaps(IEnumerable<Hold> holds)
    {
        var open = new List<Hold>();
        foreach (var hold in holds.OrderBy(hold => hold.Start))
        {
            open.RemoveAll(earlier => earlier.End <= hold.Start);
            foreach (var earlier in open.Where(earlier => earlier.IsExclusive || hold.IsExclusive))
            {
                yield return (earlier, hold);
            }

            open.Add(hold);
        }
    }

    internal sealed record Hold(string Process, long Start, long End, bool IsExclusive);
}
