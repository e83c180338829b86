package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.HandFleet;
import dev.coresident.api.device.HandTime;
import dev.coresident.api.device.Slot;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random work, losses at any point and openings that fail, against a model that knows what lay in the ring of the lost device: every
 * ticket ends once and as the model says, order is kept within a tenant and a level, and the figures agree after every step.
 */
class RecoveryDuelTest {
    private static final int STEPS = 300;
    private static final int RERUNS = 2;

    /** A submission as the model has it. Its argument is its number, by which it is known on the device. */
    private static final class Work {
        final Account account;
        final int level;
        final boolean repeatable;
        int times;
        int told;
        boolean done;
        boolean failed;
        /** For a fence. */
        List<Work> items = List.of();

        Work(Account account, int level, boolean repeatable) {
            this.account = account;
            this.level = level;
            this.repeatable = repeatable;
        }

        boolean isOver() {
            return done || failed;
        }
    }

    private static final class Account {
        final Tenant tenant;
        final List<Work> all = new ArrayList<>();
        final Map<DeviceBuffer, byte[]> buffers = new HashMap<>();

        Account(Tenant tenant) {
            this.tenant = tenant;
        }
    }

    @Property(tries = 25)
    void everyTicketEndsOnceAndAsTheModelSays(@ForAll long seed) throws Exception {
        new Duel().run(seed);
    }

    /** One run. */
    private static final class Duel {
        private final Map<Integer, Work> byNumber = new HashMap<>();
        private final List<Account> accounts = new ArrayList<>();
        private final List<Slot> open = new ArrayList<>();
        private final Map<Slot, Work> meaning = new HashMap<>();
        private final Map<String, Integer> order = new HashMap<>();
        private final HandFleet fleet = new HandFleet(ExecutionModel.RESIDENT);
        private final HandTime time = new HandTime(Duration.ofMillis(1));
        private long losses;

