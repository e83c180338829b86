package dev.coresident.automata.scan.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutputPoolTest {
    private static final long BYTES = 4_096;

    private ResidentKernel kernel;
    private OutputPool pool;

    @BeforeEach
    void open() throws Exception {
        kernel = ResidentKernel.open(KernelOptions.defaults().withHeapBytes(16 * BYTES));
        Tenant tenant = kernel.tenants().register("t", TenantPolicy.defaults()).orThrow();
        pool = new OutputPool(tenant, 4, BYTES);
        assertThat(pool.fill()).isNull();
    }

    @AfterEach
    void close() {
        pool.close();
        kernel.close();
    }

    @Test
    void whatIsAskedForAtRestIsClosedAtOnceButForTheFirst() {
        kernel.pressure().post(16 * BYTES);
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void whatIsAskedForDuringAScanIsClosedAsSoonAsNoLaneHoldsIt() {
        pool.begin();
        DeviceBuffer held = Objects.requireNonNull(pool.take());
        kernel.pressure().post(16 * BYTES);
        assertThat(pool.size()).isEqualTo(4);
        DeviceBuffer first = Objects.requireNonNull(pool.take());
        assertThat(pool.size()).isEqualTo(2);
        pool.giveBack(held);
        assertThat(pool.size()).isEqualTo(1);
        pool.giveBack(first);
        pool.rest();
        assertThat(pool.size()).isEqualTo(1);
    }

    @Test
    void aPoolThatGrowsAsksNobody() {
        pool.begin();
        pool.rest();
        Tenant other =
                kernel.tenants().register("other", TenantPolicy.defaults()).orThrow();
        OutputPool greedy = new OutputPool(other, 64, BYTES);
        assertThat(greedy.fill()).isNotNull();
        assertThat(greedy.size()).isGreaterThan(1);
        assertThat(pool.size()).isEqualTo(4);
        greedy.close();
    }
}
