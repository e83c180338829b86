package dev.coresident.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Repeated measurements of one thing. Not thread-safe. */
public final class Samples {
    private final List<Double> values = new ArrayList<>();

    /** No measurement yet. */
    public Samples() {}

    /** Adds one. */
    public void add(double value) {
        values.add(value);
    }

    /** How many there are. */
    public int count() {
        return values.size();
    }

    /** The middle one; of an even number the upper middle. NaN if there is none. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** The least. NaN if there is none. */
    public double least() {
        return values.isEmpty() ? Double.NaN : Collections.min(values);
    }

    /** The greatest. NaN if there is none. */
    public double greatest() {
        return values.isEmpty() ? Double.NaN : Collections.max(values);
    }

    /** All in the order of measuring. */
    public String raw(String format) {
        return values.stream().map(value -> format.formatted(value)).collect(Collectors.joining(" "));
    }
}
