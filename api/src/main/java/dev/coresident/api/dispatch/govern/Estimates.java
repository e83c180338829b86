package dev.coresident.api.dispatch.govern;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/**
 * Mean and deviation of samples by key, as RFC 6298 computes them: of the first sample s the mean is s and the deviation s / 2;
 * then the deviation moves a quarter of the way to the sample's distance from the mean, and after it the mean an eighth of
 * the way to the sample. Whole nanoseconds, quotients rounded towards zero.
 *
 * <p>One key more than the bound, and the one that had no sample for the longest time is forgotten.
 */
final class Estimates {
    private final int maxKeys;
    private final KeyedRows rows;
    private long[] means;
    private long[] deviations;
    private int[] samples;
    private long forgotten;

    Estimates(int maxKeys) {
        this.maxKeys = maxKeys;
        rows = new KeyedRows(maxKeys, 1, 0);
        means = new long[rows.capacity()];
        deviations = new long[rows.capacity()];
        samples = new int[rows.capacity()];
    }

    void add(long key, long nanos) {
        int row = rows.find(key);
        if (row != KeyedRows.NONE) {
            rows.move(row, 0);
            deviations[row] += (Math.abs(nanos - means[row]) - deviations[row]) / 4;
            means[row] += (nanos - means[row]) / 8;
            samples[row] = samples[row] == Integer.MAX_VALUE ? samples[row] : samples[row] + 1;
            return;
        }
        row = addRow(key);
        means[row] = nanos;
        deviations[row] = nanos / 2;
        samples[row] = 1;
    }

    private int addRow(long key) {
        if (rows.isFull()) {
            rows.remove(rows.first(0));
            forgotten++;
        }
        int row = rows.add(key, 0);
        if (means.length < rows.capacity()) {
            means = Arrays.copyOf(means, rows.capacity());
            deviations = Arrays.copyOf(deviations, rows.capacity());
            samples = Arrays.copyOf(samples, rows.capacity());
        }
        return row;
    }

    /** The row of a key that had enough samples, or NONE. */
    int warm(long key, int enough) {
        int row = rows.find(key);
        return row != KeyedRows.NONE && samples[row] >= enough ? row : KeyedRows.NONE;
    }

    long mean(int row) {
        return means[row];
    }

    long deviation(int row) {
        return deviations[row];
    }

    int samples(int row) {
        return samples[row];
    }

    long forgotten() {
        return forgotten;
    }

    /** Forgets every key whose upper half is this tenant. */
    void forgetUpper(int tenant) {
        int row = rows.first(0);
        while (row != KeyedRows.NONE) {
            int after = rows.after(row);
            if ((int) (rows.key(row) >>> 32) == tenant) {
                rows.remove(row);
            }
            row = after;
        }
    }

    ServiceTimes.Table save() {
        ImmutableList.Builder<ServiceTimes.Estimate> estimates = ImmutableList.builder();
        for (int row = rows.first(0); row != KeyedRows.NONE; row = rows.after(row)) {
            estimates.add(new ServiceTimes.Estimate(rows.key(row), means[row], deviations[row], samples[row]));
        }
        return new ServiceTimes.Table(maxKeys, estimates.build(), forgotten);
    }

    static Estimates restore(ServiceTimes.Table state) {
        Estimates estimates = new Estimates(state.maxKeys());
        for (ServiceTimes.Estimate each : state.estimates()) {
            int row = estimates.addRow(each.key());
            estimates.means[row] = each.meanNanos();
            estimates.deviations[row] = each.deviationNanos();
            estimates.samples[row] = each.samples();
        }
        estimates.forgotten = state.forgotten();
        return estimates;
    }
}
