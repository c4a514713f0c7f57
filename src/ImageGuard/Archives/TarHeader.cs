using System.Buffers.Binary;
using System.Text;

namespace ImageGuard.Archives;

/// <summary>The header block of one tar entry, in the formats that engines write: USTAR, PAX, GNU.</summary>
/// <param name="Name">The entry's name; a preceding PAX or GNU header may overrule it.</param>
/// <param name="Size">The length of the content, in bytes.</param>
/// <param name="Type">The type flag.</param>
internal readonly record struct TarHeader(string Name, long Size, char Type)
{
    public const char PaxOfNext = 'x';
    public const char PaxOfAll = 'g';
    public const char GnuLongName = 'L';
    public const char GnuLongLink = 'K';

    private static readonly Range NameField = 0..100;
    private static readonly Range SizeField = 124..136;
    private static readonly Range ChecksumField = 148..156;
    private static readonly Range MagicField = 257..262;
    private static readonly Range PrefixField = 345..500;
    private const int TypeOffset = 156;

    /// <summary>Whether a content follows: links, devices and folders have none, whatever their size field says.</summary>
    public bool HasContent => Type is not (>= '1' and <= '6');

    /// <summary>Reads a block of 512 bytes; false where it is no header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (!TryReadNumber(block[ChecksumField], out var checksum) || checksum != ChecksumOf(block)
            || !TryReadNumber(block[SizeField], out var size) || size < 0)
        {
            return false;
        }

        var name = ReadText(block[NameField]);
        var prefix = block[MagicField].SequenceEqual("ustar"u8) ? ReadText(block[PrefixField]) : "";
        header = new TarHeader(prefix.Length == 0 ? name : prefix + "/" + name, size, (char)block[TypeOffset]);
        return true;
    }

    private static int ChecksumOf(ReadOnlySpan<byte> block)
    {
        var sum = 0;
        for (var i = 0; i < block.Length; i++)
        {
            sum += i >= ChecksumField.Start.Value && i < ChecksumField.End.Value ? ' ' : block[i];
        }

        return sum;
    }

    private static string ReadText(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits or, with the top bit set, a binary number for contents of 8 GiB and more.</summary>
    private static bool TryReadNumber(ReadOnlySpan<byte> field, out long number)
    {
        if ((field[0] & 0x80) != 0)
        {
            number = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            return true;
        }

        number = 0;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            number = (number * 8) + (digit - '0');
        }

        return true;
    }
}
