package dev.coresident.ledger;

import static com.google.common.base.Preconditions.checkState;

/**
 * The standing memory of a {@link MemoryLedger}: what was allocated once, for everybody, and is lent to accounts.
 *
 * <p>At every moment {@code allocatedBytes = ownBytes + } the {@linkplain Account#pooledBytes() pooled bytes} of all accounts.
 * What is allocated is a fact that the pool is told of, not a wish that it could refuse. What an account takes from it is charged
 * to the account, against its ceilings, until the lease closes; then it is the pool's own again.
 *
 * <p>Any thread. Each call takes the ledger's lock once.
 */
public final class Pool {
    private final MemoryLedger ledger;

    // All below: guarded by ledger.lock. 0 <= lentBytes <= allocatedBytes.
    private final long[] purposeBytes = new long[Purpose.COUNT];
    private long allocatedBytes;
    private long lentBytes;
    private long peakBytes;
    private long regions;

    Pool(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * A region of {@code bytes} was allocated.
     *
     * @param purpose what it is for
     * @param bytes at least 0
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Region allocate(Purpose purpose, long bytes) {
        Account.checkBytes(bytes);
        synchronized (ledger.lock) {
            var region = new Region(this, purpose);
            regions++;
            region.extend(bytes);
            return region;
        }
    }

    /** All regions together, lent or not. */
    public long allocatedBytes() {
        synchronized (ledger.lock) {
            return allocatedBytes;
        }
    }

    /** All regions of one purpose. */
    public long allocatedBytes(Purpose purpose) {
        synchronized (ledger.lock) {
            return purposeBytes[purpose.column];
        }
    }

    /** What no account pays for. */
    public long ownBytes() {
        synchronized (ledger.lock) {
            return allocatedBytes - lentBytes;
        }
    }

    void writeTo(LedgerBuffer buffer) {
        buffer.writePool(allocatedBytes, lentBytes, peakBytes, regions, purposeBytes);
    }

    /**
     * A piece of memory that outlives the leases of it. Accounts {@linkplain Account#carve carve} parts of it, or one account at a
     * time {@linkplain Account#lease leases} the whole of it and may grow it.
     */
    public static final class Region implements AutoCloseable {
        final Pool pool;
        final Purpose purpose;

        // Guarded by the ledger's lock. lent <= extent; a region that is leased as a whole lends nothing else.
        private long extentBytes;
        private long lentBytes;
        private long leases;
        private boolean whole;
        private boolean open = true;

        private Region(Pool pool, Purpose purpose) {
            this.pool = pool;
            this.purpose = purpose;
        }

        /** What it is for. */
        public Purpose purpose() {
            return purpose;
        }

        /** How large it is: as allocated, or as large as a lease made it. */
        public long extentBytes() {
            synchronized (pool.ledger.lock) {
                return extentBytes;
            }
        }

        /** What of it accounts pay for. */
        public long lentBytes() {
            synchronized (pool.ledger.lock) {
                return lentBytes;
            }
        }

        /**
         * The memory was given back to where it came from. A second call changes nothing.
         *
         * @throws IllegalStateException if a lease of it is open
         */
        @Override
        public void close() {
            synchronized (pool.ledger.lock) {
                if (!open) {
                    return;
                }
                checkState(
                        leases == 0,
                        "a region for %s still has %s leases of %s bytes: close them first",
                        purpose,
                        leases,
                        lentBytes);
                open = false;
                extend(-extentBytes);
                pool.regions--;
            }
        }

        // Everything below is called with the ledger's lock held.

        /** Whether parts may be carved, if only of no bytes. */
        boolean isShared() {
            return open && !whole;
        }

        long extent() {
            return extentBytes;
        }

        /** What may be carved. */
        long left() {
            return isShared() ? extentBytes - lentBytes : 0;
        }

        /** Whether it may be leased as a whole. */
        boolean isUntaken() {
            return open && leases == 0;
        }

        void join(boolean all, long owned) {
            leases++;
            whole = all;
            lend(owned);
        }

        void part(long owned) {
            leases--;
            whole &= leases > 0;
            lend(-owned);
        }

        void lend(long bytes) {
            lentBytes += bytes;
            pool.lentBytes += bytes;
        }

        /** It is at least so large from now on. */
        void reach(long bytes) {
            if (bytes > extentBytes) {
                extend(bytes - extentBytes);
            }
        }

        private void extend(long bytes) {
            extentBytes += bytes;
            pool.purposeBytes[purpose.column] += bytes;
            pool.allocatedBytes += bytes;
            pool.peakBytes = Math.max(pool.peakBytes, pool.allocatedBytes);
        }
    }
}
