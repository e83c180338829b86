package dev.coresident.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.RingView;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviours 1 to 4, 11, 12 and 14 to 16 of a registry whose tenants publish into rings of their own. */
@Timeout(300)
class TenantRegistryTest {
    private final TenantRegistry registry = TenantRegistry.create(RegistryOptions.defaults());

    static RingView ring(int slots) {
        return RingView.allocate(Arena.ofAuto(), slots).orThrow();
    }

    @Test
    void twoTenantsGetDistinctIdsAndWindowsThatDoNotOverlapAndKeepTheirLabels() {
        Tenant one = registry.register("pii").orThrow();
        Tenant other = registry.register("secrets").orThrow();
        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(one.window().isDisjoint(other.window())).isTrue();
        assertThat(other.window().isDisjoint(one.window())).isTrue();
        assertThat(List.of(one.label(), other.label())).containsExactly("pii", "secrets");
        assertThat(one.window().contains(OpcodeSpace.USER_FIRST)).isTrue();
        assertThat(one.window().contains(OpcodeSpace.USER_FIRST - 1)).isFalse();
    }

    @Test
    void aLocalOpcodeEqualToTheWindowsSizeIsRefusedAndFortyTwoMapsToBasePlusFortyTwo() {
        Tenant tenant = registry.register("pii").orThrow();
        int size = tenant.window().size();
        assertThat(tenant.opcode(42)).isEqualTo(tenant.window().first() + 42);
        assertThatThrownBy(() -> tenant.opcode(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("local opcode 262144 is outside the window of tenant 1 \"pii\" [0, 262144): use a smaller"
                        + " local opcode or open the kernel with a larger window");
        assertThatThrownBy(() -> tenant.opcode(-1)).hasMessageContaining("4294967295");
    }

    @Test
    void publishingWritesTheTenantWordAndTheGlobalOpcodeAndRaisesPublishedByOne() {
        registry.register("first").orThrow();
        Tenant tenant = registry.register("second").orThrow();
        RingView ring = ring(4);
        assertThat(tenant.publish(ring, 2, Priority.HIGH, tenant.opcode(42), 7, 8)
                        .isPublished())
                .isTrue();
        int[] words = new int[16];
        ring.read(2, words).orThrow();
        assertThat(words).startsWith(SlotStatus.PUBLISHED, tenant.window().first() + 42, tenant.word(), 1, 7, 8, 0);
        assertThat(tenant.counters().published()).isEqualTo(1);
        assertThat(tenant.counters().outstanding()).isEqualTo(1);
        assertThat(ring.count(SlotStatus.PUBLISHED)).isEqualTo(1);
    }

    @Test
    void afterUnregisterTheOldHandleIsRevokedLookupFindsNothingAndWhatWasClaimedMayStillEnd() {
        Tenant tenant = registry.register("pii").orThrow();
        RingView ring = ring(4);
        tenant.publish(ring, 0, Priority.NORMAL, Opcodes.NOP);
        assertThat(registry.find(tenant.id())).contains(tenant);

        assertThat(registry.unregister(tenant)).isTrue();

        assertThat(registry.find(tenant.id())).isEqualTo(Optional.empty());
        assertThat(registry.active()).isEmpty();
        assertThat(tenant.isActive()).isFalse();
        assertThat(tenant.publish(ring, 1, Priority.NORMAL, Opcodes.NOP))
                .isInstanceOfSatisfying(
                        Publication.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.REVOKED));
        assertThat(ring.count(SlotStatus.PUBLISHED)).isEqualTo(1);
        assertThat(tenant.noteDrained(1)).isEqualTo(1);
        assertThat(tenant.counters().outstanding()).isZero();
        assertThat(registry.unregister(tenant)).as("a second time").isFalse();
    }

    @Test
    void activeTenantsAndCountersAreSortedByIdAndLeaveOutTheUnregistered() {
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            tenants.add(registry.register("t" + i).orThrow());
        }
        registry.unregister(tenants.get(0));
        registry.unregister(tenants.get(4));
        registry.register("again").orThrow();
        assertThat(registry.active()).extracting(Tenant::id).isSorted().doesNotContain(1, 5);
        assertThat(registry.active()).hasSize(8);
        assertThat(registry.counters()).extracting(TenantCounters::id).containsExactly(2, 3, 4, 6, 7, 8, 9, 10);
    }

