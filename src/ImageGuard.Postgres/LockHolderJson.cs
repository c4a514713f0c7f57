using System.Text.Json.Serialization;

namespace ImageGuard;

/// <summary>How a holder is written down in a row.</summary>
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class LockHolderJson : JsonSerializerContext;
