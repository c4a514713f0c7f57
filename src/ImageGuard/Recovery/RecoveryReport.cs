using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageGuard;

/// <summary>What a recovery found, did and left.</summary>
/// <param name="Operations">The operations that needed it, the oldest first.</param>
public sealed record RecoveryReport(IReadOnlyList<RecoveredOperation> Operations)
{
    /// <summary>Whether nothing is left to do.</summary>
    [JsonIgnore]
    public bool IsComplete => Operations.All(operation => operation.Left.Count == 0);

    /// <summary>In words, a line for each operation.</summary>
    public override string ToString() =>
        Operations.Count == 0 ? "Nothing was interrupted." : string.Join(Environment.NewLine, Operations);

    /// <summary>As JSON: <c>operations</c>, each with the members of <see cref="RecoveredOperation"/>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, RecoveryJson.Readable.RecoveryReport);
}

/// <summary>How a report is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RecoveryReport))]
internal sealed partial class RecoveryJson : JsonSerializerContext
{
    /// <summary>Text that people can read too.</summary>
    public static RecoveryJson Readable { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
