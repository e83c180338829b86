package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.refused;
import static dev.coresident.ledger.Books.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LeaseTest {
    private final MemoryLedger ledger = Books.ledger(16, 1_000);

    @Test
    void leaseChargesUntilItIsClosed() {
        Account account = open(ledger, 7, 500);
        Lease image = take(account, Purpose.IMAGE, 100);
        Lease input = take(account, Purpose.INPUT, 50);
        assertThat(image.account()).isSameAs(account);
        assertThat(image.purpose()).isEqualTo(Purpose.IMAGE);
        assertThat(image.ownedBytes()).isEqualTo(100);
        assertThat(image.isOpen()).isTrue();
        assertThat(account.currentBytes()).isEqualTo(150);
        assertThat(account.currentBytes(Purpose.IMAGE)).isEqualTo(100);
        assertThat(account.currentBytes(Purpose.INPUT)).isEqualTo(50);
        assertThat(account.openLeases()).isEqualTo(2);

        image.close();
        assertThat(image.ownedBytes()).isZero();
        assertThat(image.isOpen()).isFalse();
        assertThat(account.currentBytes()).isEqualTo(50);
        assertThat(account.currentBytes(Purpose.IMAGE)).isZero();
        input.close();
        assertThat(account.closedLeases()).isEqualTo(2);
        assertThat(ledger.currentBytes()).isZero();
        assertThat(ledger.peakBytes()).isEqualTo(150);
    }

    @Test
    void secondCloseIsCountedAndChangesNothingElse() {
        Account account = open(ledger, 7, 500);
        take(account, Purpose.HEAP, 20);
        Lease lease = take(account, Purpose.HEAP, 100);
        lease.close();
        var row = ledger.snapshot().accounts();
        lease.close();
        lease.close();
        assertThat(ledger.snapshot().accounts()).isEqualTo(row);
        assertThat(ledger.snapshot().totals().repeatedCloses()).isEqualTo(2);
        assertThat(ledger.currentBytes()).isEqualTo(20);
    }

    @Test
    void exactlyTheCeilingIsGrantedAndOneByteMoreIsRefused() {
        Account account = open(ledger, 7, 500);
        take(account, Purpose.HEAP, 500).close();
        assertThat(refused(account.reserve(Purpose.HEAP, 501)))
                .isEqualTo(new Reservation.Refused(Reservation.Rule.ACCOUNT_CEILING, 7, 1, "p7", 501, 0, 500));
    }

    @Test
    void ledgerCeilingRefusesWhatTheAccountWouldPermit() {
        take(open(ledger, 1, 900), Purpose.HEAP, 800);
        Account account = open(ledger, 2, 900);
        take(account, Purpose.HEAP, 200).close();
        assertThat(refused(account.reserve(Purpose.HEAP, 201)))
                .isEqualTo(new Reservation.Refused(Reservation.Rule.LEDGER_CEILING, 2, 1, "p2", 201, 800, 1_000));
    }

    @Test
    void refusalLeavesEveryFigureButTheRefusedCounter() {
        Account account = open(ledger, 7, 500);
        take(account, Purpose.HEAP, 300);
        LedgerSnapshot.Row before = ledger.snapshot().accounts().getFirst();
        refused(account.reserve(Purpose.OUTPUT, 201));
        assertThat(ledger.snapshot().accounts())
                .containsExactly(new LedgerSnapshot.Row(
                        before.principal(),
                        before.generation(),
                        before.label(),
                        before.standing(),
                        before.ceilingBytes(),
                        before.currentBytes(),
                        before.peakBytes(),
                        1,
                        before.openLeases(),
                        before.closedLeases(),
                        before.purposes(),
                        before.subtreeBytes(),
                        before.touchedBytes(),
                        before.pooledBytes(),
                        before.parentPrincipal()));
        assertThat(account.peakBytes()).isEqualTo(300);
        assertThat(ledger.peakBytes()).isEqualTo(300);
    }

    @Test
    void zeroBytesAreGrantedAndChargeNothing() {
        Account account = open(ledger, 7, 0);
        try (Lease lease = take(account, Purpose.HEAP, 0)) {
            assertThat(lease.ownedBytes()).isZero();
            assertThat(account.peakBytes()).isZero();
        }
        assertThat(refused(account.reserve(Purpose.HEAP, 1)).ceilingBytes()).isZero();
    }

    @Test
    void hugeRequestsCannotWrap() {
        MemoryLedger unlimited = MemoryLedger.create(LedgerOptions.defaults());
        Account one = unlimited.open(1, 0, "one").orThrow();
        Account two = unlimited.open(2, 0, "two").orThrow();
        take(one, Purpose.HEAP, Long.MAX_VALUE - 1);
        assertThat(refused(one.reserve(Purpose.HEAP, Long.MAX_VALUE)).rule())
                .isEqualTo(Reservation.Rule.ACCOUNT_CEILING);
        assertThat(refused(two.reserve(Purpose.HEAP, 2)).rule()).isEqualTo(Reservation.Rule.LEDGER_CEILING);
        take(two, Purpose.HEAP, 1);
        unlimited.observe(3, Long.MAX_VALUE);
        unlimited.observe(4, Long.MAX_VALUE);
        LedgerSnapshot snapshot = unlimited.snapshot();
        assertThat(snapshot.totals().currentBytes()).isEqualTo(Long.MAX_VALUE);
        assertThat(snapshot.totals().peakSumBytes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void negativeBytesAreABrokenContract() {
        Account account = open(ledger, 7, 500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> account.reserve(Purpose.HEAP, -1))
                .withMessageContaining("-1 bytes are negative");
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.observe(7, Long.MIN_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.open(8, 0, "", -5));
        assertThat(ledger.snapshot().totals().refused()).isZero();
    }

    @Test
    void refusalSaysRuleValueAndWayOut() {
        Account account = ledger.open(-2, 3, "pii", 500).orThrow();
        take(account, Purpose.HEAP, 300);
        assertThat(refused(account.reserve(Purpose.HEAP, 201)).message())
                .isEqualTo(
                        "201 bytes on top of 300 exceed the ceiling of principal 4294967294 generation 3 \"pii\", "
                                + "500 bytes: close leases of this account, ask for less, or open the account with a higher ceiling");
        take(open(ledger, 1, 700), Purpose.HEAP, 650);
        assertThat(refused(account.reserve(Purpose.HEAP, 100)).message())
                .startsWith(
                        "100 bytes for principal 4294967294 generation 3 \"pii\" on top of 950 exceed the ceiling of "
                                + "the whole ledger, 1000 bytes: ");
        account.retire();
        assertThat(refused(account.reserve(Purpose.HEAP, 1)).message())
                .isEqualTo("principal 4294967294 generation 3 \"pii\" is retired and may not take 1 bytes: "
                        + "open the next generation of the principal");
    }
}
