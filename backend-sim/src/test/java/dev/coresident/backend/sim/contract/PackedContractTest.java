package dev.coresident.backend.sim.contract;

import static dev.coresident.backend.sim.contract.AdmissionContractTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several ops in one slot. */
final class PackedContractTest {
    private static final int ADD = PackedLayout.descriptor(Opcodes.ATOMIC_ADD, 2);
    private static final int NOP = PackedLayout.descriptor(Opcodes.NOP, 0);

    @ParameterizedTest
    @EnumSource
    void anEmptyPackIsLegal(Engine engine) {
        try (TinyHost host = engine.start()) {
            TinyHost.End end = host.run(Opcodes.PACKED_SLOT, host.admit(1, 0));
            assertThat(end.fault()).isEqualTo(FaultCode.NONE);
            assertThat(end.results()).containsExactly(0, 0, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opsRunInOrderWithTheirOwnArguments(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            TinyHost.End end = host.run(Opcodes.PACKED_SLOT, word, halves(3, ADD), halves(ADD, ADD), 5, 1, 6, 1, 7, 1);
            assertThat(end.results()).containsExactly(3, 11, 0, 0);
            assertThat(host.observable(1, 1)).isEqualTo(18);
        }
    }

    @ParameterizedTest
    @EnumSource
    void argumentsThatAreNotGivenReadAsZero(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            int addOne = PackedLayout.descriptor(Opcodes.ATOMIC_ADD, 1);
            host.run(Opcodes.PACKED_SLOT, word, halves(2, addOne), halves(addOne, 0), 5, 9);
            assertThat(host.observable(1, 0)).isEqualTo(14);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twentyThreeOpsFitAndTwentyFourDoNot(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            assertThat(host.run(Opcodes.PACKED_SLOT, word, 23).results()).startsWith(23, 0);
            assertFault(host.run(Opcodes.PACKED_SLOT, word, 24), FaultCode.PACK_MALFORMED);
            assertFault(host.run(Opcodes.PACKED_SLOT, word, 0xFFFF), FaultCode.PACK_MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void elevenArgumentsFitWithOneOpAndTwelveDoNot(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            int eleven = PackedLayout.descriptor(Opcodes.ATOMIC_ADD, 11);
            int twelve = PackedLayout.descriptor(Opcodes.ATOMIC_ADD, 12);
            assertThat(host.run(Opcodes.PACKED_SLOT, word, halves(1, eleven), 3, 2)
                            .results())
                    .startsWith(1);
            assertFault(host.run(Opcodes.PACKED_SLOT, word, halves(1, twelve), 3, 2), FaultCode.PACK_MALFORMED);
            assertThat(host.observable(1, 2)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMalformedPackRunsNothing(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            int nine = PackedLayout.descriptor(Opcodes.ATOMIC_ADD, 9);
            TinyHost.End end = host.run(Opcodes.PACKED_SLOT, word, halves(2, ADD), halves(nine, 0), 5, 1);
            assertFault(end, FaultCode.PACK_MALFORMED);
            assertThat(end.results()).containsExactly(0, 0, 0, 0);
            assertThat(host.observable(1, 1)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFaultEndsThePackWithTheOpsThatRan(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            TinyHost.End end = host.run(Opcodes.PACKED_SLOT, word, halves(3, ADD), halves(ADD, ADD), 5, 1, 6, 99, 7, 1);
            assertFault(end, FaultCode.INDEX_OUT_OF_BOUNDS);
            assertThat(end.results()).startsWith(1);
            assertThat(host.observable(1, 1)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void localOpcodesRunInsideAPackExceptScans(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            host.bind(1, 2, OpKind.ATOMIC_ADD, 0);
            host.bind(1, 3, OpKind.SCAN, 0);
            host.run(Opcodes.PACKED_SLOT, word, halves(1, local(2, 2)), 4, 4);
            assertThat(host.observable(1, 4)).isEqualTo(4);
            assertFault(host.run(Opcodes.PACKED_SLOT, word, halves(1, local(3, 0))), FaultCode.PACK_OP_REFUSED);
            assertFault(host.run(Opcodes.PACKED_SLOT, word, halves(1, local(4, 0))), FaultCode.UNBOUND_OPCODE);
            assertFault(host.run(Opcodes.PACKED_SLOT, word, halves(1, local(256, 0))), FaultCode.OPCODE_OUTSIDE_WINDOW);
            assertFault(
                    host.run(
                            Opcodes.PACKED_SLOT,
                            word,
                            halves(2, NOP),
                            halves(PackedLayout.descriptor(Opcodes.BATCH_FENCE, 0), 0)),
                    FaultCode.PACK_OP_REFUSED);
            assertFault(
                    host.run(Opcodes.PACKED_SLOT, word, halves(1, PackedLayout.descriptor(8, 0))),
                    FaultCode.PACK_OP_REFUSED);
        }
    }

    private static int local(int opcode, int arguments) {
        return PackedLayout.descriptor(PackedLayout.LOCAL_FIRST + opcode, arguments);
    }

    private static int halves(int low, int high) {
        return low | high << 16;
    }
}
