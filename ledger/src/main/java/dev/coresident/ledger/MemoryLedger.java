package dev.coresident.ledger;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.LongMath;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.Journal;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Accounts of memory: who holds how much, who held most, who was refused.
 *
 * <p>A row belongs to one generation of one principal and is in the table once, from its first {@link #open} or
 * {@link #observe} until its place is needed. At the bound of {@link LedgerOptions#principals()} rows:
 *
 * <ul>
 *   <li>a live row, and a retired one that still holds leases, never loses its place;
 *   <li>a principal that is merely observed replaces the history row with the lowest peak if it is strictly larger, and is
 *       dropped and counted otherwise; of equal peaks the lower principal goes, then the lower generation (unsigned);
 *   <li>an account that is opened replaces that row whatever its peak, and is refused if there is no history row;
 *   <li>a replaced row folds into {@link LedgerSnapshot#retired()}, so that totals stay what they were.
 * </ul>
 *
 * <p>Conserved at every moment that a snapshot can see: the current bytes of all rows add up to the ledger's, each live row
 * is within its ceiling, and the ledger is within its own.
 *
 * <p>Any thread may call any method. Opening, finding and observing cost a binary search, and at most one shift of the row
 * array and one step in a sorted set; charging costs neither. An observation that is dropped allocates nothing.
 */
public final class MemoryLedger {
    /** Guards every mutable figure of this ledger, its accounts and its leases. Nothing foreign is called under it. */
    final Object lock = new Object();

    final long ceilingBytes;

    // All below: guarded by lock. currentBytes <= ceilingBytes.
    long currentBytes;
    private final LedgerOptions options;
    private final AccountTable table;
    private final Pool pool = new Pool(this);
    private final Journal journal;
    private long peakBytes;
    private long refusedOpenings;
    private long droppedObservations;
    private long repeatedCloses;
    private long retiredAccounts;
    private long retiredPeakSumBytes;
    private long retiredRefused;
    private long retiredClosedLeases;

    private MemoryLedger(LedgerOptions options, Journal journal) {
        this.options = options;
        this.journal = journal;
        this.ceilingBytes = options.totalCeilingBytes();
        this.table = new AccountTable(options.principals());
    }

    /** An empty ledger, with a journal of 1,024 entries on the system's clock. */
    public static MemoryLedger create(LedgerOptions options) {
        return create(options, Journal.of(LedgerOptions.JOURNAL_ENTRIES, System::nanoTime));
    }

    /** An empty ledger that writes what it refuses into {@code journal}. */
    public static MemoryLedger create(LedgerOptions options, Journal journal) {
        return new MemoryLedger(options, journal);
    }

    /** The memory that stands for everybody. */
    public Pool pool() {
        return pool;
    }

    /** What was refused, and why. */
    public Journal journal() {
        return journal;
    }

    /** The bounds this ledger was created with. */
    public LedgerOptions options() {
        return options;
    }

    /** As {@link #open(int, int, String, long)} with the ceiling of the options. */
    public Opening open(int principal, int generation, String label) {
        return open(principal, generation, label, options.accountCeilingBytes());
    }

    /**
     * Opens the account of one generation of a principal. It is live until {@link Account#retire}.
     *
     * <p>If the table has a history row of the same principal and generation, the row comes to life again with the figures
     * it has; another generation starts from zero.
     *
     * @param principal who, u32; by convention a tenant's id, and 0 for the host and its shared pool
     * @param generation which life of the principal, u32
     * @param label a name for people
     * @param ceilingBytes what the account may hold at most; 0 permits nothing, {@link LedgerOptions#UNLIMITED} anything
     * @throws IllegalArgumentException if {@code ceilingBytes} is negative
     */
    public Opening open(int principal, int generation, String label, long ceilingBytes) {
        return told(tryOpen(principal, generation, label, ceilingBytes, null));
    }

    /**
     * As {@link #open(int, int, String, long)}, below another account: what it is granted counts against the ceilings of all
     * accounts above it too, so that it can never hold more than they may. At most {@link LedgerOptions#MAX_DEPTH} accounts
     * stand in a line.
     *
     * @throws IllegalArgumentException if {@code ceilingBytes} is negative or {@code parent} belongs to another ledger
     */
    public Opening openBelow(Account parent, int principal, int generation, String label, long ceilingBytes) {
        checkArgument(
                parent.ledger == this, "%s belongs to another ledger: an account and those above it share one", parent);
        return told(tryOpen(principal, generation, label, ceilingBytes, parent));
    }

    private Opening told(Opening outcome) {
        if (outcome instanceof Opening.Refused refused) {
            journal.record(
                    Act.OPEN,
                    refused.rule().reason,
                    refused.principal(),
                    refused.generation(),
                    refused.label(),
                    1,
                    refused.rows(),
                    refused.bound());
        }
        return outcome;
    }

    /** Writes a refusal into the journal. Called without the lock, since it reads a clock that is not ours. */
    Reservation told(Reservation outcome) {
        if (outcome instanceof Reservation.Refused refused) {
            journal.record(
                    Act.CHARGE,
                    refused.rule().reason,
                    refused.principal(),
                    refused.generation(),
                    refused.label(),
                    refused.requestedBytes(),
                    refused.currentBytes(),
                    refused.ceilingBytes());
        }
        return outcome;
    }

    private Opening tryOpen(int principal, int generation, String label, long ceilingBytes, @Nullable Account parent) {
        LedgerOptions.checkCeiling("account", ceilingBytes);
        synchronized (lock) {
            Account known = table.find(principal, generation);
            Account account = known != null ? known : new Account(this, principal, generation);
            Opening.Rule broken = brokenRule(account, known != null, parent);
            if (broken != null) {
                return refuse(broken, account, label);
            }
            if (known != null) {
                table.wakes(known);
            } else {
                if (table.isFull()) {
                    evict(table.next());
                }
                table.insert(account);
            }
            account.goLive(label, ceilingBytes, parent);
            return new Opening.Opened(account);
        }
    }

    /** The row of one generation of a principal, live or not, if the table has it. */
    public Optional<Account> find(int principal, int generation) {
        synchronized (lock) {
            return Optional.ofNullable(table.find(principal, generation));
        }
    }

    /**
     * Records that a principal was seen holding {@code bytes}: its peak rises to that, nothing is charged and no ceiling is
     * asked. The report goes to the row with the highest generation; a principal without a row gets one, generation 0, if it
     * may have a place (see the class).
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Observation observe(int principal, long bytes) {
        Account.checkBytes(bytes);
        if (bytes == 0) {
            return Observation.IGNORED;
        }
        synchronized (lock) {
            Account known = table.newest(principal);
            if (known != null) {
                table.raisePeak(known, bytes);
                return Observation.RECORDED;
            }
            Account lowest = table.isFull() ? table.next() : null;
            if (table.isFull() && (lowest == null || bytes <= lowest.peakBytes())) {
                droppedObservations++;
                return Observation.DROPPED;
            }
            var account = new Account(this, principal, 0);
            account.raisePeak(bytes);
            evict(lowest);
            table.insert(account);
            table.rests(account);
            return Observation.RECORDED;
        }
    }

    /** The highest peak among the rows of a principal; empty if it was never seen, or seen so long ago that its rows folded. */
    public OptionalLong peakBytes(int principal) {
        synchronized (lock) {
            OptionalLong peak = OptionalLong.empty();
            for (int i = table.firstIndex(principal);
                    i < table.size() && table.row(i).principal() == principal;
                    i++) {
                peak = OptionalLong.of(Math.max(peak.orElse(0), table.row(i).peakBytes()));
            }
            return peak;
        }
    }

    /** What all accounts hold together. */
    public long currentBytes() {
        synchronized (lock) {
            return currentBytes;
        }
    }

    /** The most that all accounts ever held together. */
    public long peakBytes() {
        synchronized (lock) {
            return peakBytes;
        }
    }

    /** A consistent copy of every figure, sorted. For storage that is used again see {@link #snapshot(LedgerBuffer)}. */
    public LedgerSnapshot snapshot() {
        var buffer = new LedgerBuffer();
        snapshot(buffer);
        return LedgerSnapshot.of(buffer);
    }

    /**
     * Fills {@code buffer} with a consistent copy of every figure, sorted by principal and generation (unsigned). The buffer
     * belongs to the caller; it allocates only when the table has outgrown it. Charges wait for one pass over the rows, some 50 us at 4,096 of them.
     */
    public void snapshot(LedgerBuffer buffer) {
        int rows;
        while ((rows = tryWriteTo(buffer)) >= 0) {
            buffer.grow(rows);
        }
    }

    /** Returns the rows that the buffer has no room for, or -1 when all is written. */
    private int tryWriteTo(LedgerBuffer buffer) {
        synchronized (lock) {
            int size = table.size();
            if (size > buffer.capacity()) {
                return size;
            }
            buffer.start(size);
            for (int i = 0; i < size; i++) {
                table.row(i).writeTo(buffer, i);
            }
            pool.writeTo(buffer);
            buffer.writeLedger(ceilingBytes, currentBytes, peakBytes);
            buffer.writeCounts(refusedOpenings, droppedObservations, repeatedCloses);
            buffer.writeRetired(retiredAccounts, retiredPeakSumBytes, retiredRefused, retiredClosedLeases);
            return -1;
        }
    }

    void checkOwn(Pool.Region region) {
        checkArgument(region.pool == pool, "a region of another ledger's pool: lease one of this ledger's");
    }

    // Everything below is called with the lock held.

    void charge(long bytes) {
        currentBytes += bytes;
        peakBytes = Math.max(peakBytes, currentBytes);
    }

    void closedAgain() {
        repeatedCloses++;
    }

    void refusedAfterFolding() {
        retiredRefused++;
    }

    void rests(Account account) {
        table.rests(account);
    }

    private Opening.@Nullable Rule brokenRule(Account account, boolean known, @Nullable Account parent) {
        if (known && account.isLive()) {
            return Opening.Rule.ALREADY_OPEN;
        }
        if (known && account.isRetiring()) {
            return Opening.Rule.LEASES_OPEN;
        }
        if (parent != null && !parent.isLive()) {
            return Opening.Rule.PARENT_RETIRED;
        }
        if (parent != null && parent.depth() == LedgerOptions.MAX_DEPTH) {
            return Opening.Rule.TOO_DEEP;
        }
        return !known && table.isFull() && table.next() == null ? Opening.Rule.LEDGER_FULL : null;
    }

    private Opening refuse(Opening.Rule rule, Account account, String label) {
        refusedOpenings++;
        return new Opening.Refused(
                rule, account.principal(), account.generation(), label, table.size(), options.principals());
    }

    /** Folds an idle row, if there is one. */
    private void evict(@Nullable Account account) {
        if (account == null) {
            return;
        }
        table.remove(account);
        account.fold();
        retiredAccounts++;
        retiredPeakSumBytes = LongMath.saturatedAdd(retiredPeakSumBytes, account.peakBytes());
        retiredRefused += account.refused();
        retiredClosedLeases += account.closedLeases();
    }
}
