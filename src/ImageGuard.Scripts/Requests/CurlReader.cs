using ImageGuard.Model;

namespace ImageGuard.Scripts;

/// <summary>Reads curl's command lines, as far as they send requests to an engine: through its socket, or to its versioned API.</summary>
internal static class CurlReader
{
    public const string Program = "curl";

    private static CommandNode Options { get; } = CommandNode.Leaf(
    [
        "-X, --request=", "-d, --data=", "--data-ascii=", "--data-binary=", "--data-raw=", "--data-urlencode=", "--json=", "-F, --form=", "-T, --upload-file=",
        "-G, --get", "-I, --head", "--url=", "--unix-socket=", "--abstract-unix-socket=", "-A, --user-agent=", "-b, --cookie=", "-c, --cookie-jar=",
        "--cacert=", "-E, --cert=", "--key=", "--connect-timeout=", "-e, --referer=", "-H, --header=", "-m, --max-time=", "-o, --output=",
        "-x, --proxy=", "--resolve=", "--retry=", "--retry-delay=", "--retry-max-time=", "-u, --user=", "-w, --write-out=",
        "-f, --fail", "-g, --globoff", "-i, --include", "-k, --insecure", "-L, --location", "-N, --no-buffer", "-n, --netrc", "-O, --remote-name",
        "-q, --disable", "-S, --show-error", "-s, --silent", "-v, --verbose", "-4, --ipv4", "-6, --ipv6", "-0, --http1.0", "-#, --progress-bar",
    ]);

    private static string[] Bodies { get; } = ["data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json", "form"];

    /// <summary>The operations that a command performs, one for each URL.</summary>
    /// <param name="words">The command.</param>
    /// <param name="index">The index of the first word behind the program.</param>
    /// <param name="place">Where it stands.</param>
    public static IEnumerable<ImageOperation> Read(IReadOnlyList<CommandWord> words, int index, SourceSpan place)
    {
        var parsed = ParsedWords.All(words, index, Options, optionsEndAtOperand: false);
        if (MethodIn(parsed) is not { } method)
        {
            yield break;
        }

        var usesSocket = parsed.Options.Any(option => option.Grammar.LongName is "unix-socket" or "abstract-unix-socket");
        var targets = parsed.Operands.Concat(parsed.Options.Where(option => option.Grammar.LongName == "url").Select(option => option.Value).OfType<CommandWord>());
        foreach (var target in targets)
        {
            if (EngineRequest.Read(method, target.Parts, place) is { } request && (usesSocket || request.NamesEngine))
            {
                yield return request.Operation;
            }
        }
    }

    /// <summary>The method, or null where it is known only at run time.</summary>
    private static string? MethodIn(ParsedWords parsed)
    {
        if (parsed.Options.LastOrDefault(option => option.Grammar.LongName == "request") is { Value: { } method })
        {
            return method.Text;
        }

        var names = parsed.Options.Select(option => option.Grammar.LongName).ToArray();
        return names.Contains("get") ? "GET" : names.Contains("upload-file") ? "PUT" : names.Intersect(Bodies).Any() ? "POST" : "GET";
    }
}
