using System.Globalization;
using System.Text;

namespace ImageGuard.Locks;

/// <summary>The layers of the lock plan, in the order in which every operation takes them.</summary>
internal enum LockLayer
{
    /// <summary>Builds that would compete for a tag or a base (S4). First, so that a build that waits for another holds nothing yet.</summary>
    Builds,

    /// <summary>The engine as a whole: exclusive for a prune and for the removal of an unnamed image, which any operation may be using.</summary>
    Engine,

    /// <summary>
    /// All IDs together: shared by what works on an image by its ID, and taken alone, for a moment, by a removal that knows the name only.
    /// </summary>
    Ids,

    /// <summary>Single images, by name, ID or base.</summary>
    Images,

    /// <summary>
    /// Images whose names nobody knows before the operation ends. Last, because every removal takes it exclusively: one that waited for its
    /// image while holding it would make all other removals wait too.
    /// </summary>
    UnknownNames,
}

/// <summary>One thing that can be locked. Its text is the same in every process, so it names lock files and distributed locks.</summary>
internal readonly record struct LockResource : IComparable<LockResource>
{
    /// <summary>
    /// How many locks the images of an engine share. It bounds the number of lock files, which are never deleted, and must be the same in
    /// every process. Two unrelated images collide with a chance of 1 in 8192; then one waits for the other without need.
    /// </summary>
    private const int Stripes = 8192;

    private LockResource(LockLayer layer, int stripe)
    {
        Layer = layer;
        Stripe = stripe;
    }

    public static LockResource Engine { get; } = new(LockLayer.Engine, 0);

    public static LockResource Ids { get; } = new(LockLayer.Ids, 0);

    public static LockResource UnknownNames { get; } = new(LockLayer.UnknownNames, 0);

    public LockLayer Layer { get; }

    public int Stripe { get; }

    /// <param name="key">A canonical name or a full ID.</param>
    public static LockResource Image(string key) => new(LockLayer.Images, StripeOf(key));

    /// <param name="key">The canonical name of a tag or a base that builds compete for.</param>
    public static LockResource Build(string key) => new(LockLayer.Builds, StripeOf(key));

    public int CompareTo(LockResource other) => (Layer, Stripe).CompareTo((other.Layer, other.Stripe));

    public override string ToString() => Layer switch
    {
        LockLayer.Engine => "engine",
        LockLayer.Ids => "ids",
        LockLayer.UnknownNames => "names",
        LockLayer.Images => "image-" + Stripe.ToString("d4", CultureInfo.InvariantCulture),
        _ => "build-" + Stripe.ToString("d4", CultureInfo.InvariantCulture),
    };

    /// <summary>FNV-1a: unlike <see cref="string.GetHashCode()"/> it is the same in every process.</summary>
    private static int StripeOf(string key)
    {
        const uint offsetBasis = 2166136261;
        const uint prime = 16777619;

        var hash = offsetBasis;
        foreach (var value in Encoding.UTF8.GetBytes(key))
        {
            hash = unchecked((hash ^ value) * prime);
        }

        return (int)(hash % Stripes);
    }
}
