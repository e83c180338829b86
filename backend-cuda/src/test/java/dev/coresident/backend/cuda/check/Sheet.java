package dev.coresident.backend.cuda.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The report: Markdown with a table for each question, and a file of raw samples beside it for each row that has some. One thread. */
final class Sheet {
    /** Samples of one row that are kept in its file; of more every n-th. */
    private static final int KEPT = 20_000;

    private final Path folder;
    private final String name;
    private final StringBuilder text = new StringBuilder(8_192);
    private final List<String> failures = new ArrayList<>();

    Sheet(Path folder, String name) throws IOException {
        this.name = name;
        this.folder = Files.createDirectories(folder);
        Files.createDirectories(folder.resolve("raw"));
    }

    void line(String line) {
        text.append(line).append('\n');
        System.out.println(line);
    }

    void section(String title, String... columns) {
        line("");
        line("## " + title);
        line("");
        if (columns.length > 0) {
            line("| " + String.join(" | ", columns) + " |");
            line("|" + "---|".repeat(columns.length));
        }
    }

    void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** A row of latencies: the name, p50, p99, p99.9, the greatest, in microseconds, and how many. */
    void latencies(String name, long[] nanos) throws IOException {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        row(
                name,
                micros(quantile(sorted, 0.5)),
                micros(quantile(sorted, 0.99)),
                micros(quantile(sorted, 0.999)),
                micros(sorted[sorted.length - 1]),
                Integer.toString(sorted.length));
        int every = Math.max(1, nanos.length / KEPT);
        raw(name + " ns", LongStream.range(0, nanos.length / every).map(i -> nanos[(int) i * every]));
    }

    static long quantile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (share * sorted.length))];
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e3);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.0f", value);
    }

    static String joined(double[] values) {
        return DoubleStream.of(values).mapToObj(Sheet::number).collect(Collectors.joining(" "));
    }

    private void raw(String name, LongStream values) throws IOException {
        String file = name.replaceAll("[^A-Za-z0-9]+", "-") + ".txt";
        Files.writeString(
                folder.resolve("raw").resolve(file),
                values.mapToObj(Long::toString).collect(Collectors.joining("\n", "", "\n")));
    }

    /** Something that must hold and does not: the run goes on and ends with exit code 1. */
    void fail(String what) {
        failures.add(what);
        line("**FAILED:** " + what);
    }

    /** Something that the checks do. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Does it and writes the report as far as it is. What it throws is a failure of the report, and the next step follows. */
    void step(String what, Step step) throws IOException {
        try {
            step.run();
        } catch (Exception | Error e) {
            e.printStackTrace();
            fail(what + " broke off: " + e);
        }
        save();
    }

    /** Ends the report; gives how many checks failed. */
    int end() throws IOException {
        section("Failures");
        line(failures.isEmpty() ? "None." : String.join("; ", failures));
        save();
        return failures.size();
    }

    private void save() throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
