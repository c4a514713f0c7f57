using System.Text.Json.Serialization;

namespace ImageGuard.Journal;

/// <summary>How the parts of an entry are written that nobody searches for.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(OperationIntent))]
[JsonSerializable(typeof(OperationResult))]
[JsonSerializable(typeof(ProcessIdentity))]
internal sealed partial class JournalJson : JsonSerializerContext;
