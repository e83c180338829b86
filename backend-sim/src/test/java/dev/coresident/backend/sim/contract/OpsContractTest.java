package dev.coresident.backend.sim.contract;

import static dev.coresident.backend.sim.contract.AdmissionContractTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small ops: observables, handles, the debug log. */
final class OpsContractTest {
    @ParameterizedTest
    @EnumSource
    void observableOpsDoWhatTheySay(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(2, 0);
            host.run(Opcodes.STORE_U32, word, 40, 31);
            assertThat(host.run(Opcodes.ATOMIC_ADD, word, 2, 31).results()).startsWith(40);
            assertThat(host.observable(2, 31)).isEqualTo(42);
            assertThat(host.run(Opcodes.LOAD_U32, word, 31, 0).results()).startsWith(42);
            assertThat(host.observable(2, 0)).isEqualTo(42);
            assertThat(host.run(Opcodes.COMPARE_SWAP, word, 0, 41, 7).results()).startsWith(42);
            assertThat(host.observable(2, 0)).isEqualTo(42);
            assertThat(host.run(Opcodes.COMPARE_SWAP, word, 0, 42, 7).results()).startsWith(42);
            assertThat(host.observable(2, 0)).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void copiesMayOverlap(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            for (int i = 0; i < 8; i++) {
                host.observable(1, i, 100 + i);
            }
            host.run(Opcodes.MEMCPY, word, 0, 1, 8);
            for (int i = 0; i < 8; i++) {
                assertThat(host.observable(1, i + 1)).isEqualTo(100 + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void indicesAreUnsignedAndBounded(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            host.admit(2, 0);
            for (int bad : new int[] {32, -1, Integer.MIN_VALUE}) {
                assertFault(host.run(Opcodes.STORE_U32, word, 1, bad), FaultCode.INDEX_OUT_OF_BOUNDS);
                assertFault(host.run(Opcodes.ATOMIC_ADD, word, 1, bad), FaultCode.INDEX_OUT_OF_BOUNDS);
                assertFault(host.run(Opcodes.LOAD_U32, word, bad, 0), FaultCode.INDEX_OUT_OF_BOUNDS);
                assertFault(host.run(Opcodes.LOAD_U32, word, 0, bad), FaultCode.INDEX_OUT_OF_BOUNDS);
                assertFault(host.run(Opcodes.COMPARE_SWAP, word, bad, 0, 1), FaultCode.INDEX_OUT_OF_BOUNDS);
            }
            assertFault(host.run(Opcodes.MEMCPY, word, 0, 1, 32), FaultCode.INDEX_OUT_OF_BOUNDS);
            assertFault(host.run(Opcodes.MEMCPY, word, 1, 0, 32), FaultCode.INDEX_OUT_OF_BOUNDS);
            assertFault(host.run(Opcodes.MEMCPY, word, -1, 0, 2), FaultCode.INDEX_OUT_OF_BOUNDS);
            assertFault(host.run(Opcodes.MEMCPY, word, 0, 0, -1), FaultCode.INDEX_OUT_OF_BOUNDS);
            assertThat(host.run(Opcodes.MEMCPY, word, 0, 0, 32).fault()).isEqualTo(FaultCode.NONE);
            assertThat(host.observable(2, 0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void dfaStepReadsItsTableThroughTheHandle(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 3);
            MemorySegment table = MemorySegment.ofArray(new int[512]);
            Words.set(table, 4L * (256 + 'x'), 77);
            host.writeHeap(640, table);
            int handle = host.handle(3, 9, word, HandleRow.READ_ONLY, 640, 2048);
            assertThat(host.run(Opcodes.DFA_STEP, word, 1, 'x' + 256, handle).results())
                    .startsWith(77);
            assertFault(host.run(Opcodes.DFA_STEP, word, 2, 0, handle), FaultCode.HANDLE_BOUNDS);
            assertFault(host.run(Opcodes.DFA_STEP, word, -1, 0, handle), FaultCode.HANDLE_BOUNDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesAreCheckedForRowGenerationAndOwner(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            int other = host.admit(2, 0);
            int mine = host.handle(1, 0, word, 0, 0, 1024);
            int shared = host.handle(16, 1, 0, 0, 0, 1024);
            assertThat(host.run(Opcodes.DFA_STEP, other, 0, 0, shared).fault()).isEqualTo(FaultCode.NONE);
            assertFault(host.run(Opcodes.DFA_STEP, other, 0, 0, mine), FaultCode.HANDLE_FOREIGN);
            assertFault(host.run(Opcodes.DFA_STEP, word, 0, 0, 0), FaultCode.HANDLE_INVALID);
            assertFault(host.run(Opcodes.DFA_STEP, word, 0, 0, HandleWord.of(0, 1)), FaultCode.HANDLE_INVALID);
            assertFault(host.run(Opcodes.DFA_STEP, word, 0, 0, 17), FaultCode.HANDLE_INVALID);
            assertFault(host.run(Opcodes.DFA_STEP, word, 0, 0, -1), FaultCode.HANDLE_INVALID);
            assertFault(host.run(Opcodes.DFA_STEP, word, 0, 0, HandleWord.of(1, 1)), FaultCode.HANDLE_STALE);
            host.closeHandle(1);
            assertFault(host.run(Opcodes.DFA_STEP, word, 0, 0, mine), FaultCode.HANDLE_INVALID);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySmallKindCanBeBoundToALocalOpcode(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            assertThat(host.run(host.bind(1, 0, OpKind.NOP, 0), word).fault()).isEqualTo(FaultCode.NONE);
            host.run(host.bind(1, 1, OpKind.STORE_U32, 0), word, 5, 3);
            assertThat(host.run(host.bind(1, 2, OpKind.ATOMIC_ADD, 0), word, 6, 3)
                            .results())
                    .startsWith(5);
            assertThat(host.run(host.bind(1, 3, OpKind.LOAD_U32, 0), word, 3, 4).results())
                    .startsWith(11);
            assertThat(host.run(host.bind(1, 4, OpKind.COMPARE_SWAP, 0), word, 4, 11, 12)
                            .results())
                    .startsWith(11);
            host.run(host.bind(1, 5, OpKind.MEMCPY, 0), word, 4, 8, 1);
            assertThat(host.observable(1, 8)).isEqualTo(12);
            host.run(host.bind(1, 6, OpKind.PRINTF, 0), word, 1);
            int handle = host.handle(1, 0, word, 0, 0, 1024);
            assertThat(host.run(host.bind(1, 7, OpKind.DFA_STEP, 0), word, 0, 0, handle)
                            .fault())
                    .isEqualTo(FaultCode.NONE);
            MemorySegment log = host.device().region(Region.DEBUG_LOG);
            assertThat(Words.get(log, DebugLogLayout.ATTEMPTED)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theDebugLogKeepsTheFirstRecordsAndCountsEveryAttempt(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            for (int i = 0; i < 6; i++) {
                host.run(Opcodes.PRINTF, word, i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            }
            MemorySegment log = host.device().region(Region.DEBUG_LOG);
            assertThat(Words.get(log, DebugLogLayout.ATTEMPTED)).isEqualTo(6);
            for (int i = 0; i < 4; i++) {
                long record = DebugLogLayout.record(i);
                assertThat(Words.get(log, record + DebugLogLayout.SEQUENCE)).isEqualTo(i + 1);
                assertThat(Words.get(log, record + DebugLogLayout.TENANT)).isEqualTo(word);
                assertThat(Words.get(log, record + DebugLogLayout.ARGUMENT)).isEqualTo(i);
                assertThat(Words.get(log, record + DebugLogLayout.ARGUMENT + 44))
                        .isEqualTo(11);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCountOfAttemptsStopsInsteadOfWrapping(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            MemorySegment log = host.device().region(Region.DEBUG_LOG);
            Words.set(log, DebugLogLayout.ATTEMPTED, Integer.MAX_VALUE);
            host.device().wrote(Region.DEBUG_LOG, DebugLogLayout.ATTEMPTED, 4);
            for (int i = 0; i < 3; i++) {
                assertThat(host.run(Opcodes.PRINTF, word, i).fault()).isEqualTo(FaultCode.NONE);
                assertThat(Words.get(log, DebugLogLayout.ATTEMPTED)).isEqualTo(Integer.MIN_VALUE);
            }
            assertThat(Words.get(log, DebugLogLayout.record(0) + DebugLogLayout.SEQUENCE))
                    .isZero();
        }
    }
}
