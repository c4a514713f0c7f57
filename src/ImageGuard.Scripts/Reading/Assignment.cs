namespace ImageGuard.Scripts;

/// <summary>A variable set for one command, in front of it: <c>DOCKER_HOST=… docker ps</c>.</summary>
internal static class Assignment
{
    public static bool Is(CommandWord word)
    {
        var text = word.KnownStart;
        var equals = text.IndexOf('=');
        if (equals <= 0 || text[0] is >= '0' and <= '9')
        {
            return false;
        }

        for (var i = 0; i < equals; i++)
        {
            if (text[i] is not ('_' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
            {
                return false;
            }
        }

        return true;
    }
}
