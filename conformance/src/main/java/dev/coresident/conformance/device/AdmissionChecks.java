package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.Optional;

/** Whose slots run. */
final class AdmissionChecks {
    /** All ids that there can be, with the windows of the default. */
    static final Geometry ALL_TENANTS =
            new Geometry(Partitions.each(16), TenantWord.MAX_ID, OpcodeSpace.DEFAULT_WINDOW, 2, 4, 16, 4, 1 << 12);

    private static final int LAST_GENERATION = TenantWord.GENERATIONS - 1;

    private AdmissionChecks() {}

    static void admittedSlotsRun(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 5);
        Ends.done(host.run(Opcodes.NOP, word), 0, 0, 0, 0);
        number("slots claimed of tenant 2", host.claimed(2), 1);
        number("slots of tenant 2 that are done", host.done(2), 1);
        number("slots of tenant 2 that faulted", host.faulted(2), 0);
    }

    static void unknownTenantsFault(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        for (int word :
                new int[] {1, 5, TenantWord.of(4_095, 7), TenantWord.of(0, 1), TenantWord.of(4_094, 0), -1, 28, 29}) {
            Ends.fault(host.run(Opcodes.NOP, word), FaultCode.UNKNOWN_TENANT);
        }
        number("slots of tenant 1 that faulted", host.faulted(1), 1);
        number("slots claimed of tenant 1", host.claimed(1), 1);
    }

    static void otherGenerationsAreStale(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        for (int generation : new int[] {0, 1, 2, 4_095, 4_096, LAST_GENERATION - 1, LAST_GENERATION}) {
            int word = host.tables().admit(1, generation);
            Ends.done(host.run(Opcodes.NOP, word));
            for (int other : new int[] {generation - 1, generation + 1, generation ^ 1 << 19}) {
                Ends.fault(
                        host.run(Opcodes.NOP, TenantWord.of(1, other & LAST_GENERATION)), FaultCode.STALE_GENERATION);
            }
            host.tables().revoke(1);
            Ends.fault(
                    host.run(Opcodes.NOP, TenantWord.of(1, generation + 1 & LAST_GENERATION)),
                    FaultCode.STALE_GENERATION);
        }
    }

    static void revokedTenantsFault(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        host.tables().revoke(1);
        Ends.fault(host.run(Opcodes.NOP, word), FaultCode.TENANT_REVOKED);
        host.tables().tenant(1, TenantRow.STATE, TenantRow.FREE);
        Ends.fault(host.run(Opcodes.NOP, word), FaultCode.UNKNOWN_TENANT);
        int successor = host.tables().admit(1, 1);
        Ends.fault(host.run(Opcodes.NOP, word), FaultCode.STALE_GENERATION);
        Ends.done(host.run(Opcodes.NOP, successor));
    }

    static void everyBoundaryIdWorks(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, ALL_TENANTS).start();
        int[] ids = {1, 28, 29, 1_023, 1_024, 4_094};
        for (int id : ids) {
            Ends.fault(host.run(Opcodes.NOP, id), FaultCode.UNKNOWN_TENANT);
            int word = host.tables().admit(id, id);
            int opcode = host.tables().bind(id, 1, OpKind.STORE_U32, 0);
            word("the global opcode", opcode, 0x4000_0000 + (id - 1) * OpcodeSpace.DEFAULT_WINDOW + 1);
            Ends.done(host.run(opcode, word, id, 3));
            Ends.fault(host.run(Opcodes.NOP, TenantWord.of(id, id + 1)), FaultCode.STALE_GENERATION);
            Ends.fault(host.run(Opcodes.STORE_U32, word, 1, 4), FaultCode.INDEX_OUT_OF_BOUNDS);
        }
        for (int id : ids) {
            word("observable 3 of tenant " + id, host.tables().observable(id, 3), id);
            word(
                    "observable 0 of its successor",
                    id == 4_094 ? 0 : host.tables().observable(id + 1, 0),
                    0);
            number("slots claimed of tenant " + id, host.claimed(id), 4);
            number("slots done of tenant " + id, host.done(id), 1);
            for (int other : ids) {
                if (other != id) {
                    int foreign = 0x4000_0000 + (other - 1) * OpcodeSpace.DEFAULT_WINDOW + 1;
                    Ends.fault(host.run(foreign, TenantWord.of(id, id), 1, 0), FaultCode.OPCODE_OUTSIDE_WINDOW);
                }
            }
            host.tables().revoke(id);
            Ends.fault(host.run(Opcodes.NOP, TenantWord.of(id, id)), FaultCode.TENANT_REVOKED);
        }
        Ends.fault(host.run(Opcodes.NOP, TenantWord.of(4_095, 0)), FaultCode.UNKNOWN_TENANT);
    }

    static void theClaimedCountBoundsWhatRuns(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        long ran = 0;
        long stopped = 0;
        for (int generation = 0; generation < 400; generation++) {
            int word = host.tables().admit(1, generation);
            int before = host.claimed(1);
            for (int i = 0; i < 60; i++) {
                host.write(2, Opcodes.ATOMIC_ADD, word, 1, 0);
            }
            int sum = host.tables().observable(1, 0);
            host.publish();
            int ended = 0;
            for (int i = 0; i < generation % 50; i++) {
                ended += pollOrTurn(host);
            }
            host.tables().revoke(1);
            int bound = host.claimed(1) - before;
            for (End end : host.await(60 - ended)) {
                that(
                        end.isDone() || end.fault() == FaultCode.TENANT_REVOKED.number(),
                        () -> "a slot around its tenant's revocation: " + end);
            }
            int runs = host.tables().observable(1, 0) - sum;
            that(runs <= bound, () -> bound + " slots were claimed when the tenant was revoked, and " + runs + " ran");
            ran += runs;
            stopped += 60 - runs;
        }
        trial.note(ran + " slots ran, " + stopped + " were stopped");
    }

    private static int pollOrTurn(SmallHost host) throws Exception {
        Optional<End> end = host.poll();
        if (end.isPresent()) {
            return 1;
        }
        host.turn(1);
        return 0;
    }

    static void refusedSlotsDoNothing(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        host.tables().admit(2, 0);
        host.tables().admit(3, 0);
        host.tables().revoke(3);
        host.tables().observable(1, 0, 5);
        int[][] refused = {
            {TenantWord.of(1, 0), FaultCode.UNKNOWN_TENANT.number()},
            {TenantWord.of(2, 1), FaultCode.STALE_GENERATION.number()},
            {TenantWord.of(3, 0), FaultCode.TENANT_REVOKED.number()}
        };
        for (int[] one : refused) {
            End end = host.run(Opcodes.ATOMIC_ADD, one[0], 7, 0);
            number("the fault of " + end, end.fault(), one[1]);
            number("results of a slot that was not admitted", end.r0() | end.r1() | end.r2() | end.r3(), 0);
            int id = TenantWord.id(one[0]);
            number("slots claimed of tenant " + id, host.claimed(id), 1);
            number("slots faulted of tenant " + id, host.faulted(id), 1);
            number("slots done of tenant " + id, host.done(id), 0);
            word("observable 0 of tenant " + id, host.tables().observable(id, 0), id == 1 ? 5 : 0);
        }
    }
}
