using System.Collections.Concurrent;

namespace ImageGuard.Scripts;

/// <summary>
/// Methods and functions whose bodies are out of sight but whose names say that they run a command: <c>RunDockerAsync</c>, <c>ExecuteCommand</c>,
/// <c>Bash</c>. Every word of such a name is one of these, so <c>DockerBuild</c> and <c>StartContainer</c> are none.
/// </summary>
public static class TellingNames
{
    private static readonly HashSet<string> Actions = new(StringComparer.OrdinalIgnoreCase)
    {
        "Run", "Exec", "Execute", "Invoke", "Call", "Start", "Launch", "Spawn", "Shell", "Bash", "Sh", "Cmd", "Command", "Cli", "Capture",
    };

    private static readonly HashSet<string> Details = new(StringComparer.OrdinalIgnoreCase)
    {
        "Async", "Sync", "Process", "Program", "Tool", "Line", "Exe", "Output", "And", "Wait", "For", "Exit", "With", "Result", "Or", "Throw", "On",
        "Error", "Try", "Safe", "Silent", "Silently", "Quiet", "Quietly", "Checked", "Raw", "In", "Sudo", "Local", "Remote", "Ssh", "Wsl", "Script",
        "Retry", "Retries", "Without", "Check", "Code", "Stream", "Streams", "Timeout", "Background", "Elevated", "As", "Root", "Admin",
    };

    private static readonly HashSet<string> AnyClient = new(StringComparer.OrdinalIgnoreCase)
    {
        "CONTAINERENGINE", "CONTAINERRUNTIME", "CONTAINERTOOL", "CONTAINERCLI", "CONTAINERCMD", "CONTAINERCOMMAND", "CONTAINERBIN", "CONTAINEREXE",
        "CONTAINERCLIENT", "CONTAINERBUILDER", "CONTAINERMANAGER", "OCIRUNTIME", "OCITOOL", "OCIBIN",
    };

    /// <summary>The words of which such names are made, besides the clients, in any case.</summary>
    public static IEnumerable<string> Words => Actions.Concat(Details);

    private static readonly ConcurrentDictionary<string, bool> Known = new(StringComparer.Ordinal);

    /// <summary>Whether a method or a function of this name can be one.</summary>
    public static bool IsOne(string method) => Known.GetOrAdd(method, static name =>
    {
        var hasAction = false;
        foreach (var word in WordsOf(name))
        {
            if (Actions.Contains(word) || ClientIn(word) is not null)
            {
                hasAction = true;
            }
            else if (!Details.Contains(word))
            {
                return false;
            }
        }

        return hasAction;
    });

    /// <summary>The client that a variable of a shell holds by its name: that of a client, or <c>CONTAINER_ENGINE</c>, which may be any. Null for other names.</summary>
    public static ContainerClient? ClientInVariable(string name) =>
        ClientIn(name) ?? (AnyClient.Contains(name.Replace("_", "")) ? ContainerClient.Docker : null);

    /// <summary>The client of which a name speaks, or null.</summary>
    public static ContainerClient? ClientIn(string name) =>
        name.IndexOf("compose", StringComparison.OrdinalIgnoreCase) >= 0
            ? null
            : ContainerClient.All.FirstOrDefault(client => name.IndexOf(client.Name, StringComparison.OrdinalIgnoreCase) >= 0);

    private static IEnumerable<string> WordsOf(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i == name.Length || (char.IsUpper(name[i]) && !char.IsUpper(name[i - 1])) || name[i] == '_')
            {
                yield return name.Substring(start, i - start).Trim('_');
                start = i;
            }
        }
    }
}
