using Microsoft.Extensions.DependencyInjection;

namespace ImageGuard.Tests.Hosting;

public sealed class HousekeepingServiceTests
{
    [Fact]
    public void A_host_keeps_a_budget_that_the_options_set() =>
        Assert.Contains(Services(options => options.Budget = new ImageBudget { MaxImages = 1 }), IsHousekeeping);

    [Fact]
    public void Without_a_budget_there_is_no_housekeeping() => Assert.DoesNotContain(Services(configure: null), IsHousekeeping);

    private static ServiceCollection Services(Action<ImageGuardOptions>? configure)
    {
        var services = new ServiceCollection();
        services.AddImageGuard(configure);
        return services;
    }

    private static bool IsHousekeeping(ServiceDescriptor service) => service.ImplementationType == typeof(HousekeepingService);
}