        void run(long seed) throws Exception {
            Random random = new Random(seed);
            ResidentKernel kernel = ResidentKernel.driven(
                    KernelOptions.defaults()
                            .withGeometry(Kernels.geometry(8))
                            .withRecovery(RecoveryPolicy.defaults()
                                    .withReruns(RERUNS)
                                    .withAttempts(1_000)
                                    .withLossesInRow(1_000)
                                    .withPauses(Duration.ofMillis(1), Duration.ofMillis(4))),
                    fleet,
                    time);
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(14)) {
                    case 0 -> register(random, kernel);
                    case 1, 2, 3 -> submit(random);
                    case 4, 5 -> submitBatch(random);
                    case 6, 7 -> take();
                    case 8, 9 -> end(random, kernel);
                    case 10 -> lose(random, kernel);
                    case 11 -> memory(random);
                    case 12 -> revoke(random, kernel);
                    default -> time.pass(Duration.ofMillis(1));
                }
                kernel.poll();
                accounts.forEach(Duel::check);
            }
            fleet.failNext(0);
            for (int i = 0;
                    i < 10_000
                            && accounts.stream()
                                    .anyMatch(
                                            account -> account.tenant.counters().outstanding() > 0);
                    i++) {
                time.pass(Duration.ofMillis(1));
                kernel.poll();
                take();
                end(random, kernel);
            }
            for (Account account : accounts) {
                check(account);
                assertThat(account.tenant.counters().outstanding()).isZero();
                assertThat(account.all).as("every listener once").allSatisfy(work -> {
                    assertThat(work.isOver()).isTrue();
                    assertThat(work.told).isEqualTo(1);
                });
            }
            KernelSnapshot snapshot = kernel.snapshot();
            assertThat(snapshot.spurious()).isZero();
            assertThat(snapshot.listenersThrown()).isZero();
            assertThat(snapshot.recovery().losses()).isEqualTo(losses);
            assertThat(snapshot.recovery().recoveries()).isEqualTo(losses);
            everyIdComesBack(kernel);
            assertThat(kernel.close(Kernels.LIMIT).isClean()).isTrue();
            assertThat(kernel.ledger().currentBytes()).isZero();
            assertThat(fleet.all()).allSatisfy(device -> {
                assertThat(device.isClosed()).isTrue();
                assertThat(device.violations()).isEmpty();
            });
        }

        private void everyIdComesBack(ResidentKernel kernel) {
            for (Account account : accounts) {
                account.buffers.keySet().forEach(DeviceBuffer::close);
                kernel.tenants().unregister(account.tenant);
            }
            kernel.poll();
            kernel.poll();
            Set<Integer> ids = IntStream.range(0, 64)
                    .map(i -> kernel.tenants().register("again").orThrow().id())
                    .boxed()
                    .collect(Collectors.toSet());
            assertThat(ids).hasSize(64);
            kernel.poll();
            assertThat(kernel.ledger().currentBytes()).isZero();
        }

        private static void check(Account account) {
            TenantCounters counters = account.tenant.counters();
            assertThat(counters.published()).isEqualTo(account.all.size());
            assertThat(counters.done())
                    .isEqualTo(account.all.stream().filter(work -> work.done).count());
            assertThat(counters.faulted())
                    .isEqualTo(account.all.stream().filter(work -> work.failed).count());
        }

        private void register(Random random, ResidentKernel kernel) {
            TenantPolicy policy = TenantPolicy.defaults()
                    .withBacklogCap(1 + random.nextInt(60))
                    .withWeight(1 + random.nextInt(3))
                    .withQuota(1 + random.nextInt(20));
            if (accounts.size() < 40
                    && kernel.tenants().register("t", policy) instanceof Registration.Registered(Tenant tenant)) {
                accounts.add(new Account(tenant));
            }
        }

        /** The model decides how it must end before the kernel tells how it did. */
        private void told(Work work, Completion outcome) {
            work.told++;
            assertThat(work.isOver()).as("the model knew it first").isTrue();
            assertThat(outcome.isDone()).isEqualTo(work.done);
            if (work.failed) {
                assertThat(outcome.fault()).isEqualTo(FaultCode.DEVICE_LOST);
            } else if (!work.items.isEmpty()) {
                assertThat(outcome.result(0)).isEqualTo(work.items.size());
                assertThat(byNumber.get(outcome.result(1))).isSameAs(work);
            }
        }

        private void submit(Random random) {
            for (Account account : accounts) {
                int level = random.nextInt(5);
                Work work = new Work(account, level, random.nextInt(4) > 0);
                int number = byNumber.size();
                long answer = account.tenant.submit(
                        Priority.of(level),
                        outcome -> told(work, outcome),
                        work.repeatable ? Opcodes.NOP : Opcodes.ATOMIC_ADD,
                        number);
                if (answer >= 0) {
                    assertThat(answer).isEqualTo(account.all.size());
                    account.all.add(work);
                    byNumber.put(number, work);
                }
            }
        }

        private void submitBatch(Random random) {
            if (accounts.isEmpty()) {
                return;
            }
            Account account = accounts.get(random.nextInt(accounts.size()));
            int level = random.nextInt(5);
            int count = random.nextInt(7);
            SlotBatch batch = new SlotBatch(8);
            List<Work> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Work item = new Work(account, level, random.nextInt(4) > 0);
                item.told = 1; // items have no listener
                batch.add(item.repeatable ? Opcodes.NOP : Opcodes.ATOMIC_ADD, byNumber.size() + i)
                        .orThrow();
                items.add(item);
            }
            Work fence = new Work(account, level, true);
            fence.items = items;
            int number = byNumber.size() + count;
            if (account.tenant.submitBatch(Priority.of(level), batch, number, outcome -> told(fence, outcome)) >= 0) {
                for (Work item : items) {
                    account.all.add(item);
                    byNumber.put(byNumber.size(), item);
                }
                account.all.add(fence);
                byNumber.put(number, fence);
            }
        }

        /** Takes what is published, and sees that each tenant's work comes in the order in which it was submitted. */
        private void take() {
            if (fleet.last().health() instanceof Health.Lost) {
                return;
            }
            for (Slot slot : fleet.last().takeAll()) {
                int number = slot.opcode() == Opcodes.BATCH_FENCE ? slot.a1() : slot.a0();
                Work work = Objects.requireNonNull(byNumber.get(number));
                assertThat(work.level).isEqualTo(slot.level());
                assertThat(work.isOver()).as("what has ended does not run").isFalse();
                assertThat(order.merge(
                                fleet.all().size() + " " + work.account.tenant.word() + " " + work.level,
                                number,
                                (before, now) -> now > before ? now : -1))
                        .isEqualTo(number);
                meaning.put(slot, work);
                open.add(slot);
            }
        }

        private void end(Random random, ResidentKernel kernel) {
            if (fleet.last().health() instanceof Health.Lost) {
                return;
            }
            for (int count = random.nextInt(20); count > 0 && !open.isEmpty(); count--) {
                Slot slot = open.get(random.nextInt(open.size()));
                Work work = Objects.requireNonNull(meaning.get(slot));
                if (work.items.stream().allMatch(Work::isOver)) {
                    open.remove(slot);
                    work.done = true;
                    fleet.last().end(slot);
                }
            }
            kernel.poll();
        }

        /** What lies in the ring now is judged by the model, then the device is lost. */
        private void lose(Random random, ResidentKernel kernel) {
            HandDevice device = fleet.last();
            if (device.health() instanceof Health.Lost) {
                return;
            }
            take();
            kernel.poll(); // what has ended is taken in, and more may be published
            take();
            losses++;
            device.lose(new DeviceException(DeviceException.Category.LOST, "pulled the plug"));
            fleet.failNext(random.nextInt(3));
            List<Work> judged = new ArrayList<>();
            for (Slot slot : open) {
                Work work = Objects.requireNonNull(meaning.get(slot));
                if (slot.opcode() == Opcodes.BATCH_FENCE) {
                    continue;
                }
                if (!work.repeatable || ++work.times > RERUNS) {
                    judged.add(work);
                }
            }
            open.clear();
            kernel.poll(); // noticed; nothing has ended yet
            accounts.forEach(Duel::check);
            judged.forEach(work -> work.failed = true);
            if (random.nextBoolean()) {
                submit(random);
            }
            for (int i = 0; i < 100 && fleet.last() == device; i++) {
                time.pass(Duration.ofMillis(1));
                kernel.poll();
            }
            assertThat(fleet.last()).isNotSameAs(device);
            memoryIsThere();
        }

        private void memoryIsThere() {
            for (Account account : accounts) {
                account.buffers.forEach((buffer, bytes) -> {
                    MemorySegment memory = Objects.requireNonNull(fleet.last().resolve(buffer.handle()));
                    assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
                });
            }
        }

        private void memory(Random random) {
            for (Account account : accounts) {
                if (random.nextInt(3) == 0
                        && account.tenant.allocate(Purpose.INPUT, 1 + random.nextInt(200))
                                instanceof Allocation.Granted(DeviceBuffer buffer)) {
                    byte[] bytes = new byte[(int) buffer.bytes()];
                    assertThat(buffer.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
                    random.nextBytes(bytes);
                    buffer.segment().copyFrom(MemorySegment.ofArray(bytes));
                    buffer.wrote(0, bytes.length);
                    account.buffers.put(buffer, bytes);
                } else if (random.nextInt(4) == 0 && !account.buffers.isEmpty()) {
                    DeviceBuffer buffer =
                            new HashSet<>(account.buffers.keySet()).iterator().next();
                    account.buffers.remove(buffer);
                    buffer.close();
                }
            }
        }

        private void revoke(Random random, ResidentKernel kernel) {
            if (random.nextInt(8) == 0 && !accounts.isEmpty()) {
                Account account = accounts.get(random.nextInt(accounts.size()));
                account.buffers.clear();
                kernel.tenants().unregister(account.tenant);
            }
        }
    }
}
