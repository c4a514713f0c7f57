namespace ImageGuard.EngineTests;

/// <summary>A storm that shows something only when it is long: it runs where <c>IMAGEGUARD_STORM_SECONDS</c> says how long.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullStormFactAttribute : FactAttribute
{
    public FullStormFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("IMAGEGUARD_STORM_SECONDS") is null)
        {
            Skip = "Set IMAGEGUARD_STORM_SECONDS to 60 or more.";
        }
    }
}
