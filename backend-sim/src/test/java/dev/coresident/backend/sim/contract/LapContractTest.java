package dev.coresident.backend.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A completion entry names the lap of its slot's position, so that a second entry for the slot can be told from the first. */
final class LapContractTest {
    private static final Geometry UNEVEN = new Geometry(new Partitions(2, 8, 4, 64, 16), 4, 256, 8, 32, 16, 4, 1 << 20);

    @ParameterizedTest
    @EnumSource
    void slotsAndFencesNameTheirLapAlsoAcrossTheWrap(Engine engine) {
        int from = -64;
        try (TinyHost host = engine.open(UNEVEN).from(from, 5).start()) {
            int word = host.admit(1, 0);
            for (int level = 0; level < Partitions.LEVELS; level++) {
                int capacity = UNEVEN.partitions().capacity(level);
                int position = from;
                for (int step = 0; step < 80; step++) {
                    Map<Integer, Integer> laps = new HashMap<>();
                    for (int i = 0; i < 2; i++) {
                        int opcode = i == 0 ? Opcodes.NOP : Opcodes.BATCH_FENCE;
                        int slot = host.write(level, opcode, word, 1);
                        laps.put(slot, (int) (Integer.toUnsignedLong(position++) / capacity % 65_536));
                    }
                    host.publish();
                    for (TinyHost.End end : host.await(2)) {
                        assertThat(laps).containsEntry(end.slot(), end.lap());
                    }
                }
            }
        }
    }
}
