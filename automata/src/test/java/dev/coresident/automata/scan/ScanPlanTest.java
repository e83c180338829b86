package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.TenantPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanPlanTest {
    private static ScanPlan.Share share(ScanOptions options) {
        ScanTenant tenant = new ScanTenant(ScanRun.rules("t", "1:/needle/"), TenantPolicy.defaults());
        return new ScanPlan(List.of(tenant), options).shares().getFirst();
    }

    @Test
    void outputBuffersOfATenantAreBoundedInNumberAndInBytes() {
        for (int events = 1; events <= 1 << 20; events *= 2) {
            for (int files = 1; files <= 1_024; files *= 4) {
                ScanPlan.Share share =
                        share(ScanOptions.defaults().withOutputEvents(events).withFilesInFlight(files));
                assertThat(share.outputs()).isBetween(1, 64);
                assertThat((share.outputs() - 1) * share.outputBytes())
                        .as("%d events, %d files", events, files)
                        .isLessThan(4 << 20);
            }
        }
    }

    @Test
    void byDefaultEachFileInFlightHasAnOutputBuffer() {
        ScanOptions options = ScanOptions.defaults();
        assertThat(share(options).outputs()).isGreaterThan(options.filesInFlight());
    }
}
