using System.Text.RegularExpressions;

namespace ImageGuard.Model;

/// <content>The grammar's productions, named as in the distribution project's reference package.</content>
public sealed partial class ImageReference
{
    private const string DomainComponent = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string DomainName = DomainComponent + @"(?:\." + DomainComponent + ")*";
    private const string IPv6Address = @"\[(?:[a-fA-F0-9:]+)\]";
    private const string PathComponent = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private const string TagText = @"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

    // The grammar leaves algorithm and length open; the distribution project accepts these three.
    private const string DigestText = "(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})";

    private static readonly Regex DomainPattern = Whole($"(?:{DomainName}|{IPv6Address})(?::[0-9]+)?");

    private static readonly Regex RemainderPattern =
        Whole($"(?<path>{PathComponent}(?:/{PathComponent})*)(?::(?<tag>{TagText}))?(?:@(?<digest>{DigestText}))?");

    private static Regex Whole(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
}
