using System.Globalization;
using System.Net;
using System.Reflection;
using Docker.DotNet.Models;
using ImageGuard.Failures;
using ImageGuard.Model;

namespace ImageGuard.Engines;

/// <summary>
/// Reads the progress stream of one call. Engines answer 200 before they begin and report a failure as a message like any other, which
/// Docker.DotNet passes on without a word (dotnet/Docker.DotNet#267); here it becomes an exception when the stream has ended.
/// </summary>
/// <param name="operation">What the call does.</param>
/// <param name="image">The image, for messages.</param>
/// <param name="raw">Who wants each message as it is, or null.</param>
/// <param name="progress">Who wants to know how far it is, or null.</param>
internal sealed class EngineAnswer(
    ImageOperationKind operation, string? image, IProgress<JSONMessage>? raw, IProgress<ImageProgress>? progress) : IProgress<JSONMessage>
{
    private const string LoadedName = "Loaded image: ";
    private const string LoadedId = "Loaded image ID: ";
    private const string Built = "Successfully built ";

    /// <summary>Not an error to the engine, which has named the image already, but the image cannot be used.</summary>
    private const string UnpackFailed = "Error unpacking image ";

    // The two packages declare these two as long and as long?, so no compiled call fits both.
    private static readonly PropertyInfo Current = typeof(JSONProgress).GetProperty(nameof(JSONProgress.Current))!;
    private static readonly PropertyInfo Total = typeof(JSONProgress).GetProperty(nameof(JSONProgress.Total))!;

    private readonly List<string> _loadedNames = [];
    private readonly List<string> _loadedIds = [];
    private string? _failure;

    /// <summary>The names that a load has brought, as the engine wrote them.</summary>
    public IReadOnlyList<string> LoadedNames => _loadedNames;

    /// <summary>The IDs of the images without a name that a load has brought.</summary>
    public IReadOnlyList<string> LoadedIds => _loadedIds;

    /// <summary>The short ID of the image that a build has made, or null.</summary>
    public string? BuiltId { get; private set; }

    /// <summary>The last status line: an import's is the new ID.</summary>
    public string? LastStatus { get; private set; }

    /// <inheritdoc/>
    public void Report(JSONMessage value)
    {
        if (value.Error?.Message is not { } words || FailureTable.Classify(HttpStatusCode.OK, words) != FailureKind.LostRace)
        {
            raw?.Report(value); // A lost race may yet end well, and many a progress throws when it is told of a failure.
        }

        _failure ??= value.Error?.Message;
        foreach (var line in (value.Stream ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            ReadLine(line);
        }

        LastStatus = string.IsNullOrEmpty(value.Status) ? LastStatus : value.Status;
        if (progress is not null && (value.Status ?? value.Stream)?.Trim() is { Length: > 0 } phase)
        {
            progress.Report(new ImageProgress(operation, phase, value.ID, Read(Current, value.Progress), Read(Total, value.Progress)));
        }
    }

    /// <summary>Ends the call.</summary>
    /// <exception cref="ImageGuardException">The stream reported a failure.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw FailureFactory.FromStream(operation, image, _failure);
        }
    }

    private static long? Read(PropertyInfo property, JSONProgress? from) =>
        from is not null && property.GetValue(from) is { } value && Convert.ToInt64(value, CultureInfo.InvariantCulture) is > 0 and var count
            ? count
            : null;

    /// <summary>Only the lines of the operation itself count: the commands that a build runs may print any text.</summary>
    private void ReadLine(string line)
    {
        if (operation == ImageOperationKind.Build)
        {
            BuiltId = After(Built, line) ?? BuiltId;
        }
        else if (operation == ImageOperationKind.Load)
        {
            AddTo(_loadedNames, After(LoadedName, line));
            AddTo(_loadedIds, After(LoadedId, line));
            _failure ??= line.StartsWith(UnpackFailed, StringComparison.Ordinal) ? line : null;
        }
    }

    private static string? After(string start, string line) =>
        line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;

    private static void AddTo(List<string> list, string? item)
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }
}
