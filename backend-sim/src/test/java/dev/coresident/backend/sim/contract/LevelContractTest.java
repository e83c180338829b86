package dev.coresident.backend.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In what order one worker takes what stands in the partitions when it starts. */
final class LevelContractTest {
    @ParameterizedTest
    @EnumSource(names = {"ONE_THREAD", "ONE_STEPPED"})
    void aFloodOfCriticalWorkLetsEveryLowerLevelThrough(Engine engine) {
        try (TinyHost host = engine.open(TinyHost.GEOMETRY)) {
            int word = host.admit(1, 0);
            for (int level = Partitions.LEVELS - 1; level > 0; level--) {
                host.write(level, Opcodes.NOP, word);
            }
            for (int i = 0; i < 60; i++) {
                host.write(0, Opcodes.NOP, word);
            }
            host.publish();
            host.start();
            List<TinyHost.End> ends = host.await(64);
            List<Integer> lower = IntStream.range(0, 64)
                    .filter(i -> ends.get(i).slot() >= 64)
                    .boxed()
                    .toList();
            assertThat(lower).hasSize(4).allMatch(place -> place < Partitions.LOOK_BELOW_AFTER + 4);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_THREAD", "ONE_STEPPED"})
    void withoutAFloodTheHigherLevelGoesFirst(Engine engine) {
        try (TinyHost host = engine.open(TinyHost.GEOMETRY)) {
            int word = host.admit(1, 0);
            int idle = host.write(4, Opcodes.NOP, word);
            int high = host.write(1, Opcodes.NOP, word);
            int critical = host.write(0, Opcodes.NOP, word);
            host.publish();
            host.start();
            assertThat(host.await(3)).extracting(TinyHost.End::slot).containsExactly(critical, high, idle);
        }
    }
}
