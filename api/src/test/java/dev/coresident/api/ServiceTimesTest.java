package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.ServiceTimes;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ServiceTimesTest {
    private static final int QUICK = 9_800;
    private static final int SLOW = 200;

    @Test
    void aTenantsTimesAreThoseOfItsSlotsAndNobodyElses() throws Exception {
        HandDevice device = Kernels.hand(16);
        HandTime time = new HandTime(Duration.ofMillis(1));
        KernelOptions options =
                new KernelOptions("hand", device.geometry(), TenantPolicy.defaults(), ImmutableMap.of());
        try (ResidentKernel kernel = ResidentKernel.over(options, () -> device, time, true)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            Tenant idle = kernel.tenants().register("idle").orThrow();
            assertThat(tenant.serviceTimes()).isEqualTo(ServiceTimes.NONE);
            for (int i = 0; i < QUICK + SLOW; i++) {
                tenant.submit(Opcodes.NOP);
                kernel.poll();
                time.pass(i % 50 == 49 ? Duration.ofMillis(40) : Duration.ofNanos(10_000));
                device.endAll(device.takeAll());
                kernel.poll();
            }
            ServiceTimes times = tenant.serviceTimes();
            assertThat((double) times.timed()).isCloseTo((QUICK + SLOW) / 8.0, within(200.0));
            assertThat((double) times.p50Nanos()).isCloseTo(10_000, within(700.0));
            assertThat((double) times.p99Nanos()).isCloseTo(40e6, within(3e6));
            assertThat(times.p999Nanos()).isEqualTo(times.maxNanos()).isEqualTo(times.p99Nanos());
            assertThat(idle.serviceTimes()).isEqualTo(ServiceTimes.NONE);
        }
        assertThat(device.violations()).isEmpty();
    }
}
