package dev.coresident.simulation.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.dispatch.executor.ExecutorSnapshot;
import dev.coresident.api.dispatch.executor.Snapshotting;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kernels whose host ops another kernel goes on with. */
@Timeout(300)
class RestoredServicesTest {
    private static final int SEEDS = 40;
    private static final int TURNS = 400;

    private static ExecutorSnapshot taken(ServedRig rig) {
        Snapshotting snapshot = rig.view().snapshot();
        assertThat(snapshot).isInstanceOf(Snapshotting.Taken.class);
        return ((Snapshotting.Taken) snapshot).snapshot();
    }

    @Test
    void anotherKernelGoesOnExactlyWhereTheFirstWas() throws Exception {
        int carried = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            try (ServedRig first = ServedRig.open(seed)) {
                first.run((int) (50 + seed * 7), new SplittableRandom(seed));
                ExecutorSnapshot snapshot = taken(first);
                carried += snapshot.ops().size();
                try (ServedRig other = first.restored(seed, snapshot)) {
                    for (int i = 0; i < ServedRig.TENANTS; i++) {
                        other.register("tenant-" + i);
                    }
                    List<Long> waiting = first.outstanding();
                    List<List<String>> traces = new ArrayList<>();
                    for (ServedRig rig : List.of(first, other)) {
                        rig.forgetTrace();
                        // The tickets of before are gone for one of them: both ask again.
                        rig.askAgain(waiting);
                        rig.run(TURNS, new SplittableRandom(~seed));
                        traces.add(rig.trace());
                    }
                    // The first tells the ends of tickets of before, too: the same line again.
                    assertThat(withoutRepeats(traces.get(1)))
                            .as("seed %d", seed)
                            .isEqualTo(withoutRepeats(traces.get(0)));
                    assertThat(traces.get(0)).hasSizeGreaterThan(TURNS / 2);
                }
            }
        }
        // Nothing is proved by snapshots that hold nothing.
        assertThat(carried).isGreaterThan(SEEDS * 3);
    }

    private static List<String> withoutRepeats(List<String> trace) {
        List<String> seen = new ArrayList<>();
        for (String line : trace) {
            if (seen.isEmpty() || !seen.getLast().equals(line)) {
                seen.add(line);
            }
        }
        return seen;
    }

    @Test
    void ticketsWithoutARequestIdCannotBeCarried() throws Exception {
        try (ServedRig rig = ServedRig.open(1)) {
            Tenant tenant = rig.kernel().tenants().find(1).orElseThrow();
            tenant.submit(Opcodes.LOAD_MISS, 2, 0, 7);
            rig.run(1, new SplittableRandom(3));
            Snapshotting snapshot = rig.view().snapshot();
            assertThat(snapshot).isInstanceOf(Snapshotting.Refused.class);
            assertThat(((Snapshotting.Refused) snapshot).why())
                    .contains("1 ops of tickets without a request id")
                    .contains("await these tickets first");
        }
    }

    @Test
    void noSnapshotIsTakenInsideACycleOrAfterTheClose() throws Exception {
        ServedRig rig = ServedRig.open(1);
        AtomicReference<Snapshotting> inside = new AtomicReference<>();
        Tenant tenant = rig.kernel().tenants().find(1).orElseThrow();
        long ticket = tenant.submit(
                tenant.policy().priority(), completion -> inside.set(rig.view().snapshot()), Opcodes.NOP);
        assertThat(ticket).isNotNegative();
        rig.run(3, new SplittableRandom(3));
        assertThat(inside.get()).isInstanceOf(Snapshotting.Refused.class);
        assertThat(rig.view().snapshot()).isInstanceOf(Snapshotting.Taken.class);
        rig.close();
        assertThat(rig.view().snapshot()).isInstanceOf(Snapshotting.Refused.class);
    }

    @Test
    void tenantThatComesBackUnderAnotherLabelGetsNothingOfTheOneBefore() throws Exception {
        long seed = 5;
        try (ServedRig first = ServedRig.open(seed)) {
            first.run(300, new SplittableRandom(seed));
            ExecutorSnapshot snapshot = taken(first);
            try (ServedRig other = first.restored(seed, snapshot)) {
                Tenant stranger = other.register("stranger");
                assertThat(other.view().standing(stranger.word())).isPresent(); // of the one before
                other.forgetTrace();
                other.ask(0, 1);
                assertThat(other.view()
                                .standing(stranger.word())
                                .orElseThrow()
                                .governor()
                                .requests())
                        .isEqualTo(1);
                assertThat(other.view().counters(stranger.word())).isEmpty();
                assertThat(other.trace()).anyMatch(line -> line.contains("stranger 1 ") && line.contains("call 1"));
            }
        }
    }

    @Test
    void kernelWithOtherBoundsDoesNotOpen() throws Exception {
        try (ServedRig first = ServedRig.open(1)) {
            ExecutorSnapshot snapshot = taken(first);
            assertThatThrownBy(() -> first.restored(2, snapshot))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("restore with its own");
        }
    }
}
