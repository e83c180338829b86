package dev.coresident.ledger;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;

/**
 * Every figure of a ledger at one moment.
 *
 * @param totals the ledger's own figures; those that add up include {@code retired}
 * @param accounts one row per principal and generation, ascending, both unsigned
 * @param retired what folded rows add to the totals
 * @param pool the memory that stands for everybody
 */
public record LedgerSnapshot(Totals totals, ImmutableList<Row> accounts, Retired retired, PoolFigures pool) {
    static LedgerSnapshot of(LedgerBuffer buffer) {
        ImmutableList.Builder<Row> rows = ImmutableList.builderWithExpectedSize(buffer.rows());
        for (int i = 0; i < buffer.rows(); i++) {
            rows.add(buffer.row(i));
        }
        return new LedgerSnapshot(buffer.totals(), rows.build(), buffer.retired(), buffer.pool());
    }

    /**
     * The ledger as a whole. Peaks that add up beyond {@link Long#MAX_VALUE} stay there.
     *
     * @param ceilingBytes what all accounts may hold together
     * @param currentBytes what they hold
     * @param peakBytes the most they ever held together
     * @param peakSumBytes the peaks of all rows, folded ones too, added up
     * @param refused charges refused
     * @param openLeases leases open
     * @param closedLeases leases closed
     * @param refusedOpenings accounts not opened
     * @param droppedObservations reports of principals that found no place
     * @param repeatedCloses closes of leases that were closed
     * @param purposes {@code currentBytes} by purpose
     */
    public record Totals(
            long ceilingBytes,
            long currentBytes,
            long peakBytes,
            long peakSumBytes,
            long refused,
            long openLeases,
            long closedLeases,
            long refusedOpenings,
            long droppedObservations,
            long repeatedCloses,
            PurposeBytes purposes) {}

    /**
     * One account.
     *
     * @param principal who, u32
     * @param generation which life of the principal, u32
     * @param label the account's name; empty if it was never opened
     * @param standing how the row stands
     * @param ceilingBytes what it may hold; of a row never opened 0
     * @param currentBytes what it holds
     * @param peakBytes the most it held or was observed with
     * @param refused charges refused
     * @param openLeases leases open
     * @param closedLeases leases closed
     * @param purposes {@code currentBytes} by purpose
     * @param subtreeBytes what it and all accounts below it hold: what the ceiling is for
     * @param touchedBytes what its leases touch: what it holds, and what they inherited from the pool
     * @param pooledBytes what of {@code currentBytes} is the pool's memory
     * @param parentPrincipal the principal of the account above, or {@link #NO_PARENT}
     */
    public record Row(
            int principal,
            int generation,
            String label,
            Standing standing,
            long ceilingBytes,
            long currentBytes,
            long peakBytes,
            long refused,
            long openLeases,
            long closedLeases,
            PurposeBytes purposes,
            long subtreeBytes,
            long touchedBytes,
            long pooledBytes,
            long parentPrincipal) {
        /** The parent of an account that has none. */
        public static final long NO_PARENT = -1;
    }

    /**
     * The standing memory: {@code allocatedBytes = ownBytes + } the pooled bytes of all rows.
     *
     * @param allocatedBytes all regions together
     * @param ownBytes what of it no account pays for
     * @param peakBytes the most that was ever allocated
     * @param regions regions there are
     * @param purposes {@code allocatedBytes} by purpose
     */
    public record PoolFigures(
            long allocatedBytes, long ownBytes, long peakBytes, long regions, PurposeBytes purposes) {}

    /**
     * What rows that lost their place have left. They held no bytes then, so there is no current figure.
     *
     * @param accounts how many there were
     * @param peakSumBytes their peaks added up, at most {@link Long#MAX_VALUE}
     * @param refused charges refused to them, through old handles after folding too
     * @param closedLeases their closed leases
     */
    public record Retired(long accounts, long peakSumBytes, long refused, long closedLeases) {}

    /**
     * Bytes by purpose.
     *
     * @param values one figure per purpose, in its order
     */
    public record PurposeBytes(ImmutableLongArray values) {
        public PurposeBytes {
            if (values.length() != Purpose.COUNT) {
                throw new IllegalArgumentException(
                        "%d figures for %d purposes: give one for each".formatted(values.length(), Purpose.COUNT));
            }
        }

        static PurposeBytes copyOf(long[] figures, int from) {
            ImmutableLongArray.Builder values = ImmutableLongArray.builder(Purpose.COUNT);
            for (int i = 0; i < Purpose.COUNT; i++) {
                values.add(figures[from + i]);
            }
            return new PurposeBytes(values.build());
        }

        /** What is held for one purpose. */
        public long of(Purpose purpose) {
            return values.get(purpose.column);
        }
    }
}
