package dev.coresident.backend.sim.contract;

import static dev.coresident.backend.sim.contract.AdmissionContractTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fence ends after every slot of its batch, and blocks nobody else. */
final class FenceContractTest {
    @ParameterizedTest
    @EnumSource
    void aFenceEndsWithItsCountAndTag(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            assertThat(host.run(Opcodes.BATCH_FENCE, word, 0, 5).results()).containsExactly(0, 5, 0, 0);
            host.write(2, Opcodes.NOP, word);
            host.write(2, Opcodes.NOP, word);
            int fence = host.write(2, Opcodes.BATCH_FENCE, word, 2, 77);
            host.publish();
            List<TinyHost.End> ends = host.await(3);
            assertThat(ends)
                    .filteredOn(end -> end.slot() == fence)
                    .singleElement()
                    .satisfies(end -> assertThat(end.results()).containsExactly(2, 77, 0, 0));
            assertThat(host.done(1)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenAFenceHasEndedItsBatchIsTerminal(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            for (int round = 0; round < 200; round++) {
                int[] slots = new int[20];
                for (int i = 0; i < slots.length; i++) {
                    slots[i] = host.write(2, Opcodes.MEMCPY, word, 0, 0, 32);
                }
                int fence = host.write(2, Opcodes.BATCH_FENCE, word, slots.length, round);
                host.publish();
                boolean seen = false;
                for (int ended = 0; ended <= slots.length; ended++) {
                    TinyHost.End end = host.await(1).getFirst();
                    if (end.slot() == fence) {
                        seen = true;
                        for (int slot : slots) {
                            assertThat(host.status(slot)).isEqualTo(SlotStatus.DONE);
                        }
                    }
                }
                assertThat(seen).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fencesOfFencesEnd(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            for (int round = 0; round < 50; round++) {
                for (int i = 0; i < 60; i++) {
                    boolean fence = i % 3 != 0;
                    host.write(2, fence ? Opcodes.BATCH_FENCE : Opcodes.NOP, word, fence ? i : 0, i);
                }
                host.publish();
                assertThat(host.await(60))
                        .allSatisfy(end -> assertThat(end.fault()).isEqualTo(FaultCode.NONE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFenceThatReachesTooFarIsMalformed(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            assertFault(host.run(Opcodes.BATCH_FENCE, word, 1, 0), FaultCode.FENCE_MALFORMED);
            assertFault(host.run(Opcodes.BATCH_FENCE, word, 2, 0), FaultCode.FENCE_MALFORMED);
            assertFault(host.run(Opcodes.BATCH_FENCE, word, 64, 0), FaultCode.FENCE_MALFORMED);
            assertFault(host.run(Opcodes.BATCH_FENCE, word, -1, 0), FaultCode.FENCE_MALFORMED);
            for (int i = 0; i < 70; i++) {
                host.run(Opcodes.NOP, word);
            }
            assertThat(host.run(Opcodes.BATCH_FENCE, word, 63, 0).fault()).isEqualTo(FaultCode.NONE);
            assertFault(host.run(Opcodes.BATCH_FENCE, word, 64, 0), FaultCode.FENCE_MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fencesLookBackAcrossTheWrapOfPositions(Engine engine) {
        try (TinyHost host = engine.open(TinyHost.GEOMETRY).from(-3, -2).start()) {
            int word = host.admit(1, 0);
            for (int i = 0; i < 6; i++) {
                host.write(2, Opcodes.NOP, word);
            }
            host.write(2, Opcodes.BATCH_FENCE, word, 6, 1);
            host.publish();
            assertThat(host.await(7)).allSatisfy(end -> assertThat(end.fault()).isEqualTo(FaultCode.NONE));
        }
    }
}
