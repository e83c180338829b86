package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.primitives.ImmutableLongArray;
import org.junit.jupiter.api.Test;

class LedgerSnapshotTest {
    @Test
    void accountsAreSortedByUnsignedPrincipalAndGeneration() {
        MemoryLedger ledger = Books.ledger(8, 1_000);
        ledger.open(-1, 0, "last", 10);
        ledger.open(7, -1, "third", 10);
        ledger.open(7, 1, "second", 10);
        ledger.observe(0, 5);
        assertThat(ledger.snapshot().accounts())
                .extracting(LedgerSnapshot.Row::label)
                .containsExactly("", "second", "third", "last");
    }

    @Test
    void snapshotShowsEveryPurposeAndTheTotals() {
        MemoryLedger ledger = Books.ledger(8, 1_000);
        Account host = open(ledger, 0, 500);
        take(host, Purpose.INPUT, 100);
        take(host, Purpose.HOST, 7);
        take(open(ledger, 9, 500), Purpose.INPUT, 20).close();
        take(open(ledger, 5, 500), Purpose.INPUT, 3);
        LedgerSnapshot snapshot = ledger.snapshot();
        LedgerSnapshot.Row row = snapshot.accounts().getFirst();
        assertThat(row.purposes().of(Purpose.INPUT)).isEqualTo(100);
        assertThat(row.purposes().of(Purpose.HOST)).isEqualTo(7);
        assertThat(row.purposes().of(Purpose.HEAP)).isZero();
        assertThat(snapshot.totals().purposes().of(Purpose.INPUT)).isEqualTo(103);
        assertThat(snapshot.totals().currentBytes()).isEqualTo(110);
        assertThat(snapshot.totals().peakBytes()).isEqualTo(127);
        assertThat(snapshot.totals().peakSumBytes()).isEqualTo(107 + 20 + 3);
        assertThat(snapshot.totals().openLeases()).isEqualTo(3);
        assertThat(snapshot.totals().closedLeases()).isEqualTo(1);
    }

    @Test
    void snapshotDoesNotMoveWithTheLedger() {
        MemoryLedger ledger = Books.ledger(8, 1_000);
        Account account = open(ledger, 1, 500);
        LedgerSnapshot before = ledger.snapshot();
        take(account, Purpose.HEAP, 100);
        assertThat(before.accounts().getFirst().currentBytes()).isZero();
        assertThat(before.totals().currentBytes()).isZero();
    }

    @Test
    void bufferGrowsOnlyWhenTheTableHasOutgrownIt() {
        MemoryLedger ledger = Books.ledger(100, 1_000);
        LedgerBuffer buffer = new LedgerBuffer();
        ledger.snapshot(buffer);
        assertThat(buffer.rows()).isZero();
        for (int i = 0; i < 100; i++) {
            open(ledger, i, 500);
        }
        ledger.snapshot(buffer);
        assertThat(buffer.rows()).isEqualTo(100);
        int capacity = buffer.capacity();
        take(ledger.find(3, 1).orElseThrow(), Purpose.IMAGE, 42);
        ledger.snapshot(buffer);
        assertThat(buffer.capacity()).isEqualTo(capacity);
        assertThat(buffer.principal(3)).isEqualTo(3);
        assertThat(buffer.generation(3)).isEqualTo(1);
        assertThat(buffer.label(3)).isEqualTo("p3");
        assertThat(buffer.standing(3)).isEqualTo(Standing.LIVE);
        assertThat(buffer.ceilingBytes(3)).isEqualTo(500);
        assertThat(buffer.currentBytes(3)).isEqualTo(42);
        assertThat(buffer.currentBytes(3, Purpose.IMAGE)).isEqualTo(42);
        assertThat(buffer.currentBytes(3, Purpose.HEAP)).isZero();
        assertThat(buffer.peakBytes(3)).isEqualTo(42);
        assertThat(buffer.refused(3)).isZero();
        assertThat(buffer.openLeases(3)).isEqualTo(1);
        assertThat(buffer.closedLeases(3)).isZero();
        assertThat(buffer.totalBytes()).isEqualTo(42);
        assertThat(buffer.totalBytes(Purpose.IMAGE)).isEqualTo(42);
    }

    @Test
    void bufferForgetsWhatALargerLedgerLeftInIt() {
        LedgerBuffer buffer = new LedgerBuffer();
        MemoryLedger large = Books.ledger(4, 1_000);
        take(open(large, 1, 500), Purpose.HEAP, 5);
        take(open(large, 2, 500), Purpose.HEAP, 6);
        large.snapshot(buffer);
        MemoryLedger small = Books.ledger(4, 50);
        open(small, 9, 10);
        small.snapshot(buffer);
        assertThat(LedgerSnapshot.of(buffer)).isEqualTo(small.snapshot());
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.principal(1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> buffer.label(-1));
    }

    @Test
    void everyTenantOfAKernelAndThePoolHaveAPlace() {
        MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());
        for (int principal = 0; principal <= 4_094; principal++) {
            ledger.open(principal, 0, "t", 10).orThrow();
        }
        for (int principal = 0; principal <= 4_094; principal++) {
            take(ledger.find(principal, 0).orElseThrow(), Purpose.HEAP, 10);
        }
        assertThat(ledger.currentBytes()).isEqualTo(40_950);
        ledger.open(5_000, 0, "one more", 10).orThrow();
        assertThat(ledger.open(5_001, 0, "too many", 10)).isInstanceOf(Opening.Refused.class);
        Books.audit(ledger.snapshot());
    }

    @Test
    void optionsRefuseWhatMakesNoSense() {
        assertThat(LedgerOptions.defaults().withAccountCeilingBytes(9).accountCeilingBytes())
                .isEqualTo(9);
        MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults().withAccountCeilingBytes(9));
        assertThat(ledger.open(1, 0, "default").orThrow().ceilingBytes()).isEqualTo(9);
        assertThat(ledger.options().principals()).isEqualTo(4_096);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerOptions.defaults().withPrincipals(0))
                .withMessage("principals 0 is outside [1, 1048576]: choose how many rows the ledger may hold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerOptions.defaults().withPrincipals(1_048_577));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LedgerOptions.defaults().withTotalCeilingBytes(-1))
                .withMessage(
                        "total ceiling of -1 bytes is negative: use 0 to permit nothing or UNLIMITED to permit all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LedgerSnapshot.PurposeBytes(ImmutableLongArray.of(1)));
    }
}
