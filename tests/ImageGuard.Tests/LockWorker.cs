using System.Diagnostics;
using System.Globalization;
using ImageGuard.Locks;
using ImageGuard.Model;

namespace ImageGuard.Tests;

/// <summary>
/// The program that tests start as further processes: it takes and releases one lock until it is told to stop, or killed, and writes down
/// when it held it. The clock behind <see cref="Stopwatch"/> is the machine's, so that entries of several processes can be compared.
/// </summary>
internal static class LockWorker
{
    private static async Task Main(string[] arguments)
    {
        if (arguments is not [var folder, var log, var seed])
        {
            return;
        }

        using var book = new HolderBook(folder);
        using var table = new LockTable(book, resource => [new FileLock(folder, resource.ToString())]);
        var random = new Random(int.Parse(seed, CultureInfo.InvariantCulture));
        await using var writer = new StreamWriter(log) { AutoFlush = true };
        while (true)
        {
            var mode = random.Next(4) == 0 ? ImageOperationKind.Remove : ImageOperationKind.Tag;
            var plan = LockPlan.For(new ImageFootprint(mode) { Images = ["docker.io/library/contended:1"] });
            await using (await table.AcquireAsync(plan, mode, ["contended:1"], TimeSpan.FromSeconds(30), CancellationToken.None))
            {
                await writer.WriteLineAsync(LockLog.Enter(mode));
                await Task.Delay(random.Next(5));
                await writer.WriteLineAsync(LockLog.Leave);
            }
        }
    }
}
