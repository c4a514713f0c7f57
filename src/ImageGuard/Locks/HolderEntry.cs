using System.Text.Json.Serialization;

namespace ImageGuard.Locks;

/// <summary>What a process writes down about one of its operations while it has, or wants, locks.</summary>
/// <param name="Holder">Who it is.</param>
/// <param name="Resources">The locks of its plan; a trailing <c>!</c> marks an exclusive one.</param>
internal sealed record HolderEntry(LockHolder Holder, IReadOnlyList<string> Resources);

[JsonSerializable(typeof(HolderEntry))]
internal sealed partial class HolderEntryJson : JsonSerializerContext;
