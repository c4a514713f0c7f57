namespace ImageGuard.Recovery;

/// <summary>What to do about containers that stand in the way of a removal.</summary>
internal static class ContainerAdvice
{
    /// <summary>Adds a sentence for each container, with the command that frees the image.</summary>
    public static void AddTo(RecoveryLog log, string image, IEnumerable<ContainerUse> containers)
    {
        foreach (var container in containers)
        {
            var command = container.IsRunning
                ? $"docker stop {container.Name} && docker rm {container.Name}"
                : $"docker rm {container.Name}";
            log.Blocked($"Container {container} holds {image}. Free it, then recover again: {command}");
        }
    }
}
