package dev.coresident.api.dispatch.record;

/**
 * Random numbers that are a function of (seed, tenant, op, index) and of nothing else: in whatever order ops run, on whichever
 * backend, however often one is resumed or repeated, value {@code k} of an op is the same.
 *
 * <p>The function is Philox 4x32 with ten rounds, from Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2,
 * 3" (SC 2011), which needs 32-bit multiplications only, so that a device computes it too. The key is the seed, low word first.
 * The counter's four words are: block number, tenant, low word of the op, high word of the op. Of a block's four words {@code
 * x0 .. x3} come two values: {@code x1 x0} and {@code x3 x2}, high word first; value {@code k} comes from block {@code k / 2}.
 *
 * <p>An object walks along the values of one op after another. Only the thread that polls. No allocation; some 20
 * multiplications for two values.
 */
public final class OpRandom {
    /** How many values an op has: 2^33. */
    public static final long VALUES = 1L << 33;

    private static final int ROUNDS = 10;
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private long seed;
    private int tenant;
    private long op;
    private long drawn;
    private long first;
    private long second;

    /** The values of op 0 of tenant 0 under seed 0. */
    public OpRandom() {}

    /**
     * Goes to an op's values.
     *
     * @param seed the executor's
     * @param tenant the tenant's word
     * @param op the op's number
     * @param drawn how many of its values are used already: what {@link #drawn()} said when the op was left
     */
    public void begin(long seed, int tenant, long op, long drawn) {
        checkIndex(drawn, VALUES + 1);
        this.seed = seed;
        this.tenant = tenant;
        this.op = op;
        this.drawn = drawn;
        if ((drawn & 1) == 1) {
            generate((int) (drawn >>> 1));
        }
    }

    /** How many values of this op are used. */
    public long drawn() {
        return drawn;
    }

    /**
     * The next value, all 64 bits.
     *
     * @throws IllegalStateException after {@link #VALUES} values
     */
    public long nextLong() {
        if (drawn == VALUES) {
            throw new IllegalStateException("an op has " + VALUES + " random numbers and all are used: draw less");
        }
        if ((drawn++ & 1) == 1) {
            return second;
        }
        generate((int) ((drawn - 1) >>> 1));
        return first;
    }

    /**
     * The next value as a number below a bound: the high word of its product with the bound. One value is drawn, always; the bias is
     * below {@code bound / 2^64}.
     *
     * @param bound above 0
     */
    public long nextLong(long bound) {
        return below(nextLong(), bound);
    }

    /** The next value as a number in [0, 1), of its upper 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * Value {@code index} of an op.
     *
     * @param index in [0, {@link #VALUES})
     */
    public static long at(long seed, int tenant, long op, long index) {
        checkIndex(index, VALUES);
        OpRandom random = new OpRandom();
        random.begin(seed, tenant, op, index);
        return random.nextLong();
    }

    static long below(long value, long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("a bound is above 0, got " + bound);
        }
        return Math.unsignedMultiplyHigh(value, bound);
    }

    private static void checkIndex(long index, long end) {
        if (index < 0 || index >= end) {
            throw new IllegalArgumentException("random number " + index + " of an op is outside [0, " + end + ")");
        }
    }

    private void generate(int block) {
        int x0 = block;
        int x1 = tenant;
        int x2 = (int) op;
        int x3 = (int) (op >>> 32);
        int k0 = (int) seed;
        int k1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (x0 & 0xFFFF_FFFFL) * (MULTIPLIER_0 & 0xFFFF_FFFFL);
            long product1 = (x2 & 0xFFFF_FFFFL) * (MULTIPLIER_1 & 0xFFFF_FFFFL);
            x0 = (int) (product1 >>> 32) ^ x1 ^ k0;
            x2 = (int) (product0 >>> 32) ^ x3 ^ k1;
            x1 = (int) product1;
            x3 = (int) product0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        first = (long) x1 << 32 | (x0 & 0xFFFF_FFFFL);
        second = (long) x3 << 32 | (x2 & 0xFFFF_FFFFL);
    }
}
