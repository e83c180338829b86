package dev.coresident.backend.sim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may run what: tenant rows, windows, bindings, reserved opcodes, levels. */
final class AdmissionContractTest {
    @ParameterizedTest
    @EnumSource
    void aTenantsSlotRunsAndIsCounted(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(2, 5);
            TinyHost.End end = host.run(Opcodes.NOP, word);
            assertThat(end.status()).isEqualTo(SlotStatus.DONE);
            assertThat(end.tenant()).isEqualTo(word);
            assertThat(end.results()).containsExactly(0, 0, 0, 0);
            assertThat(host.status(end.slot())).isEqualTo(SlotStatus.DONE);
            assertThat(host.claimed(2)).isEqualTo(1);
            assertThat(host.done(2)).isEqualTo(1);
            assertThat(host.faulted(2)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void unknownTenantsFault(Engine engine) {
        try (TinyHost host = engine.start()) {
            assertFault(host.run(Opcodes.NOP, TenantWord.of(1, 0)), FaultCode.UNKNOWN_TENANT);
            assertFault(host.run(Opcodes.NOP, TenantWord.of(5, 0)), FaultCode.UNKNOWN_TENANT);
            assertFault(host.run(Opcodes.NOP, TenantWord.of(4095, 7)), FaultCode.UNKNOWN_TENANT);
            assertFault(host.run(Opcodes.NOP, TenantWord.of(0, 1)), FaultCode.UNKNOWN_TENANT);
            assertThat(host.faulted(1)).isEqualTo(1);
            assertThat(host.claimed(1)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEarlierGenerationIsStale(Engine engine) {
        try (TinyHost host = engine.start()) {
            int old = host.admit(1, 0);
            host.revoke(1);
            int fresh = host.admit(1, 1);
            assertFault(host.run(Opcodes.NOP, old), FaultCode.STALE_GENERATION);
            assertThat(host.run(Opcodes.NOP, fresh).status()).isEqualTo(SlotStatus.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void revokedTenantsFaultUntilTheRowIsFreed(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            host.revoke(1);
            assertFault(host.run(Opcodes.NOP, word), FaultCode.TENANT_REVOKED);
            host.tenantField(1, TenantRow.STATE, TenantRow.FREE);
            assertFault(host.run(Opcodes.NOP, word), FaultCode.UNKNOWN_TENANT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opcodesOfAnotherWindowFault(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            int other = host.admit(2, 0);
            int opcode = host.bind(1, 0, OpKind.NOP, 0);
            assertThat(host.run(opcode, word).status()).isEqualTo(SlotStatus.DONE);
            assertFault(host.run(opcode, other), FaultCode.OPCODE_OUTSIDE_WINDOW);
            assertFault(host.run(opcode + 256, word), FaultCode.OPCODE_OUTSIDE_WINDOW);
            assertFault(host.run(0x7FFF_FFFF, word), FaultCode.OPCODE_OUTSIDE_WINDOW);
            assertFault(host.run(8, word), FaultCode.OPCODE_OUTSIDE_WINDOW);
            assertFault(host.run(0x10000, word), FaultCode.OPCODE_OUTSIDE_WINDOW);
        }
    }

    @ParameterizedTest
    @EnumSource
    void unboundLocalOpcodesFault(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            int base = host.device().geometry().windowBase(1);
            assertFault(host.run(base + 3, word), FaultCode.UNBOUND_OPCODE);
            assertFault(host.run(base + 255, word), FaultCode.UNBOUND_OPCODE);
            assertFault(host.run(host.bind(1, 2, 999, 0), word), FaultCode.UNBOUND_OPCODE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reservedOpcodesFault(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            assertFault(host.run(0xFFF0, word), FaultCode.RESERVED_OPCODE);
            assertFault(host.run(0xFFFF, word), FaultCode.RESERVED_OPCODE);
            assertFault(host.run(0x8000_0000, word), FaultCode.RESERVED_OPCODE);
            assertFault(host.run(0xFFFF_FFFE, word), FaultCode.RESERVED_OPCODE);
            assertFault(host.run(Opcodes.SHUTDOWN, word), FaultCode.HOST_ONLY);
            assertFault(host.run(Opcodes.LOAD_MISS, word), FaultCode.NO_HOST_SERVICE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePriorityWordMustAgreeWithThePartition(Engine engine) {
        try (TinyHost host = engine.start()) {
            int word = host.admit(1, 0);
            host.writeWithPriority(3, 2, Opcodes.NOP, word);
            host.publish();
            assertFault(host.await(1).getFirst(), FaultCode.BAD_PRIORITY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHostMayPublishNopFenceAndNothingElseOfTenants(Engine engine) {
        try (TinyHost host = engine.start()) {
            assertThat(host.run(Opcodes.NOP, TenantWord.HOST).status()).isEqualTo(SlotStatus.DONE);
            assertThat(host.run(Opcodes.BATCH_FENCE, TenantWord.HOST, 1, 9).results())
                    .startsWith(1, 9);
            assertFault(host.run(Opcodes.STORE_U32, TenantWord.HOST, 1, 0), FaultCode.UNKNOWN_TENANT);
            assertThat(host.observable(0, 0)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shutdownByTheHostEndsTheDevice(Engine engine) {
        try (TinyHost host = engine.start()) {
            assertThat(host.run(Opcodes.SHUTDOWN, TenantWord.HOST).status()).isEqualTo(SlotStatus.DONE);
            assertThat(host.device().stop(java.time.Duration.ofSeconds(60))).isTrue();
            assertThat(host.device().health()).isInstanceOf(dev.coresident.spi.Health.Stopped.class);
        }
    }

    static void assertFault(TinyHost.End end, FaultCode fault) {
        assertThat(end.fault()).isEqualTo(fault);
        assertThat(end.status()).isEqualTo(SlotStatus.FAULT);
    }
}
