using System.Globalization;

namespace ImageGuard.Tool.Commands.Guarded;

/// <summary>Sizes as docker writes them: in powers of a thousand, with three digits.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>A size in words.</summary>
    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1000 && unit < Units.Length - 1)
        {
            (size, unit) = (size / 1000, unit + 1);
        }

        return size.ToString("G3", CultureInfo.InvariantCulture) + Units[unit];
    }
}
