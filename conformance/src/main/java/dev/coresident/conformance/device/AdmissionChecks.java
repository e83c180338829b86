package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.Opcodes;

/** Whose slots run. */
final class AdmissionChecks {
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
}
