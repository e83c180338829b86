package dev.coresident.backend.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many laps of a small ring: every slot runs exactly once, whatever the workers do. */
final class StressTest {
    private static final Geometry SMALL = new Geometry(Partitions.each(8), 3, 256, 8, 32, 16, 4, 1 << 12);
    private static final int SLOTS = 60_000;

    @ParameterizedTest
    @EnumSource
    void everySlotRunsExactlyOnceAcrossTheWrapOfPositions(Engine engine) {
        try (TinyHost host = engine.open(SMALL).from(-SLOTS / 10, -SLOTS / 2).start()) {
            int[] words = {0, host.admit(1, 0), host.admit(2, 7), host.admit(3, 1)};
            SplittableRandom random = new SplittableRandom(11);
            boolean[] busy = new boolean[SMALL.partitions().slots()];
            int[][] sums = new int[4][Partitions.LEVELS];
            int[] expected = new int[4];
            int written = 0;
            int ended = 0;
            while (ended < SLOTS) {
                while (written < SLOTS && random.nextInt(16) != 0) {
                    int level = random.nextInt(Partitions.LEVELS);
                    if (busy[host.nextSlot(level)]) {
                        break;
                    }
                    int tenant = 1 + random.nextInt(3);
                    busy[host.write(level, Opcodes.ATOMIC_ADD, words[tenant], 1, level)] = true;
                    sums[tenant][level]++;
                    expected[tenant]++;
                    written++;
                }
                host.publish();
                for (TinyHost.End end : host.await(Math.min(written - ended, 1 + random.nextInt(8)))) {
                    busy[end.slot()] = false;
                    ended++;
                }
            }
            for (int tenant = 1; tenant <= 3; tenant++) {
                for (int level = 0; level < Partitions.LEVELS; level++) {
                    assertThat(host.observable(tenant, level)).isEqualTo(sums[tenant][level]);
                }
                assertThat(host.claimed(tenant)).isEqualTo(expected[tenant]);
                assertThat(host.done(tenant)).isEqualTo(expected[tenant]);
            }
            assertThat(host.poll()).isNull();
        }
    }
}
