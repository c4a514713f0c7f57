using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Docker.DotNet.Models;
using ImageGuard.Engines;
using ImageGuard.Operations;
using ImageGuard.PowerCuts;

namespace ImageGuard.EngineTests.PowerCuts;

/// <summary>
/// Cuts the power of a machine again and again, at random moments while the guard works and after it, sometimes during the recovery too, and
/// looks each time whether all that was reported done is there, with its content, and nothing else.
/// </summary>
/// <param name="kind">The kind of the machine's engine.</param>
/// <param name="variant">How the guard works.</param>
/// <param name="seed">What all moments and operations are chosen by.</param>
/// <param name="print">Where it tells of each cut.</param>
internal sealed class CutCampaign(EngineKind kind, CutVariant variant, int seed, Action<string> print)
{
    private const int Lanes = 2;
    private const int MostAnswers = 5;
    private const int LongestDelay = 1000;
    private const int LongestQuiet = 8000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly Random _random = new(seed);
    private readonly CutLedger _ledger = new();
    private readonly List<string> _exceptions = [];
    private readonly HashSet<string> _unnamed = [];
    private readonly List<string> _done = [];

    /// <summary>What was found that must not be.</summary>
    public IReadOnlyList<string> Exceptions => _exceptions;

    /// <summary>How many operations were reported done.</summary>
    public int Done { get; private set; }

    /// <summary>How many images were looked at whose operation had been reported done.</summary>
    public int Verified { get; private set; }

    /// <summary>How many operations were cut off.</summary>
    public int CutOff { get; private set; }

    /// <summary>How many of them had been carried out, or were by the recovery.</summary>
    public int Finished { get; private set; }

    /// <summary>How many had been reported done and are lost, which the recovery says: none but with <see cref="CutVariant.Background"/>.</summary>
    public int ReportedLost { get; private set; }

    public async Task RunAsync(int cuts)
    {
        await using var machine = await GuardedMachine.StartAsync(kind, variant);
        await using var inputs = new CutInputs();
        _ledger.Complete(await inputs.PrepareAsync(machine));
        await machine.SyncAsync();
        for (var cut = 1; cut <= cuts; cut++)
        {
            _done.Clear();
            var moment = await WorkAndCutAsync(machine, inputs);
            await machine.BootAsync();
            if (_random.Next(5) == 0)
            {
                var recovery = machine.AskAsync("recover", "", "");
                await Task.Delay(_random.Next(LongestDelay));
                await machine.CutAsync();
                await recovery;
                await machine.BootAsync();
                moment += ", and again during the recovery";
            }

            var before = _exceptions.Count;
            var open = string.Join(", ", _ledger.Open);
            var recovered = await CheckAsync(machine);
            print(string.Create(
                CultureInfo.InvariantCulture, $"cut {cut}: {moment}; done: {string.Join(", ", _done)}; cut off: {(open.Length == 0 ? "none" : open)}; recovered: {recovered.Count}"));
            foreach (var text in recovered.Select(operation => operation.ToString()).Concat(_exceptions.Skip(before).Select(text => $"EXCEPTION: {text}")))
            {
                print($"  {text}");
            }

            await inputs.RenewAsync(machine);
        }
    }

    /// <summary>Works until some operations are done, and a little more, or waits a while after that; then cuts.</summary>
    /// <returns>The moment, in words.</returns>
    private async Task<string> WorkAndCutAsync(GuardedMachine machine, CutInputs inputs)
    {
        var (answers, isQuiet) = (_random.Next(MostAnswers), _random.Next(4) == 0);
        var delay = _random.Next(isQuiet ? LongestQuiet : LongestDelay);
        using var enough = new SemaphoreSlim(0);
        using var stopping = new CancellationTokenSource();
        var lanes = Enumerable.Range(0, Lanes).Select(_ => WorkAsync(machine, inputs, new Random(_random.Next()), enough, stopping.Token)).ToArray();
        for (var answer = 0; answer < answers; answer++)
        {
            await Task.WhenAny(enough.WaitAsync(), Task.WhenAll(lanes));
        }

        if (isQuiet)
        {
            await stopping.CancelAsync();
            await Task.WhenAll(lanes);
        }

        await Task.Delay(delay);
        await machine.CutAsync();
        await Task.WhenAll(lanes);
        return string.Create(CultureInfo.InvariantCulture, $"{delay} ms after {answers} answers{(isQuiet ? ", at rest" : "")}");
    }

