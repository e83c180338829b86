package dev.coresident.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.coresident.ledger.journal.JournalEntry;
import dev.coresident.ledger.journal.Reason;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A charge that is taken again and again shows what leases of their own would. */
class ChargeTest {
    private final MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());
    private final Account above = ledger.open(1, 0, "above", 1_000).orThrow();
    private final Account account =
            ledger.openBelow(above, 2, 0, "account", 600).orThrow();
    private final Charge charge = account.charge(Purpose.HOST);

    @Test
    void chargeEqualsALeaseEachTime() {
        SplittableRandom random = new SplittableRandom(7);
        MemoryLedger other = MemoryLedger.create(LedgerOptions.defaults());
        Account parent = other.open(1, 0, "above", 1_000).orThrow();
        Account twin = other.openBelow(parent, 2, 0, "account", 600).orThrow();
        for (int turn = 0; turn < 1_000; turn++) {
            long bytes = random.nextInt(900);
            Reservation expected = twin.reserve(Purpose.HOST, bytes);
            Reservation.Refused refusal = charge.reserve(bytes);
            assertThat(refusal).isEqualTo(expected instanceof Reservation.Refused refused ? refused : null);
            assertThat(ledger.snapshot()).isEqualTo(other.snapshot());
            if (expected instanceof Reservation.Granted(Lease lease)) {
                assertThat(charge.bytes()).isEqualTo(bytes);
                lease.close();
                charge.close();
            }
            assertThat(ledger.snapshot()).isEqualTo(other.snapshot());
        }
        assertThat(ledger.currentBytes()).isZero();
    }

    @Test
    void takingItTwiceIsABrokenContractAndChangesNothing() {
        assertThat(charge.reserve(10)).isNull();
        LedgerSnapshot before = ledger.snapshot();
        assertThatIllegalStateException().isThrownBy(() -> charge.reserve(5));
        assertThatIllegalArgumentException().isThrownBy(() -> charge.reserve(-1));
        assertThat(ledger.snapshot()).isEqualTo(before);
        charge.close();
        charge.close();
        assertThat(ledger.snapshot().totals().repeatedCloses()).isEqualTo(1);
        assertThat(account.currentBytes()).isZero();
        assertThat(account.closedLeases()).isEqualTo(1);
    }

    @Test
    void refusalsStandInTheJournalAndRetiredAccountsRest() {
        assertThat(charge.reserve(601)).isNotNull();
        assertThat(ledger.journal().entries()).extracting(JournalEntry::reason).containsExactly(Reason.ACCOUNT_CEILING);
        assertThat(charge.reserve(600)).isNull();
        account.retire();
        assertThat(account.standing()).isEqualTo(Standing.RETIRING);
        charge.close();
        assertThat(account.standing()).isEqualTo(Standing.RETIRED);
        assertThat(charge.reserve(0)).isNotNull();
    }
}
