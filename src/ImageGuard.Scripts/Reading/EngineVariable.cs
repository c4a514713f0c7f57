namespace ImageGuard.Scripts;

/// <summary>The variables that choose the engine which the clients talk to.</summary>
internal static class EngineVariable
{
    public static string[] Names { get; } = ["DOCKER_HOST", "DOCKER_CONTEXT", "CONTAINER_HOST"];

    /// <summary>The engine that an assignment chooses, as written, or null.</summary>
    public static string? Read(CommandWord assignment)
    {
        var text = assignment.ToString();
        return Names.Any(name => text.StartsWith(name + "=", StringComparison.Ordinal)) ? text : null;
    }
}
