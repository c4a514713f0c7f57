namespace ImageGuard.Engines;

/// <summary>No engine can be had; the message says why and what to do about it.</summary>
public sealed class EngineUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
