using Microsoft.Extensions.DependencyInjection;

namespace ImageGuard.Tests.Hosting;

public sealed class RecoveryServiceTests
{
    [Fact]
    public void A_host_recovers() => Assert.Contains(Services(configure: null), IsRecovery);

    [Fact]
    public void Without_a_journal_there_is_nothing_to_recover() =>
        Assert.DoesNotContain(Services(options => options.Journal = JournalPolicy.None), IsRecovery);

    private static ServiceCollection Services(Action<ImageGuardOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddImageGuard(configure);
        return services;
    }

    private static bool IsRecovery(ServiceDescriptor service) => service.ImplementationType == typeof(RecoveryService);
}
