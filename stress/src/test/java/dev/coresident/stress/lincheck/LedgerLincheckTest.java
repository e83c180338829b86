package dev.coresident.stress.lincheck;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** Two accounts under one ceiling: reservations of several threads add up as if one had made them all. */
@Param(name = "bytes", gen = IntGen.class, conf = "1:4")
public final class LedgerLincheckTest {
    private final MemoryLedger ledger =
            MemoryLedger.create(LedgerOptions.defaults().withPrincipals(4).withTotalCeilingBytes(6));
    private final Account first = ledger.open(1, 0, "first", 4).orThrow();
    private final Account second = ledger.open(2, 0, "second", 4).orThrow();
    private final ArrayDeque<Lease> held = new ArrayDeque<>();

    /** True if granted; the lease stays for good. */
    @Operation
    public boolean reserveFirst(@Param(name = "bytes") int bytes) {
        return first.reserve(Purpose.IMAGE, bytes) instanceof Reservation.Granted;
    }

    /** True if granted; the lease can be given back. */
    @Operation(nonParallelGroup = "second")
    public boolean reserveSecond(@Param(name = "bytes") int bytes) {
        if (second.reserve(Purpose.INPUT, bytes) instanceof Reservation.Granted(Lease lease)) {
            held.push(lease);
            return true;
        }
        return false;
    }

    /** True if there was a lease to give back. */
    @Operation(nonParallelGroup = "second")
    public boolean giveBackSecond() {
        Lease lease = held.poll();
        if (lease != null) {
            lease.close();
        }
        return lease != null;
    }

    /** Bytes of all accounts. */
    @Operation
    public long current() {
        return ledger.currentBytes();
    }

    /** The most bytes that all accounts had together. */
    @Operation
    public long peak() {
        return ledger.peakBytes();
    }

    @Test
    void reservationsAreLinearizable() {
        Checks.modelCheck(LedgerLincheckTest.class);
    }
}
