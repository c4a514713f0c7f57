using System.Data.Common;
using System.Text.Json;
using ImageGuard.Model;

namespace ImageGuard.Journal;

/// <summary>How an entry lies in a table, whatever the database.</summary>
internal static class JournalRow
{
    /// <summary>The columns of an entry, in the order in which <see cref="Read"/> expects them. Times are milliseconds since 1970.</summary>
    public const string Columns = "sequence, kind, state, process, began, changed, intent, result";

    /// <summary>The states that are final, as a list in SQL.</summary>
    public const string FinalStates = "'Settled', 'Recovered', 'Abandoned'";

    /// <summary>The condition of operations that are open.</summary>
    public const string IsOpen = $"state NOT IN ({FinalStates})";

    /// <summary>The condition of operations that may have changed something.</summary>
    public const string MayHaveChanged = "state <> 'Abandoned'";

    /// <summary>How many operations in a final state are kept: they tell a recovery what came after an open one.</summary>
    public const int MostFinal = 512;

    /// <summary>How many more may pile up before the oldest are trimmed.</summary>
    public const int Slack = 128;

    /// <summary>How many uses are kept, the latest.</summary>
    public const int MostUses = 50_000;

    /// <summary>Whether a state is final.</summary>
    public static bool IsFinal(JournalState state) => state is not (JournalState.Started or JournalState.Completed);

    /// <summary>A process as text.</summary>
    public static string Write(ProcessIdentity process) => JsonSerializer.Serialize(process, JournalJson.Default.ProcessIdentity);

    /// <summary>An intent as text.</summary>
    public static string Write(OperationIntent intent) => JsonSerializer.Serialize(intent, JournalJson.Default.OperationIntent);

    /// <summary>A result as text, or no value.</summary>
    public static object Write(OperationResult? result) =>
        result is null ? DBNull.Value : JsonSerializer.Serialize(result, JournalJson.Default.OperationResult);

    /// <summary>Times of uses as an object that has a number for each image, the latest.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, DateTimeOffset>> uses) => JsonSerializer.Serialize(
        uses.GroupBy(use => use.Key).ToDictionary(same => same.Key, same => same.Max(use => use.Value).ToUnixTimeMilliseconds()),
        JournalJson.Default.DictionaryStringInt64);

    /// <summary>Reads the use that the reader is at: the image and the time.</summary>
    public static KeyValuePair<string, DateTimeOffset> ReadUse(DbDataReader reader) =>
        KeyValuePair.Create(reader.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)));

    /// <summary>Reads the entry that the reader is at.</summary>
    public static JournalEntry Read(DbDataReader reader) => new(
        reader.GetInt64(0),
        Enum.Parse<ImageOperationKind>(reader.GetString(1)),
        Enum.Parse<JournalState>(reader.GetString(2)),
        JsonSerializer.Deserialize(reader.GetString(3), JournalJson.Default.ProcessIdentity)!,
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
        JsonSerializer.Deserialize(reader.GetString(6), JournalJson.Default.OperationIntent)!,
        reader.IsDBNull(7) ? null : JsonSerializer.Deserialize(reader.GetString(7), JournalJson.Default.OperationResult));
}
