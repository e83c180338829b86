package dev.coresident.api.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.PackedSlot;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slots in flight together on several workers, which run in an order that no log knows: a replay must never call that a divergence,
 * and must still compare what no order can change.
 */
@Timeout(900)
class ReplayRaceTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SEEDS = Integer.getInteger("coresident.replay.seeds", 8);
    private static final List<Engine> ENGINES = List.of(Engine.THREADED, Engine.STEPPED, Engine.STAGED);

    @TempDir
    Path place;

    private static KernelOptions recording(Engine engine, long seed, Path log) {
        KernelOptions options = engine.of(
                        KernelOptions.defaults().withBackend("sim").withGeometry(ReplayTest.GEOMETRY))
                .withProperty("workers", "4")
                .withRecording(RecordingOptions.to(log));
        return engine == Engine.THREADED ? options : options.withProperty("seed", Long.toString(seed));
    }

    @Test
    void whatRacesIsCountedAndWhatDoesNotIsCompared() throws Exception {
        Path log = place.resolve("log");
        try (ResidentKernel kernel = ResidentKernel.open(recording(Engine.STEPPED, 1, log))) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            for (int i = 0; i < 60; i++) {
                tenant.submit(Opcodes.ATOMIC_ADD, 1 << (i % 30), 5);
            }
            tenant.quiesce(LIMIT);
            Completion sum = new Completion();
            tenant.await(tenant.submit(Opcodes.LOAD_U32, 5, 6), LIMIT, sum);
            assertThat(sum.result(0)).isEqualTo(Integer.MAX_VALUE >>> 1 << 1);
        }
        ReplayReport report = Replay.run(log, ReplayOptions.defaults());
        assertThat(report.divergence()).isEmpty();
        assertThat(report.orderDependent()).isBetween(50L, 60L);
        // The sum is the same in every order of the additions.
        assertThat(report.same() + report.orderDependent()).isEqualTo(61);
        assertThat(report.same()).isPositive();
    }

    @Test
    void runsOfAnyOpsOnManyWorkersNeverDivergeFalsely() throws Exception {
        long same = 0;
        long orderDependent = 0;
        for (Engine engine : ENGINES) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                Path log = place.resolve(engine + "-" + seed);
                try (ResidentKernel kernel = ResidentKernel.open(recording(engine, seed, log))) {
                    new Chaos(kernel, seed).run();
                }
                ReplayReport report = Replay.run(log, ENGINES.get(seed % 3).of(ReplayOptions.defaults()));
                assertThat(report.divergence()).as("%s, seed %d", engine, seed).isEmpty();
                same += report.same();
                orderDependent += report.orderDependent();
            }
        }
        assertThat(same).isGreaterThan(1_000);
        assertThat(orderDependent).isGreaterThan(100);
    }

    /** Any op of any tenant at any time, waiting now and then, while handles, bindings and tenants come and go. */
    private static final class Chaos {
        private final ResidentKernel kernel;
        private final Random random;
        private final List<Tenant> tenants = new ArrayList<>();
        private final List<DeviceBuffer> tables = new ArrayList<>();

        Chaos(ResidentKernel kernel, long seed) {
            this.kernel = kernel;
            this.random = new Random(seed);
        }

        void run() throws InterruptedException {
            for (int i = 0; i < 3; i++) {
                add(i);
            }
            for (int step = 0; step < 400; step++) {
                int who = random.nextInt(tenants.size());
                Tenant tenant = tenants.get(who);
                switch (random.nextInt(24)) {
                    case 0 -> tenant.quiesce(LIMIT);
                    case 1 -> tenant.bind(random.nextInt(4), random.nextBoolean() ? OpKind.LOAD_U32 : OpKind.STORE_U32);
                    case 2 -> {
                        if (random.nextInt(4) == 0) {
                            kernel.tenants().unregister(tenant);
                            tenants.remove(who);
                            tables.remove(who);
                            add(step);
                        }
                    }
                    case 3 -> {
                        DeviceBuffer table = tables.get(who);
                        if (random.nextBoolean()) {
                            table.close();
                            tables.set(who, table(tenant));
                        } else {
                            fill(table);
                        }
                    }
                    case 4 -> packed(tenant);
                    case 5 -> batch(tenant);
                    default -> submit(tenant, tables.get(who));
                }
            }
        }

        private void add(int number) {
            Tenant tenant = kernel.tenants().register("t" + number).orThrow();
            tenant.bind(0, OpKind.ATOMIC_ADD).orThrow();
            tenants.add(tenant);
            tables.add(table(tenant));
        }

        private DeviceBuffer table(Tenant tenant) {
            DeviceBuffer table = tenant.allocate(Purpose.INPUT, 1_024).orThrow();
            fill(table);
            return table;
        }

        private void fill(DeviceBuffer table) {
            for (int i = 0; i < 256; i++) {
                Words.set(table.segment(), 4L * i, random.nextInt());
            }
            table.wrote(0, 1_024);
        }

        private void packed(Tenant tenant) {
            PackedSlot pack = new PackedSlot();
            for (int i = 0; i < 3; i++) {
                pack.addSystem(Opcodes.ATOMIC_ADD, 1, random.nextInt(16)).orThrow();
            }
            pack.addLocal(random.nextInt(3), 1, random.nextInt(16)).orThrow();
            int[] arguments = new int[SlotLayout.ARGUMENTS];
            pack.encode(arguments).orThrow();
            tenant.submit(level(), Opcodes.PACKED_SLOT, arguments);
        }

        private void batch(Tenant tenant) throws InterruptedException {
            SlotBatch batch = new SlotBatch(8);
            int items = 1 + random.nextInt(5);
            for (int i = 0; i < items; i++) {
                batch.add(Opcodes.ATOMIC_ADD, 1, random.nextInt(16)).orThrow();
            }
            long fence = tenant.submitBatch(Priority.of(random.nextInt(5)), batch, random.nextInt(), null);
            if (fence >= 0 && random.nextBoolean()) {
                tenant.await(fence, LIMIT, new Completion());
            }
        }

        private void submit(Tenant tenant, DeviceBuffer table) throws InterruptedException {
            int index = random.nextInt(18); // sometimes outside the window of 16
            int other = random.nextInt(16);
            long ticket = switch (random.nextInt(8)) {
                case 0 -> tenant.submit(Opcodes.NOP);
                case 1 -> tenant.submit(level(), Opcodes.STORE_U32, random.nextInt(), index);
                case 2 -> tenant.submit(level(), Opcodes.ATOMIC_ADD, random.nextInt(), index);
                case 3 -> tenant.submit(level(), Opcodes.LOAD_U32, index, other);
                case 4 -> tenant.submit(level(), Opcodes.COMPARE_SWAP, index, 0, random.nextInt());
                case 5 -> tenant.submit(level(), Opcodes.MEMCPY, index, other, random.nextInt(4));
                case 6 -> tenant.submit(level(), Opcodes.DFA_STEP, 0, random.nextInt(256), table.handle());
                default -> tenant.submit(level(), tenant.opcode(random.nextInt(3)), 1, other);
            };
            if (ticket >= 0 && random.nextInt(3) == 0) {
                tenant.await(ticket, LIMIT, new Completion());
            }
        }

        private Priority level() {
            return Priority.of(random.nextInt(5));
        }
    }
}
