package dev.coresident.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one ledger, at most {@code bound}, sorted by principal and generation, both unsigned; and which of them may
 * lose their place, in which order. Every method is called with the ledger's lock held.
 */
final class AccountTable {
    /** Lowest peak first, ties by principal and generation, so that the same calls evict the same rows on every run. */
    private static final Comparator<Account> EVICTION_ORDER =
            Comparator.comparingLong(Account::peakBytes).thenComparing(AccountTable::compareKeys);

    private final int bound;
    // The evictable rows: observed, or retired and idle. A peak changes only while its row is outside the set.
    private final TreeSet<Account> history = new TreeSet<>(EVICTION_ORDER);
    private Account[] rows;
    private int size;

    AccountTable(int bound) {
        this.bound = bound;
        this.rows = new Account[Math.min(bound, 64)];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == bound;
    }

    Account row(int index) {
        return rows[index];
    }

    @Nullable
    Account find(int principal, int generation) {
        int index = indexOf(principal, generation);
        return index >= 0 ? rows[index] : null;
    }

    /** The row of the principal with the highest generation. */
    @Nullable
    Account newest(int principal) {
        int index = indexOf(principal, -1);
        int last = index >= 0 ? index : -index - 2;
        return last >= 0 && rows[last].principal() == principal ? rows[last] : null;
    }

    /** Index of the principal's first row, or of where it would be. */
    int firstIndex(int principal) {
        int index = indexOf(principal, 0);
        return index >= 0 ? index : -index - 1;
    }

    /** The row that would make room for another, or null if no row may go. */
    @Nullable
    Account next() {
        return history.isEmpty() ? null : history.first();
    }

    void insert(Account account) {
        int at = -indexOf(account.principal(), account.generation()) - 1;
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, Math.min(bound, size * 2));
        }
        System.arraycopy(rows, at, rows, at + 1, size - at);
        rows[at] = account;
        size++;
    }

    void remove(Account account) {
        int at = indexOf(account.principal(), account.generation());
        history.remove(account);
        size--;
        System.arraycopy(rows, at + 1, rows, at, size - at);
        Arrays.fill(rows, size, size + 1, null);
    }

    /** The row may be evicted from now on. */
    void rests(Account account) {
        history.add(account);
    }

    /** The row keeps its place from now on. */
    void wakes(Account account) {
        history.remove(account);
    }

    void raisePeak(Account account, long bytes) {
        boolean rested = history.remove(account);
        account.raisePeak(bytes);
        if (rested) {
            history.add(account);
        }
    }

    private int indexOf(int principal, int generation) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compareKeys(rows[middle].principal(), rows[middle].generation(), principal, generation);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private static int compareKeys(Account a, Account b) {
        return compareKeys(a.principal(), a.generation(), b.principal(), b.generation());
    }

    private static int compareKeys(int principalA, int generationA, int principalB, int generationB) {
        int order = Integer.compareUnsigned(principalA, principalB);
        return order != 0 ? order : Integer.compareUnsigned(generationA, generationB);
    }
}
