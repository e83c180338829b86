package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/** Walks an image by words of bits, all states at once: for inputs that keep many states active. One thread. */
final class DenseWalk implements ByteWalk {
    private final NfaImage image;
    private final DenseImage dense;
    private long[] active;
    private long[] next;
    private final IntArena reports = new IntArena();

    DenseWalk(NfaImage image) {
        this.image = image;
        this.dense = image.dense();
        this.active = new long[dense.places.words()];
        this.next = new long[dense.places.words()];
    }

    @Override
    public void begin(long[] states) {
        Arrays.fill(active, 0);
        for (int word = 0; word < states.length; word++) {
            for (long rest = states[word]; rest != 0; rest &= rest - 1) {
                int place = dense.places.placeOf[64 * word + Long.numberOfTrailingZeros(rest)];
                active[place >>> 6] |= 1L << place;
            }
        }
    }

    @Override
    public void look(int byteClass) {
        long[] now = dense.takes[byteClass];
        step(active, next, dense, now);
        lead(now);
        gather(now);
        reports.clear();
        for (int word : dense.reportingWords) {
            for (long rest = next[word] & dense.reporting[word]; rest != 0; rest &= rest - 1) {
                int state = dense.places.stateAt[64 * word + Long.numberOfTrailingZeros(rest)];
                reports.addAll(image.acceptList, image.acceptIndex[state], image.acceptIndex[state + 1]);
            }
        }
        reports.sortDistinct(0);
    }

    /** Every array at the same index: so the compiler makes vectors of it. */
    private static void step(long[] from, long[] to, DenseImage dense, long[] now) {
        long[] shifted = dense.shifted;
        long[] runs = dense.runs.runs;
        long[] behind = dense.runs.behind;
        long[] kept = dense.kept;
        long[] every = dense.every;
        for (int word = 0; word < to.length; word++) {
            long before = from[word];
            long carried = ((before & runs[word]) + runs[word]) & behind[word];
            to[word] = (carried | (before << 1 & shifted[word]) | (before & kept[word]) | every[word]) & now[word];
        }
    }

    private void lead(long[] now) {
        for (int word : dense.leadingWords) {
            for (long rest = active[word] & dense.leading[word]; rest != 0; rest &= rest - 1) {
                int place = 64 * word + Long.numberOfTrailingZeros(rest);
                for (int i = dense.leadsIndex[place]; i < dense.leadsIndex[place + 1]; i++) {
                    int target = dense.leadsTo[i];
                    next[target >>> 6] |= 1L << target & now[target >>> 6];
                }
            }
        }
    }

    private void gather(long[] now) {
        int at = 0;
        for (int i = 0; i < dense.gathering.length; i++) {
            long any = 0;
            for (; at < dense.gatheredIndex[i + 1]; at++) {
                any |= active[dense.gatheredWord[at]] & dense.gatheredBits[at];
            }
            if (any != 0) {
                int target = dense.gathering[i];
                next[target >>> 6] |= 1L << target & now[target >>> 6];
            }
        }
    }

    @Override
    public IntArena reports() {
        return reports;
    }

    @Override
    public void take() {
        long[] before = active;
        active = next;
        next = before;
    }

    @Override
    public void activeTo(long[] states) {
        Arrays.fill(states, 0);
        for (int word = 0; word < active.length; word++) {
            for (long rest = active[word]; rest != 0; rest &= rest - 1) {
                int state = dense.places.stateAt[64 * word + Long.numberOfTrailingZeros(rest)];
                states[state >>> 6] |= 1L << state;
            }
        }
    }
}
