package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.refused;
import static dev.coresident.ledger.Books.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MeterTest {
    private final MemoryLedger ledger = Books.ledger(16, 1_000);

    @Test
    void shrinkingGivesBackAndKeepsTheLease() {
        Account account = open(ledger, 1, 500);
        Meter meter = Meter.over(take(account, Purpose.HEAP, 400), 500);
        meter.resize(100);
        assertThat(account.currentBytes()).isEqualTo(100);
        assertThat(account.peakBytes()).isEqualTo(400);
        assertThat(ledger.currentBytes()).isEqualTo(100);
        meter.resize(0);
        assertThat(account.openLeases()).isEqualTo(1);
        assertThat(meter.lease().isOpen()).isTrue();
    }

    @Test
    void grownMeterOfARetiredAccountShrinksButDoesNotGrow() {
        Account account = open(ledger, 1, 500);
        Meter meter = Meter.over(take(account, Purpose.HEAP, 100), 500);
        account.retire();
        assertThat(refused(meter.resize(101)).rule()).isEqualTo(Reservation.Rule.RETIRED);
        assertThat(meter.resize(50)).isInstanceOf(Reservation.Granted.class);
        assertThat(account.currentBytes()).isEqualTo(50);
        meter.close();
        assertThat(account.standing()).isEqualTo(Standing.RETIRED);
    }

    @Test
    void closedMeterStaysAtZero() {
        Account account = open(ledger, 1, 500);
        Meter meter = Meter.over(take(account, Purpose.HEAP, 100), 500);
        meter.close();
        assertThat(refused(meter.resize(1)).rule()).isEqualTo(Reservation.Rule.CLOSED);
        assertThat(meter.resize(0)).isInstanceOf(Reservation.Granted.class);
        Account other = open(ledger, 2, 500);
        assertThat(refused(meter.retarget(other)).message())
                .isEqualTo("a closed lease of principal 2 generation 1 \"p2\" may not take 0 bytes: "
                        + "reserve a new lease of a live account");
        assertThat(ledger.currentBytes()).isZero();
    }

    @Test
    void refusedMoveLeavesBothAccountsAsTheyWere() {
        Account from = open(ledger, 1, 500);
        Account to = open(ledger, 2, 299);
        Meter meter = Meter.over(take(from, Purpose.HEAP, 300), 500);
        assertThat(refused(meter.retarget(to)))
                .isEqualTo(new Reservation.Refused(Reservation.Rule.ACCOUNT_CEILING, 2, 1, "p2", 300, 0, 299));
        assertThat(meter.lease().account()).isSameAs(from);
        assertThat(from.currentBytes()).isEqualTo(300);
        assertThat(from.refused()).isZero();
        assertThat(to.refused()).isEqualTo(1);
        assertThat(to.peakBytes()).isZero();
        to.retire();
        assertThat(refused(meter.retarget(to)).rule()).isEqualTo(Reservation.Rule.RETIRED);
    }

    @Test
    void chargeMovesEvenWhenTheLedgerIsFull() {
        Account from = open(ledger, 1, 1_000);
        Account to = open(ledger, 2, 1_000);
        Meter meter = Meter.over(take(from, Purpose.HEAP, 1_000), 1_000);
        from.retire();
        assertThat(meter.retarget(to)).isInstanceOf(Reservation.Granted.class);
        assertThat(from.standing()).as("its last lease has gone").isEqualTo(Standing.RETIRED);
        assertThat(ledger.currentBytes()).isEqualTo(1_000);
        assertThat(ledger.peakBytes()).isEqualTo(1_000);
        assertThat(meter.retarget(to)).as("already there").isInstanceOf(Reservation.Granted.class);
        assertThat(to.openLeases()).isEqualTo(1);
    }

    @Test
    void chargeDoesNotMoveToAnotherLedger() {
        Meter meter = Meter.over(take(open(ledger, 1, 500), Purpose.HEAP, 1), 10);
        Account stranger = open(Books.ledger(1, 1_000), 2, 500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> meter.retarget(stranger))
                .withMessageContaining("belongs to another ledger");
        assertThatIllegalArgumentException().isThrownBy(() -> Meter.over(meter.lease(), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> meter.resize(-1));
    }
}
