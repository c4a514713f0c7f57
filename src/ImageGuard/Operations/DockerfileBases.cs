namespace ImageGuard.Operations;

/// <summary>Finds the images that a Dockerfile starts from.</summary>
internal static class DockerfileBases
{
    private const string Scratch = "scratch";

    /// <summary>Reads the <c>FROM</c> instructions.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="arguments">The build's arguments, which overrule the defaults of <c>ARG</c>.</param>
    /// <returns>The bases as written, variables replaced; null where one cannot be told.</returns>
    public static IReadOnlyList<string>? Read(string text, IDictionary<string, string>? arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var bases = new List<string>();
        foreach (var words in Instructions(text))
        {
            if (IsInstruction(words, "ARG") && bases.Count == 0 && stages.Count == 0)
            {
                ReadArguments(words, values, arguments);
            }
            else if (IsInstruction(words, "FROM"))
            {
                var operands = words.Skip(1).SkipWhile(word => word.StartsWith("--", StringComparison.Ordinal)).ToArray();
                if (operands.Length == 0 || Replace(operands[0], values) is not { } image)
                {
                    return null;
                }

                if (image != Scratch && !stages.Contains(image))
                {
                    bases.Add(image);
                }

                if (operands is [_, var keyword, var stage] && keyword.Equals("as", StringComparison.OrdinalIgnoreCase))
                {
                    stages.Add(stage);
                }
            }
        }

        return bases;
    }

    private static bool IsInstruction(string[] words, string name) =>
        words.Length > 0 && words[0].Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The instructions' words. Only <c>ARG</c> and <c>FROM</c> matter here, so lines are joined and split plainly.</summary>
    private static IEnumerable<string[]> Instructions(string text)
    {
        var pending = "";
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[^1] == '\\')
            {
                pending += line[..^1] + " ";
                continue;
            }

            yield return (pending + line).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            pending = "";
        }
    }

    private static void ReadArguments(string[] words, Dictionary<string, string> values, IDictionary<string, string>? arguments)
    {
        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (arguments is not null && arguments.TryGetValue(name, out var given))
            {
                values[name] = given;
            }
            else if (equals >= 0)
            {
                values[name] = word[(equals + 1)..].Trim('"', '\'');
            }
        }
    }

    /// <summary>Replaces <c>$name</c>, <c>${name}</c> and <c>${name:-default}</c>; null where a value is not known.</summary>
    private static string? Replace(string word, Dictionary<string, string> values)
    {
        var dollar = word.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return word;
        }

        var rest = word[(dollar + 1)..];
        string name;
        string after;
        if (rest.StartsWith('{'))
        {
            var close = rest.IndexOf('}', StringComparison.Ordinal);
            if (close < 0)
            {
                return null;
            }

            (name, after) = (rest[1..close], rest[(close + 1)..]);
        }
        else
        {
            var length = rest.TakeWhile(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_').Count();
            (name, after) = (rest[..length], rest[length..]);
        }

        var parts = name.Split(":-", 2);
        var value = values.TryGetValue(parts[0], out var known) ? known : parts.ElementAtOrDefault(1);
        return value is null || Replace(after, values) is not { } tail ? null : word[..dollar] + value + tail;
    }
}
