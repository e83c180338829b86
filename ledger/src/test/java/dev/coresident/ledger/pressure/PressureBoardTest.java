package dev.coresident.ledger.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Meter;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PressureBoardTest {
    private final MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());
    private final Account account = ledger.open(1, 0, "one", 1_000).orThrow();
    private final PressureBoard board = PressureBoard.of(3, ledger.journal());
    private final List<Long> told = new ArrayList<>();

    @Test
    void firstEnlistedIsAskedFirstAndTheNextForTheRest() {
        Holding first = enlist(lease(100), told::add);
        Holding second = enlist(lease(200), told::add);
        assertThat(board.post(130)).isEqualTo(new Posting(130, 0, 130, 2));
        assertThat(first.targetBytes()).isEqualTo(100);
        assertThat(second.targetBytes()).isEqualTo(30);
        assertThat(told).containsExactly(100L, 30L);
        assertThat(ledger.currentBytes())
                .as("they count until they are given back")
                .isEqualTo(300);
        assertThat(ledger.journal().entries()).extracting(JournalEntry::act).containsExactly(Act.EVICT, Act.EVICT);
    }

    @Test
    void whatWasAskedForCountsUntilItIsGivenBack() {
        Lease lease = lease(100);
        Meter meter = Meter.over(lease, 100);
        Holding holding = enlist(lease, Evictee.POLLS);
        board.post(60);
        assertThat(board.post(60)).as("the same need once more").isEqualTo(new Posting(60, 60, 0, 0));
        assertThat(board.post(80)).isEqualTo(new Posting(80, 60, 20, 1));
        assertThat(holding.targetBytes()).isEqualTo(80);
        meter.resize(70);
        assertThat(holding.targetBytes()).isEqualTo(50);
        assertThat(board.pendingBytes()).isEqualTo(50);
        meter.resize(20);
        assertThat(board.pendingBytes()).isZero();
        assertThat(board.post(30).unmetBytes()).isEqualTo(10);
    }

    @Test
    void holderMayGiveBackWhileItIsTold() {
        Lease lease = lease(100);
        enlist(lease, bytes -> {
            told.add(bytes);
            assertThat(Thread.holdsLock(board)).isFalse();
            lease.close();
            board.post(0);
        });
        assertThat(board.post(1).askedBytes()).isEqualTo(1);
        assertThat(ledger.currentBytes()).isZero();
        assertThat(board.pendingBytes()).isZero();
        assertThat(board.holdings()).isZero();
    }

    @Test
    void leaseThatGaveBackAndGrewIsAskedAgain() {
        Lease lease = lease(100);
        Meter meter = Meter.over(lease, 1_000);
        Holding holding = enlist(lease, told::add);
        board.post(60);
        meter.resize(40);
        meter.resize(90);
        assertThat(board.post(20).unmetBytes()).isZero();
        assertThat(told).as("told of what is wanted since").containsExactly(60L, 50L);
        meter.resize(200);
        assertThat(holding.targetBytes()).as("never more than was asked for").isEqualTo(60);
        meter.resize(10);
        board.post(0);
        meter.resize(90);
        assertThat(holding.targetBytes()).as("it was met").isZero();
        assertThat(board.post(20)).isEqualTo(new Posting(20, 0, 20, 1));
        assertThat(told).containsExactly(60L, 50L, 20L);
    }

    @Test
    void holderThatPostsWhileItIsToldIsNotToldWithoutEnd() {
        enlist(lease(100), bytes -> {
            told.add(bytes);
            board.post(10);
        });
        board.post(10);
        assertThat(told).containsExactly(10L);
    }

    @Test
    void holderThatThrowsDoesNotSpareTheNext() {
        enlist(lease(10), bytes -> {
            throw new IllegalStateException("no");
        });
        enlist(lease(10), told::add);
        assertThat(board.post(20).holders()).isEqualTo(2);
        assertThat(told).containsExactly(10L);
        assertThat(board.thrown()).isEqualTo(1);
    }

    @Test
    void fullBoardRefusesUntilALeaseClosesOrAHoldingIsWithdrawn() {
        Lease closing = lease(1);
        enlist(closing, Evictee.POLLS);
        Holding leaving = enlist(lease(1), Evictee.POLLS);
        enlist(lease(1), Evictee.POLLS);
        assertThat(board.enlist(lease(1), Evictee.POLLS)).isEqualTo(new Enlistment.Refused(3));
        assertThat(new Enlistment.Refused(3).message()).contains("the board holds 3 evictable leases");
        assertThat(board.refused()).isEqualTo(1);
        closing.close();
        enlist(lease(1), Evictee.POLLS);
        board.post(3);
        leaving.close();
        assertThat(leaving.targetBytes()).as("asked no more").isZero();
        enlist(lease(1), Evictee.POLLS);
        assertThatIllegalArgumentException().isThrownBy(() -> board.post(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> PressureBoard.of(0, ledger.journal()));
    }

    private Lease lease(long bytes) {
        return ((Reservation.Granted) account.reserve(Purpose.HEAP, bytes)).lease();
    }

    private Holding enlist(Lease lease, Evictee evictee) {
        return switch (board.enlist(lease, evictee)) {
            case Enlistment.Enlisted(Holding holding) -> holding;
            case Enlistment.Refused refused -> throw new AssertionError(refused.message());
        };
    }
}