    private async Task WorkAsync(
        GuardedMachine machine, CutInputs inputs, Random random, SemaphoreSlim answered, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var operation = await _ledger.BeginAsync(inputs, random);
            if (await machine.AskAsync(operation.Kind, operation.Image, operation.Source) is not { } answer)
            {
                return;
            }

            lock (_done)
            {
                if (answer.IsDone)
                {
                    Done++;
                    _done.Add(operation.ToString());
                    _ledger.Complete(operation);
                }
                else
                {
                    _exceptions.Add($"{operation} failed: {answer.Text}");
                }
            }

            answered.Release();
        }
    }

    /// <summary>Recovers, and compares what there is with what was reported.</summary>
    /// <returns>The operations that needed recovery.</returns>
    private async Task<IReadOnlyList<RecoveredOperation>> CheckAsync(GuardedMachine machine)
    {
        await FileCensus.RemoveContainersAsync(machine.Client);
        var recovered = await RecoverAsync(machine);
        foreach (var operation in recovered.Where(operation => operation.Interrupted.WasCompleted && operation.Left.Count > 0))
        {
            NoteLoss(operation);
        }

        var tried = recovered.Where(operation => operation.IsOpen)
            .SelectMany(operation => operation.Interrupted.Images.Select(ImageNames.KeyOf)).ToHashSet();
        var stillOpen = _ledger.Open.Select(operation => operation.Image).Where(image => tried.Contains(ImageNames.KeyOf(image))).ToHashSet();
        var listed = await NamesAsync(machine);
        var uncertain = _ledger.Open.Select(operation => operation.Image).ToHashSet();
        foreach (var (image, files) in _ledger.Present.Where(entry => !uncertain.Contains(entry.Key)).ToArray())
        {
            Verified++;
            await ExpectAsync(machine, image, files, listed);
        }

        foreach (var image in _ledger.Removed.Where(image => !uncertain.Contains(image)).ToArray())
        {
            if (listed.Contains(image))
            {
                _exceptions.Add($"{image} is back.");
                await machine.Client.RemoveImageAsync(image);
            }
        }

        foreach (var operation in _ledger.Open.Where(operation => !stillOpen.Contains(operation.Image)))
        {
            await SettleAsync(machine, operation, listed);
        }

        _ledger.Settle(stillOpen);
        await ExpectNothingUnnamedAsync(machine);
        return recovered;
    }

    private async Task<IReadOnlyList<RecoveredOperation>> RecoverAsync(GuardedMachine machine)
    {
        var answer = await machine.AskAsync("recover", "", "");
        if (answer is not { IsDone: true })
        {
            _exceptions.Add($"The recovery failed: {answer?.Text ?? "its process has ended"}");
            return [];
        }

        return JsonSerializer.Deserialize<RecoveryReport>(answer.Text, Json)!.Operations;
    }

    /// <summary>What was reported done may be lost only where it was promised for later, and what it was made from is not kept.</summary>
    private void NoteLoss(RecoveredOperation operation)
    {
        var lost = operation.Interrupted.Images.Select(ImageNames.KeyOf).ToHashSet();
        foreach (var image in _ledger.Present.Keys.Where(image => lost.Contains(ImageNames.KeyOf(image))).ToArray())
        {
            if (variant == CutVariant.Background)
            {
                ReportedLost++;
            }
            else
            {
                _exceptions.Add($"{image} is lost: {string.Join(' ', operation.Left)}");
            }

            _ledger.Note(image, files: null);
        }
    }

    private async Task ExpectAsync(
        GuardedMachine machine, string image, IReadOnlyDictionary<string, byte[]> files, IReadOnlySet<string> listed)
    {
        var problem = !listed.Contains(image)
            ? "is gone"
            : await FileCensus.TakeAsync(machine.Client, image, files) is { IsWhole: false } census ? $"has files that are {census}" : null;
        if (problem is not null)
        {
            _exceptions.Add($"{image} {problem}.");
            _ledger.Note(image, files: null);
        }
    }

    /// <summary>An operation that was cut off is either done or undone now.</summary>
    private async Task SettleAsync(GuardedMachine machine, CutOperation operation, IReadOnlySet<string> listed)
    {
        CutOff++;
        var isThere = listed.Contains(operation.Image);
        Finished += isThere == operation.Removes ? 0 : 1;
        _ledger.Note(operation.Image, isThere ? operation.Files : null);
        if (isThere)
        {
            await ExpectAsync(machine, operation.Image, operation.Files, listed);
        }
    }

    /// <summary>The names that there are, those of images included that are too damaged to be inspected.</summary>
    private static async Task<IReadOnlySet<string>> NamesAsync(GuardedMachine machine)
    {
        var images = await machine.Client.Images.ListImagesAsync(new ImagesListParameters());
        return images.SelectMany(image => image.RepoTags ?? []).ToHashSet();
    }

    private async Task ExpectNothingUnnamedAsync(GuardedMachine machine)
    {
        foreach (var image in await machine.Client.ListUnnamedAsync())
        {
            if (_unnamed.Add(image.ID))
            {
                var steps = await machine.Client.Images.GetImageHistoryAsync(image.ID);
                _exceptions.Add($"{image.ID} has no name; it was made at {image.Created:HH:mm:ss} by {steps[0].CreatedBy}");
            }
        }
    }
}
