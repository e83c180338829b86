package dev.coresident.ledger.reconcile;

import com.google.common.collect.ImmutableList;
import dev.coresident.ledger.LedgerSnapshot;
import java.util.TreeMap;

/**
 * A ledger beside what was found.
 *
 * @param allocatedBytes what was found allocated
 * @param poolBytes what the pool owns, by the ledger
 * @param accountBytes what all accounts have of the pool, by the ledger
 * @param differences every figure that differs; empty if the ledger tells the truth
 */
public record Reconciliation(
        long allocatedBytes, long poolBytes, long accountBytes, ImmutableList<Difference> differences) {
    /**
     * Compares the figures of one moment. The caller sees to it that nothing is taken or given back between the two.
     *
     * @param ledger what the ledger says
     * @param found what is there
     */
    public static Reconciliation of(LedgerSnapshot ledger, Inventory found) {
        ImmutableList.Builder<Difference> differences = ImmutableList.builder();
        var unseen = new TreeMap<>(found.heldBytes());
        long accounts = 0;
        for (LedgerSnapshot.Row row : ledger.accounts()) {
            accounts += row.pooledBytes();
            Long held = unseen.remove(Inventory.key(row.principal(), row.generation()));
            long there = held == null ? 0 : held;
            if (there != row.pooledBytes()) {
                differences.add(new Difference.OfAccount(
                        row.principal(), row.generation(), row.label(), row.pooledBytes(), there));
            }
        }
        unseen.forEach((key, bytes) -> {
            if (bytes != 0) {
                differences.add(new Difference.OfAccount((int) (key >>> Integer.SIZE), (int) (long) key, "", 0, bytes));
            }
        });
        LedgerSnapshot.PoolFigures pool = ledger.pool();
        if (pool.allocatedBytes() != found.allocatedBytes()) {
            differences.add(new Difference.OfPool(pool.allocatedBytes(), found.allocatedBytes()));
        }
        if (pool.ownBytes() + accounts != pool.allocatedBytes()) {
            differences.add(new Difference.OfBalance(pool.allocatedBytes(), pool.ownBytes() + accounts));
        }
        return new Reconciliation(found.allocatedBytes(), pool.ownBytes(), accounts, differences.build());
    }

    /** Whether nothing differs. */
    public boolean isTrue() {
        return differences.isEmpty();
    }
}
