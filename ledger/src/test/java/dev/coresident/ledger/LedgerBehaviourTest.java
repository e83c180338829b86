package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.refused;
import static dev.coresident.ledger.Books.take;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The behaviours that the reference design's own tests hold a ledger to, by their numbers in its list. */
class LedgerBehaviourTest {
    private static final int BOUND = 4_096;

    private final MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());

    @Test
    void behaviour28PeakOnlyRises() {
        ledger.observe(7, 100);
        ledger.observe(7, 40);
        assertThat(ledger.peakBytes(7)).hasValue(100);
        ledger.observe(7, 101);
        assertThat(ledger.peakBytes(7)).hasValue(101);

        Account account = open(ledger, 8, 1_000);
        Lease first = take(account, Purpose.HEAP, 300);
        first.close();
        take(account, Purpose.HEAP, 200);
        assertThat(account.peakBytes()).isEqualTo(300);
        assertThat(account.currentBytes()).isEqualTo(200);
        ledger.observe(8, 250);
        assertThat(account.peakBytes()).isEqualTo(300);
        ledger.observe(8, 350);
        assertThat(account.peakBytes()).isEqualTo(350);
        assertThat(account.currentBytes()).isEqualTo(200);
    }

    @Test
    void behaviour28ZeroIsIgnored() {
        assertThat(ledger.observe(7, 0)).isEqualTo(Observation.IGNORED);
        assertThat(ledger.peakBytes(7)).isEmpty();
        assertThat(ledger.snapshot().accounts()).isEmpty();

        ledger.observe(7, 5);
        assertThat(ledger.observe(7, 0)).isEqualTo(Observation.IGNORED);
        assertThat(ledger.peakBytes(7)).hasValue(5);
    }

    @Test
    void behaviour28UnknownPrincipalReadsAsNeverSeen() {
        assertThat(ledger.peakBytes(123)).isEqualTo(OptionalLong.empty());
        assertThat(ledger.find(123, 0)).isEmpty();
        open(ledger, 123, 10);
        assertThat(ledger.peakBytes(123)).as("known, and nothing held yet").hasValue(0);
        assertThat(ledger.peakBytes(122)).isEmpty();
        assertThat(ledger.peakBytes(124)).isEmpty();
    }

    @Test
    void behaviour29LedgersArePerPrincipal() {
        Account one = open(ledger, 1, 1_000);
        Account two = open(ledger, 2, 1_000);
        take(one, Purpose.HEAP, 10);
        take(two, Purpose.IMAGE, 20);
        refused(two.reserve(Purpose.HEAP, 5_000));
        assertThat(one.currentBytes()).isEqualTo(10);
        assertThat(one.refused()).isZero();
        assertThat(two.currentBytes()).isEqualTo(20);
        assertThat(two.refused()).isEqualTo(1);
    }

    @Test
    void behaviour29EveryHolderOfTheHandleSharesOneLedger() throws InterruptedException {
        Account mine = open(ledger, 1, 1_000);
        Account theirs = ledger.find(1, 1).orElseThrow();
        Thread other = Thread.ofPlatform().start(() -> take(theirs, Purpose.INPUT, 600));
        other.join();
        assertThat(mine.currentBytes()).isEqualTo(600);
        assertThat(refused(mine.reserve(Purpose.INPUT, 401)).currentBytes()).isEqualTo(600);
        assertThat(theirs.refused()).isEqualTo(1);
    }

    @Test
    void behaviour30LargerNewcomerEvictsTheLowestPeakAtTheBound() {
        fillWithPeaksFromThousand();
        assertThat(ledger.observe(9_999, 1_001)).isEqualTo(Observation.RECORDED);
        assertThat(ledger.peakBytes(9_999)).hasValue(1_001);
        assertThat(ledger.peakBytes(0)).as("held the lowest peak, 1000").isEmpty();
        assertThat(ledger.peakBytes(1)).hasValue(1_001);
        LedgerSnapshot snapshot = ledger.snapshot();
        assertThat(snapshot.accounts()).hasSize(BOUND);
        assertThat(snapshot.retired()).isEqualTo(new LedgerSnapshot.Retired(1, 1_000, 0, 0));
    }

    @Test
    void behaviour30EqualOrSmallerNewcomerIsDroppedAndTheOthersStay() {
        fillWithPeaksFromThousand();
        var before = ledger.snapshot().accounts();
        assertThat(ledger.observe(9_999, 1_000)).isEqualTo(Observation.DROPPED);
        assertThat(ledger.observe(9_998, 1)).isEqualTo(Observation.DROPPED);
        LedgerSnapshot after = ledger.snapshot();
        assertThat(after.accounts()).isEqualTo(before).hasSize(BOUND);
        assertThat(after.totals().droppedObservations()).isEqualTo(2);
        assertThat(ledger.observe(5, 2_000))
                .as("a known principal needs no place")
                .isEqualTo(Observation.RECORDED);
    }

    @Test
    void behaviour30BoundHolds() {
        for (int i = 0; i < 3 * BOUND; i++) {
            ledger.observe(i, 1 + i % 1_000);
        }
        assertThat(ledger.snapshot().accounts()).hasSize(BOUND);
    }

    @Test
    void behaviour31MeterAllowsUpToTheCeilingAndRecordsWhatItAllowed() {
        Account account = open(ledger, 1, 100);
        try (Meter meter = Meter.over(take(account, Purpose.HEAP, 0), LedgerOptions.UNLIMITED)) {
            assertThat(meter.resize(60)).isInstanceOf(Reservation.Granted.class);
            assertThat(account.peakBytes()).isEqualTo(60);
            assertThat(meter.resize(100)).isInstanceOf(Reservation.Granted.class);
            assertThat(account.peakBytes()).isEqualTo(100);
            assertThat(meter.lease().ownedBytes()).isEqualTo(100);
            assertThat(refused(meter.resize(101)).rule()).isEqualTo(Reservation.Rule.ACCOUNT_CEILING);
            assertThat(account.peakBytes()).as("a refusal leaves the peak").isEqualTo(100);
            assertThat(meter.lease().ownedBytes()).isEqualTo(100);
        }
        assertThat(account.currentBytes()).isZero();
        assertThat(account.peakBytes()).isEqualTo(100);
    }

    @Test
    void behaviour31MeterAllowsUpToTheRegionsOwnMaximum() {
        Account account = open(ledger, 1, 1_000);
        Meter meter = Meter.over(take(account, Purpose.HEAP, 10), 64);
        assertThat(meter.resize(64)).isInstanceOf(Reservation.Granted.class);
        assertThat(refused(meter.resize(65)))
                .isEqualTo(new Reservation.Refused(Reservation.Rule.REGION_MAXIMUM, 1, 1, "p1", 1, 64, 64));
        assertThat(account.peakBytes()).isEqualTo(64);
        assertThat(account.refused()).isEqualTo(1);
    }

    @Test
    void behaviour31RetargetingKeepsTheFirstPrincipalsPeak() {
        Account first = open(ledger, 1, 1_000);
        Account second = open(ledger, 2, 1_000);
        Meter meter = Meter.over(take(first, Purpose.HEAP, 0), 500);
        meter.resize(300);
        assertThat(meter.retarget(second)).isInstanceOf(Reservation.Granted.class);
        assertThat(meter.lease().account()).isSameAs(second);
        meter.resize(400);
        assertThat(first.peakBytes()).isEqualTo(300);
        assertThat(first.currentBytes()).isZero();
        assertThat(second.peakBytes()).isEqualTo(400);
        assertThat(second.currentBytes()).isEqualTo(400);
        assertThat(ledger.currentBytes()).isEqualTo(400);
        Books.audit(ledger.snapshot());
    }

    private void fillWithPeaksFromThousand() {
        for (int i = 0; i < BOUND; i++) {
            assertThat(ledger.observe(i, 1_000 + i)).isEqualTo(Observation.RECORDED);
        }
    }
}