    @Test
    void snapshotsGoIntoStorageThatTheCallerOwns() {
        for (int i = 0; i < 5; i++) {
            Tenant tenant = registry.register("t" + i).orThrow();
            tenant.publish(ring(2), 0, Priority.NORMAL, Opcodes.NOP);
        }
        registry.unregister(registry.find(2).orElseThrow());
        @Nullable Tenant[] into = new @Nullable Tenant[3];
        assertThat(registry.active(into)).isEqualTo(4);
        assertThat(into).extracting(tenant -> tenant == null ? 0 : tenant.id()).containsExactly(1, 3, 4);

        CounterTable table = new CounterTable(3);
        registry.counters(table);
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.omitted()).isEqualTo(1);
        assertThat(table.id(1)).isEqualTo(3);
        assertThat(table.published(2)).isEqualTo(1);
        assertThat(table.outstanding(2)).isEqualTo(1);
        registry.active().forEach(registry::unregister);
        registry.counters(table);
        assertThat(table.rows() + table.omitted()).isZero();
        assertThatThrownBy(() -> table.id(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void thirtyTwoThreadsRegisteringAtOnceGetThirtyTwoDistinctIds() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> ids = new ConcurrentLinkedQueue<>();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                ids.add(registry.register("t").orThrow().id());
            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(new HashSet<>(ids)).hasSize(32);
        assertThat(registry.active()).hasSize(32);
    }

    @Test
    void fiveHundredTwelveLocalOpcodesMapIntoTheWindowAndAsManyOutsideAreRefused() {
        Tenant tenant = registry.register("sweep").orThrow();
        Window window = tenant.window();
        for (int i = 0; i < 512; i++) {
            int local = (int) ((long) i * window.size() / 512);
            assertThat(tenant.opcode(local)).isEqualTo(window.first() + local);
            assertThat(window.contains(tenant.opcode(local))).isTrue();
            int outside = window.size() + i * 8_387_607;
            assertThatThrownBy(() -> tenant.opcode(outside)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sixtyFourWindowsArePairwiseDisjoint() {
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            windows.add(registry.register("t" + i).orThrow().window());
        }
        for (int one = 0; one < 64; one++) {
            for (int other = 0; other < 64; other++) {
                assertThat(windows.get(one).isDisjoint(windows.get(other))).isEqualTo(one != other);
            }
        }
    }

    @Test
    void handlesOfOneRegistrationCountIntoOneState() throws InterruptedException {
        Tenant tenant = registry.register("shared", 10_000).orThrow();
        Tenant same = registry.find(tenant.id()).orElseThrow();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Tenant handle = i % 2 == 0 ? tenant : same;
            RingView own = ring(1_000);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int slot = 0; slot < 1_000; slot++) {
                    handle.publish(own, slot, Priority.NORMAL, Opcodes.NOP);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(tenant.counters()).isEqualTo(same.counters());
        assertThat(tenant.counters().published()).isEqualTo(4_000);
    }

    @Test
    void labelsAreForPeopleOnly() {
        Set<Integer> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(registry.register("same").orThrow().id());
        }
        assertThat(ids).hasSize(3);
        assertThat(registry.register("").orThrow().label()).isEmpty();
    }

    @Test
    void aFullRegistryRefusesWithTheRuleTheValueAndTheWayOut() {
        TenantRegistry small = TenantRegistry.create(new RegistryOptions(2, 16, TenantPolicy.defaults()));
        Tenant one = small.register("a").orThrow();
        small.register("b").orThrow();
        assertThat(small.register("c"))
                .isEqualTo(new Registration.Refused("all 2 tenants are registered, 0 of them revoked and not yet"
                        + " drained: unregister one, quiesce a revoked one, or open the kernel for more (at most"
                        + " 4094)"));
        assertThat(small.refusedRegistrations()).isEqualTo(1);
        assertThatThrownBy(() -> small.register("c").orThrow()).isInstanceOf(IllegalStateException.class);

        one.publish(ring(2), 0, Priority.NORMAL, Opcodes.NOP);
        small.unregister(one);
        assertThat(small.register("c").toString()).contains("1 of them revoked and not yet drained");
        one.noteDrained(1);
        Tenant again = small.register("c").orThrow();
        assertThat(again.id()).isEqualTo(one.id());
        assertThat(again.generation()).isEqualTo(1);
        assertThat(again.word()).isNotEqualTo(one.word());
        assertThat(again.isActive()).isTrue();
        assertThat(one.isActive()).isFalse();
        assertThat(small.unregister(one)).as("the stale handle").isFalse();
        assertThat(small.find(one.id())).contains(again);
    }

    @Test
    void aTenantOfAnotherRegistryCannotBeUnregisteredHere() {
        TenantRegistry small = TenantRegistry.create(new RegistryOptions(1, 16, TenantPolicy.defaults()));
        registry.register("a").orThrow();
        Tenant foreign = registry.register("b").orThrow();
        assertThat(small.unregister(foreign)).isFalse();
        assertThat(foreign.isActive()).isTrue();
    }

    @Test
    void recycledIdsGoRoundInTheOrderTheyWereGivenBack() {
        TenantRegistry small = TenantRegistry.create(new RegistryOptions(3, 16, TenantPolicy.defaults()));
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tenants.add(small.register("t").orThrow());
        }
        small.unregister(tenants.get(2));
        small.unregister(tenants.get(0));
        assertThat(small.register("x").orThrow().id()).isEqualTo(3);
        assertThat(small.register("y").orThrow().id()).isEqualTo(1);
    }

    @Test
    void aTenantWithoutAKernelIsToldWhereToRegister() {
        Tenant tenant = registry.register("alone").orThrow();
        long answer = tenant.submit(Opcodes.NOP);
        assertThat(Refusal.of(answer)).isEqualTo(Refusal.NOT_ATTACHED);
        assertThat(tenant.explain(answer)).contains("ResidentKernel.tenants()");
        assertThat(tenant.bind(0, OpKind.NOP).toString()).contains("ResidentKernel.tenants()");
        assertThat(tenant.allocate(Purpose.INPUT, 64).toString()).contains("ResidentKernel.tenants()");
        assertThat(tenant.counters().refused()).containsEntry(Refusal.NOT_ATTACHED, 1L);
    }
}
