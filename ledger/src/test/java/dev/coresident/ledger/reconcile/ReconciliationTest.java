package dev.coresident.ledger.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Pool;
import dev.coresident.ledger.Purpose;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private final MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());
    private final Account one = ledger.open(1, -1, "one", 1_000).orThrow();

    @Test
    void ledgerThatTellsTheTruthHasNoDifference() {
        Pool.Region heap = ledger.pool().allocate(Purpose.HEAP, 500);
        one.carve(heap, Purpose.IMAGE, 120);
        one.reserve(Purpose.HOST, 77);
        Inventory found = new Inventory.Count()
                .allocated(400)
                .allocated(100)
                .held(1, -1, 100)
                .held(1, -1, 20)
                .total();
        Reconciliation reconciliation = Reconciliation.of(ledger.snapshot(), found);
        assertThat(reconciliation.differences()).isEmpty();
        assertThat(reconciliation.isTrue()).isTrue();
        assertThat(reconciliation.poolBytes()).isEqualTo(380);
        assertThat(reconciliation.accountBytes()).as("77 are not the pool's").isEqualTo(120);
        assertThat(reconciliation.allocatedBytes()).isEqualTo(500);
    }

    @Test
    void everyDifferenceIsAValue() {
        Pool.Region heap = ledger.pool().allocate(Purpose.HEAP, 500);
        one.carve(heap, Purpose.IMAGE, 120);
        ledger.open(2, 0, "two", 1_000).orThrow().carve(heap, Purpose.HEAP, 10);
        Inventory found = new Inventory.Count()
                .allocated(501)
                .held(1, -1, 119)
                .held(-3, 4, 5)
                .held(9, 9, 0)
                .total();
        Reconciliation reconciliation = Reconciliation.of(ledger.snapshot(), found);
        assertThat(reconciliation.isTrue()).isFalse();
        assertThat(reconciliation.differences())
                .containsExactly(
                        new Difference.OfAccount(1, -1, "one", 120, 119),
                        new Difference.OfAccount(2, 0, "two", 10, 0),
                        new Difference.OfAccount(-3, 4, "", 0, 5),
                        new Difference.OfPool(500, 501));
        assertThat(reconciliation.differences().getFirst().message())
                .isEqualTo(
                        "the ledger has 120 bytes for principal 1 generation 4294967295 \"one\", and 119 were found");
        assertThat(reconciliation.differences().getLast().message())
                .isEqualTo("the ledger has 500 bytes for the pool, and 501 were found");
    }
}
