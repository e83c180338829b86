package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything at once on the simulator's threads, and the books of host and device compared at the end. */
@Timeout(600)
class StressTest {
    private static final int PRODUCERS = 8;
    private static final int OPERATIONS = 6_000;

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong listened = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final Map<Integer, AtomicLong> publishedById = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Tenant> everyTenant = new ConcurrentLinkedQueue<>();

    @Test
    void everythingAcceptedEndsOnceAndTheBooksOfHostAndDeviceAgree() throws Exception {
        ResidentKernel kernel = Kernels.sim(Kernels.geometry(64));
        Field field = ResidentKernel.class.getDeclaredField("pump");
        field.setAccessible(true);
        Device device = ((Pump) field.get(kernel)).device();
        List<Tenant> shared = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            shared.add(
                    register(kernel, TenantPolicy.defaults().withWeight(1 + i).withQuota(10 + 20 * i)));
        }
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            Random random = new Random(producer);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    produce(kernel, shared, random);
                } catch (RuntimeException | InterruptedException | AssertionError e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        for (Tenant tenant : everyTenant) {
            assertThat(tenant.quiesce(Kernels.LIMIT)).isInstanceOf(Quiesce.Drained.class);
        }
        while (told.get() < listened.get()) {
            kernel.poll(); // counts rise before listeners are told
        }
        check(device);
        assertThat(kernel.snapshot().spurious()).isZero();
        CloseReport report = kernel.close(Kernels.LIMIT);
        assertThat(report.isClean()).as("%s", report).isTrue();
        assertThat(told.get()).isEqualTo(listened.get());
    }

    private Tenant register(ResidentKernel kernel, TenantPolicy policy) {
        Tenant tenant = kernel.tenants().register("t", policy).orThrow();
        everyTenant.add(tenant);
        return tenant;
    }

    private void produce(ResidentKernel kernel, List<Tenant> shared, Random random) throws InterruptedException {
        Tenant own = register(kernel, TenantPolicy.defaults().withBacklogCap(40));
        SlotBatch batch = new SlotBatch(12);
        for (int operation = 0; operation < OPERATIONS; operation++) {
            Tenant tenant = random.nextInt(3) == 0 ? own : shared.get(random.nextInt(shared.size()));
            Priority priority = Priority.of(random.nextInt(5));
            switch (random.nextInt(40)) {
                case 0 -> tenant.quiesce(Kernels.LIMIT);
                case 1 -> {
                    kernel.tenants().unregister(own);
                    Registration next = kernel.tenants().register("t", TenantPolicy.defaults());
                    if (next instanceof Registration.Registered(Tenant fresh)) {
                        own = fresh;
                        everyTenant.add(own);
                    }
                }
                case 2, 3, 4 -> {
                    batch.clear();
                    int items = random.nextInt(12);
                    for (int i = 0; i < items; i++) {
                        batch.add(Opcodes.ATOMIC_ADD, 1, 0).orThrow();
                    }
                    account(tenant, tenant.submitBatch(priority, batch, 1, once()), items + 1);
                }
                case 5 -> {
                    var buffer = tenant.allocate(Purpose.INPUT, 1 + random.nextInt(500));
                    if (buffer instanceof Allocation.Granted(var granted)) {
                        granted.close();
                    }
                }
                default -> account(tenant, tenant.submit(priority, once(), Opcodes.ATOMIC_ADD, 1, 0), 1);
            }
        }
    }

    private CompletionListener once() {
        AtomicInteger times = new AtomicInteger();
        return completion -> {
            if (times.getAndIncrement() > 0) {
                failures.add(new AssertionError("told twice: " + completion));
            }
            told.incrementAndGet();
        };
    }

    private void account(Tenant tenant, long answer, int slots) {
        if (answer >= 0) {
            accepted.addAndGet(slots);
            listened.incrementAndGet();
            publishedById.computeIfAbsent(tenant.id(), id -> new AtomicLong()).addAndGet(slots);
        }
    }

    /** What the device counted for an id is what all tenants that had it published and saw ending. */
    private void check(Device device) {
        AtomicIntegerArray done = new AtomicIntegerArray(65);
        AtomicIntegerArray faulted = new AtomicIntegerArray(65);
        long published = 0;
        for (Tenant tenant : everyTenant) {
            TenantCounters counters = tenant.counters();
            assertThat(counters.outstanding()).isZero();
            done.addAndGet(tenant.id(), (int) counters.done());
            faulted.addAndGet(tenant.id(), (int) counters.faulted());
            published += counters.published();
        }
        assertThat(published).isEqualTo(accepted.get());
        ControlLayout places = ControlLayout.of(device.geometry());
        for (int id = 1; id <= 64; id++) {
            long row = places.countRow(id);
            int expected =
                    (int) publishedById.getOrDefault(id, new AtomicLong()).get();
            assertThat(Words.getAcquire(device.region(Region.CONTROL), row + CountRow.DONE))
                    .isEqualTo(done.get(id));
            assertThat(Words.getAcquire(device.region(Region.CONTROL), row + CountRow.FAULTED))
                    .isEqualTo(faulted.get(id));
            assertThat(Words.getAcquire(device.region(Region.CONTROL), row + CountRow.CLAIMED))
                    .isEqualTo(expected);
        }
    }
}
