package dev.coresident.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.RingView;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviours 5 to 9 and the sweep of caps in 15. */
@Timeout(300)
class BacklogAndQuiesceTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(3);

    private final TenantRegistry registry = TenantRegistry.create(RegistryOptions.defaults());
    private final RingView ring = TenantRegistryTest.ring(64);

    private static Publication publish(Tenant tenant, RingView ring, int slot) {
        return tenant.publish(ring, slot, Priority.NORMAL, Opcodes.NOP);
    }

    @Test
    void quiesceReturnsWhenDrainedHasCaughtUp() throws InterruptedException {
        Tenant tenant = registry.register("t").orThrow();
        publish(tenant, ring, 0);
        publish(tenant, ring, 1);
        AtomicReference<Object> answer = new AtomicReference<>("none");
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                answer.set(tenant.quiesce(LONG));
            } catch (InterruptedException e) {
                answer.set(e);
            }
        });
        tenant.noteDrained(1);
        tenant.noteDrained(1);
        waiter.join();
        assertThat(answer.get()).isInstanceOf(Quiesce.Drained.class);
        TenantCounters counters = tenant.counters();
        assertThat(counters.quiesceCalls()).isEqualTo(1);
        assertThat(counters.quiesceTimeouts()).isZero();
        assertThat(counters.outstanding()).isZero();
        assertThat(counters.drained()).isEqualTo(2);
    }

    @Test
    void quiesceThatCannotEndTimesOutWithTheExactOutstandingCount() throws InterruptedException {
        Tenant tenant = registry.register("t").orThrow();
        for (int slot = 0; slot < 7; slot++) {
            publish(tenant, ring, slot);
        }
        tenant.noteDrained(2);
        assertThat(tenant.quiesce(SHORT)).isInstanceOfSatisfying(Quiesce.TimedOut.class, timedOut -> {
            assertThat(timedOut.outstanding()).isEqualTo(5);
            assertThat(timedOut.waitedNanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
        });
        assertThat(tenant.quiesce(Duration.ZERO)).isInstanceOf(Quiesce.TimedOut.class);
        TenantCounters counters = tenant.counters();
        assertThat(counters.quiesceCalls()).isEqualTo(2);
        assertThat(counters.quiesceTimeouts()).isEqualTo(2);
        assertThat(counters.quiesceNanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
    }

    @Test
    void aReaderThatSleptBetweenTwoFiguresSeesNoMoreOutstandingThanTheCap() {
        TenantState state = new TenantState(1, 0, "t", TenantPolicy.defaults().withBacklogCap(64), 0, 1, false);
        long endedBeforeItSlept = state.done() + state.faulted();
        state.directPublished().addAndGet(6_144);
        state.directDrained().addAndGet(6_100);
        assertThat(state.publishedWhen(endedBeforeItSlept)).isEqualTo(64);
        assertThat(state.publishedWhen(6_100)).isEqualTo(6_144);
        assertThat(state.outstanding()).isEqualTo(44);
    }

    @Test
    void anInterruptedQuiesceIsACallAndNoTimeout() {
        Tenant tenant = registry.register("t").orThrow();
        publish(tenant, ring, 0);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tenant.quiesce(LONG)).isInstanceOf(InterruptedException.class);
        assertThat(tenant.counters().quiesceCalls()).isEqualTo(1);
        assertThat(tenant.counters().quiesceTimeouts()).isZero();
    }

    @Test
    void withACapOfTwoTheThirdOutstandingPublishIsRefusedWithBothFigures() {
        Tenant tenant = registry.register("t", 2).orThrow();
        publish(tenant, ring, 0);
        publish(tenant, ring, 1);
        assertThat(publish(tenant, ring, 2)).isInstanceOfSatisfying(Publication.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.BACKLOG_CAP);
            assertThat(refused.reason()).contains("outstanding 2", "cap 2").contains("larger backlog cap");
        });
        assertThat(tenant.counters().published()).isEqualTo(2);
        assertThat(tenant.counters().backlogCap()).isEqualTo(2);
        assertThat(tenant.counters().refused()).containsEntry(Refusal.BACKLOG_CAP, 1L);
        assertThat(ring.count(SlotStatus.PUBLISHED)).isEqualTo(2);
    }

    @Test
    void afterADrainOfOneACappedTenantCanPublishAgain() {
        Tenant tenant = registry.register("t", 2).orThrow();
        publish(tenant, ring, 0);
        publish(tenant, ring, 1);
        assertThat(tenant.noteDrained(1)).isEqualTo(1);
        assertThat(publish(tenant, ring, 2).isPublished()).isTrue();
        assertThat(publish(tenant, ring, 3).isPublished()).isFalse();
    }

    @Test
    void aPublishThatTheRingRejectsGivesItsReservationBack() {
        Tenant tenant = registry.register("t", 1).orThrow();
        assertThat(publish(tenant, ring, 64)).isInstanceOfSatisfying(Publication.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.RING);
            assertThat(refused.reason()).contains("64");
        });
        assertThat(tenant.counters().published()).isZero();
        assertThat(tenant.counters().outstanding()).isZero();
        assertThat(tenant.counters().refused()).containsEntry(Refusal.RING, 1L);
        assertThat(publish(tenant, ring, 0).isPublished()).isTrue();
    }

    @Test
    void aBatchReservesItsItemsAndItsFenceOrNothing() {
        Tenant tenant = registry.register("t", 4).orThrow();
        SlotBatch batch = new SlotBatch(8);
        for (int i = 0; i < 4; i++) {
            batch.add(Opcodes.NOP).orThrow();
        }
        assertThat(tenant.publishBatch(ring, 0, Priority.LOW, batch, 1).isPublished())
                .isFalse();
        assertThat(tenant.counters().published()).isZero();
        batch.clear();
        for (int i = 0; i < 3; i++) {
            batch.add(Opcodes.NOP).orThrow();
        }
        assertThat(tenant.publishBatch(ring, 61, Priority.LOW, batch, 1).isPublished())
                .as("beyond the ring")
                .isFalse();
        assertThat(tenant.publishBatch(ring, 60, Priority.LOW, batch, 1).isPublished())
                .isTrue();
        assertThat(tenant.counters().published()).isEqualTo(4);
        assertThat(ring.count(SlotStatus.PUBLISHED)).isEqualTo(4);
    }

    @Test
    void drainedNeverGoesPastPublishedAndNeverBack() {
        Tenant tenant = registry.register("t").orThrow();
        publish(tenant, ring, 0);
        publish(tenant, ring, 1);
        assertThat(tenant.noteDrained(Long.MAX_VALUE)).isEqualTo(2);
        assertThat(tenant.noteDrained(5)).isZero();
        assertThatThrownBy(() -> tenant.noteDrained(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tenant.counters().drained()).isEqualTo(2);
        assertThat(tenant.counters().outstanding()).isZero();
    }

    @Test
    void fiveHundredTwelveCapsAdmitExactlyThatManyAndZeroCountsAsOne() {
        RingView large = TenantRegistryTest.ring(600);
        for (int cap = 0; cap < 512; cap++) {
            Tenant tenant = registry.register("cap" + cap, cap).orThrow();
            int admitted = 0;
            RingView own = RingView.open(large.memory().fill((byte) 0)).orThrow();
            while (publish(tenant, own, admitted).isPublished()) {
                admitted++;
            }
            assertThat(admitted).isEqualTo(Math.max(1, cap));
            assertThat(tenant.counters().backlogCap()).isEqualTo(Math.max(1, cap));
        }
        assertThatThrownBy(() -> registry.register("t", -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foreignAndReservedOpcodesAndTooManyArgumentsAreRefusedWithEveryByteUnchanged() {
        Tenant tenant = registry.register("t").orThrow();
        Tenant other = registry.register("u").orThrow();
        byte[] before = ring.memory().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        for (int opcode : new int[] {
            other.opcode(0), tenant.opcode(0) - 1, 8, 0xFFF0, Opcodes.SHUTDOWN, Opcodes.BATCH_FENCE, 0x8000_0000
        }) {
            assertThat(tenant.publish(ring, 0, Priority.NORMAL, opcode).isPublished())
                    .as(Integer.toHexString(opcode))
                    .isFalse();
        }
        assertThat(tenant.publish(ring, 0, Priority.NORMAL, Opcodes.NOP, new int[13])
                        .isPublished())
                .isFalse();
        assertThat(ring.memory().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
                .isEqualTo(before);
        assertThat(tenant.counters().published()).isZero();
        assertThat(tenant.counters().refusals()).isEqualTo(8);
    }
}
