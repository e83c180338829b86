package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;

/** Which opcodes an admitted tenant, and the host, may run. */
final class OpcodeChecks {
    private OpcodeChecks() {}

    static void windowsHaveSharpEdges(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int one = host.tables().admit(1, 0);
        int two = host.tables().admit(2, 3);
        int first = host.tables().bind(1, 0, OpKind.NOP, 0);
        Ends.done(host.run(first, one));
        Ends.fault(host.run(first, two), FaultCode.OPCODE_OUTSIDE_WINDOW);
        Ends.fault(host.run(first + 255, one), FaultCode.UNBOUND_OPCODE);
        Ends.fault(host.run(first + 256, one), FaultCode.OPCODE_OUTSIDE_WINDOW);
        Ends.fault(host.run(first + 255, two), FaultCode.OPCODE_OUTSIDE_WINDOW);
        Ends.fault(host.run(first + 256, two), FaultCode.UNBOUND_OPCODE);
        Ends.fault(host.run(first + 511, two), FaultCode.UNBOUND_OPCODE);
        Ends.fault(host.run(first + 512, two), FaultCode.OPCODE_OUTSIDE_WINDOW);
        Ends.fault(host.run(0x7FFF_FFFF, one), FaultCode.OPCODE_OUTSIDE_WINDOW);
    }

    static void unboundOpcodesFault(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int base = host.device().geometry().windowBase(1);
        for (int local : new int[] {0, 7, 8, 255}) {
            Ends.fault(host.run(base + local, word, 1, 1), FaultCode.UNBOUND_OPCODE);
        }
        for (int kind : new int[] {9, 15, 19, 999, -1, Integer.MIN_VALUE}) {
            Ends.fault(host.run(host.tables().bind(1, 2, kind, 0), word), FaultCode.UNBOUND_OPCODE);
        }
    }

    static void opcodesBetweenTheSpacesFault(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int opcode : new int[] {8, 9, 0xFFEF, 0x10000, 0x3FFF_FFFF}) {
            Ends.fault(host.run(opcode, word), FaultCode.OPCODE_OUTSIDE_WINDOW);
        }
    }

    static void reservedOpcodesFault(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int opcode : new int[] {0xFFF0, 0xFFFC, 0xFFFF, 0x8000_0000, 0x8000_0002, 0xC000_0000, 0xFFFF_FFFE}) {
            Ends.fault(host.run(opcode, word), FaultCode.RESERVED_OPCODE);
        }
    }

    static void tenantsCannotShutDown(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        Ends.fault(host.run(Opcodes.SHUTDOWN, word), FaultCode.HOST_ONLY);
        Ends.fault(host.run(Opcodes.SHUTDOWN, TenantWord.of(2, 0)), FaultCode.UNKNOWN_TENANT);
        Ends.done(host.run(Opcodes.NOP, word));
        that(
                host.device().health() instanceof Health.Alive,
                () -> "after a tenant's SHUTDOWN the device is " + host.device().health());
    }

    static void theHostPublishesThreeOps(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        Ends.done(host.run(Opcodes.NOP, TenantWord.HOST), 0, 0, 0, 0);
        Ends.done(host.run(Opcodes.BATCH_FENCE, TenantWord.HOST, 1, 9), 1, 9, 0, 0);
        int[] others = {
            Opcodes.STORE_U32,
            Opcodes.ATOMIC_ADD,
            Opcodes.LOAD_U32,
            Opcodes.COMPARE_SWAP,
            Opcodes.MEMCPY,
            Opcodes.DFA_STEP,
            Opcodes.PRINTF,
            Opcodes.PACKED_SLOT,
            Opcodes.LOAD_MISS,
            8,
            0xFFFF,
            0x4000_0000,
            0x8000_0000
        };
        for (int opcode : others) {
            Ends.fault(host.run(opcode, TenantWord.HOST, 1, 0), FaultCode.UNKNOWN_TENANT);
        }
        word("observable 0 of row 0", host.tables().observable(0, 0), 0);
    }

    static void changedRowsHold(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int opcode = host.tables().bind(1, 3, OpKind.STORE_U32, 0);
        for (int i = 0; i < 100; i++) {
            host.tables().bind(1, 3, OpKind.STORE_U32, 0);
            Ends.done(host.run(opcode, word, i, 0));
            host.tables().bind(1, 3, OpKind.ATOMIC_ADD, 0);
            Ends.done(host.run(opcode, word, 1, 0), i);
            host.tables().bind(1, 3, 0, 0);
            Ends.fault(host.run(opcode, word, 1, 0), FaultCode.UNBOUND_OPCODE);
        }
        host.tables().tenant(1, TenantRow.OPS, 3);
        host.tables().bind(1, 3, OpKind.NOP, 0);
        Ends.fault(host.run(opcode, word), FaultCode.UNBOUND_OPCODE);
        host.tables().tenant(1, TenantRow.WINDOW_SIZE, 3);
        Ends.fault(host.run(opcode, word), FaultCode.OPCODE_OUTSIDE_WINDOW);
    }

    static void rowsBoundTheTenant(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        Geometry shape = host.device().geometry();
        int word = host.tables().admit(1, 0);
        host.tables().tenant(1, TenantRow.WINDOW_FIRST, 0x5000_0000);
        host.tables().tenant(1, TenantRow.WINDOW_SIZE, 2);
        host.tables().tenant(1, TenantRow.FIRST_OP, 3 * shape.opsPerTenant());
        host.tables().tenant(1, TenantRow.OBSERVABLE_FIRST, 2 * shape.observableWords() + 8);
        host.tables().tenant(1, TenantRow.OBSERVABLE_WORDS, 4);
        host.tables().bind(3, 1, OpKind.STORE_U32, 0);
        Ends.done(host.run(0x5000_0001, word, 42, 3));
        word("the observable that the row names", host.tables().observable(2, 11), 42);
        Ends.fault(host.run(0x5000_0001, word, 42, 4), FaultCode.INDEX_OUT_OF_BOUNDS);
        Ends.fault(host.run(0x5000_0002, word, 42, 3), FaultCode.OPCODE_OUTSIDE_WINDOW);
        Ends.fault(host.run(shape.windowBase(1), word, 42, 3), FaultCode.OPCODE_OUTSIDE_WINDOW);
    }
}
