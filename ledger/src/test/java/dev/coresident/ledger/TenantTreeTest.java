package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.refused;
import static dev.coresident.ledger.Books.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TenantTreeTest {
    private final MemoryLedger ledger = Books.ledger(16, 10_000);
    private final Account top = open(ledger, 1, 100);

    @Test
    void childNeverExceedsWhatItsAncestorsMay() {
        Account left = below(top, 2, 80);
        Account right = below(top, 3, 80);
        take(left, Purpose.HEAP, 70);
        take(top, Purpose.HEAP, 5);
        assertThat(refused(right.reserve(Purpose.HEAP, 26)))
                .isEqualTo(new Reservation.Refused(Reservation.Rule.ANCESTOR_CEILING, 3, 1, "p3", 26, 75, 100));
        take(right, Purpose.HEAP, 25);
        assertThat(top.subtreeBytes()).isEqualTo(100);
        assertThat(top.currentBytes()).isEqualTo(5);
        assertThat(refused(top.reserve(Purpose.HEAP, 1)).rule()).isEqualTo(Reservation.Rule.ACCOUNT_CEILING);
        assertThat(refused(left.reserve(Purpose.HEAP, 11)).rule()).isEqualTo(Reservation.Rule.ACCOUNT_CEILING);
        LedgerSnapshot.Row row = ledger.snapshot().accounts().get(2);
        assertThat(row.parentPrincipal()).isEqualTo(1);
        assertThat(ledger.snapshot().accounts().getFirst().parentPrincipal()).isEqualTo(LedgerSnapshot.Row.NO_PARENT);
        assertThat(ledger.currentBytes()).isEqualTo(100);
    }

    @Test
    void chargeMovesWithinATreeWhoseTopIsFull() {
        Account left = below(top, 2, 100);
        Account right = below(top, 3, 100);
        Meter meter = Meter.over(take(left, Purpose.HEAP, 100), 100);
        assertThat(meter.retarget(right)).isInstanceOf(Reservation.Granted.class);
        assertThat(top.subtreeBytes()).isEqualTo(100);
        assertThat(left.subtreeBytes()).isZero();
        Account elsewhere = open(ledger, 9, 99);
        assertThat(refused(meter.retarget(elsewhere)).rule()).isEqualTo(Reservation.Rule.ACCOUNT_CEILING);
        assertThat(top.subtreeBytes()).as("as it was").isEqualTo(100);
        assertThat(meter.retarget(top)).isInstanceOf(Reservation.Granted.class);
        assertThat(right.subtreeBytes()).isZero();
        assertThat(top.subtreeBytes()).isEqualTo(100);
    }

    @Test
    void retiredTopGrantsNothingBelowAndRestsAfterItsChildren() {
        Account child = below(top, 2, 80);
        Lease lease = take(child, Purpose.HEAP, 10);
        top.retire();
        assertThat(top.standing()).isEqualTo(Standing.RETIRING);
        assertThat(refused(child.reserve(Purpose.HEAP, 1)).rule()).isEqualTo(Reservation.Rule.RETIRED);
        assertThat(ledger.openBelow(top, 3, 1, "late", 1))
                .isInstanceOfSatisfying(
                        Opening.Refused.class,
                        refused -> assertThat(refused.message())
                                .isEqualTo("principal 3 generation 1 \"late\" has no place under an account that is "
                                        + "retired: open it under a live one"));
        child.retire();
        assertThat(top.standing()).isEqualTo(Standing.RETIRING);
        lease.close();
        assertThat(child.standing()).isEqualTo(Standing.RETIRED);
        assertThat(top.standing()).isEqualTo(Standing.RETIRED);
        assertThat(top.subtreeBytes()).isZero();
    }

    @Test
    void totalsAreConservedWhenARetiredTreeFolds() {
        MemoryLedger small = Books.ledger(2, 1_000);
        Account parent = small.open(1, 0, "parent", 100).orThrow();
        Account child = small.openBelow(parent, 2, 0, "child", 100).orThrow();
        take(child, Purpose.HEAP, 60).close();
        take(parent, Purpose.HEAP, 40).close();
        refused(child.reserve(Purpose.HEAP, 101));
        child.retire();
        parent.retire();
        LedgerSnapshot.Totals before = small.snapshot().totals();
        small.open(3, 0, "new", 10).orThrow();
        small.open(4, 0, "new", 10).orThrow();
        assertThat(small.snapshot().totals()).isEqualTo(before);
        assertThat(small.snapshot().retired()).isEqualTo(new LedgerSnapshot.Retired(2, 100, 1, 2));
    }

    @Test
    void parentOfALiveChildKeepsItsPlace() {
        MemoryLedger small = Books.ledger(2, 1_000);
        Account parent = small.open(1, 0, "parent", 100).orThrow();
        small.openBelow(parent, 2, 0, "child", 100).orThrow();
        parent.retire();
        assertThat(small.open(3, 0, "new", 10)).isInstanceOf(Opening.Refused.class);
        assertThat(small.open(1, 0, "again", 10))
                .isInstanceOfSatisfying(
                        Opening.Refused.class,
                        refused -> assertThat(refused.rule()).isEqualTo(Opening.Rule.LEASES_OPEN));
    }

    @Test
    void lineOfAccountsIsAtMostEightLong() {
        Account at = top;
        for (int i = 2; i <= LedgerOptions.MAX_DEPTH; i++) {
            at = below(at, i, 100 - i);
        }
        take(at, Purpose.HEAP, 90);
        assertThat(top.subtreeBytes()).isEqualTo(90);
        assertThat(ledger.openBelow(at, 20, 1, "deep", 1)).isInstanceOfSatisfying(Opening.Refused.class, refused -> {
            assertThat(refused.rule()).isEqualTo(Opening.Rule.TOO_DEEP);
            assertThat(refused.message()).contains("would be deeper than 8 accounts");
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Books.ledger(1, 1).openBelow(top, 1, 1, "", 1))
                .withMessageContaining("belongs to another ledger");
    }

    private Account below(Account parent, int principal, long ceiling) {
        return ledger.openBelow(parent, principal, 1, "p" + principal, ceiling).orThrow();
    }
}
