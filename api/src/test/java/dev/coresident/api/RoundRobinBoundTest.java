package dev.coresident.api;

import static dev.coresident.api.Kernels.atOnce;
import static dev.coresident.api.Kernels.until;
import static dev.coresident.api.RingOrderTest.QUANTUM;
import static dev.coresident.api.RingOrderTest.backlog;
import static dev.coresident.api.RingOrderTest.submit;
import static dev.coresident.api.RingOrderTest.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The bound of the round robin: between two slots of a tenant that has work all the time, its rivals write at most their quanta. */
class RoundRobinBoundTest {
    private static final int NORMAL = Priority.NORMAL.level();

    @Property(tries = 25)
    void noTenantWaitsLongerThanTheQuantaOfItsRivals(@ForAll @IntRange(min = 2, max = 9) int tenants, @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        HandDevice device = Kernels.hand(64);
        try (ResidentKernel kernel = Kernels.over(device)) {
            List<Tenant> all = new ArrayList<>();
            int[] work = new int[tenants];
            int total = 0;
            int allQuanta = 0;
            for (int i = 0; i < tenants; i++) {
                int weight = 1 + random.nextInt(4);
                all.add(tenant(kernel, backlog(600).withWeight(weight)));
                work[i] = 1 + random.nextInt(500);
                total += work[i];
                allQuanta += weight * QUANTUM;
            }
            atOnce(kernel, device, () -> {
                for (int i = 0; i < tenants; i++) {
                    submit(all.get(i), Priority.NORMAL, work[i]);
                }
            });
            List<Slot> order = new ArrayList<>();
            List<Slot> open = new ArrayList<>();
            int expected = total;
            until(kernel, () -> {
                for (int take = random.nextInt(20); take > 0; take--) {
                    Slot slot = device.take(NORMAL);
                    if (slot != null) {
                        order.add(slot);
                        open.add(slot);
                    }
                }
                for (int end = random.nextInt(20); end > 0 && !open.isEmpty(); end--) {
                    device.end(open.remove(random.nextInt(open.size())));
                }
                return order.size() == expected;
            });
            device.endAll(open);
            for (int i = 0; i < tenants; i++) {
                int bound = allQuanta - all.get(i).policy().weight() * QUANTUM;
                int waited = 0;
                int seen = 0;
                for (int at = 0; seen < work[i]; at++) {
                    if (order.get(at).tenant() == all.get(i).word()) {
                        waited = 0;
                        seen++;
                    } else {
                        assertThat(++waited).as("tenant %s of %s", i, tenants).isLessThanOrEqualTo(bound);
                    }
                }
            }
        }
    }
}
