package dev.coresident.automata.scan;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.input.InputSource;
import dev.coresident.automata.input.Problem;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.ScanRule;
import dev.coresident.automata.scan.file.FileScan;
import dev.coresident.automata.scan.file.OutputPool;
import dev.coresident.automata.scan.file.SlotCounts;
import dev.coresident.automata.scan.file.SlotFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Runs rule sets as tenants of a resident kernel over files. Several files and all rule groups are on the device at once; what comes
 * out is in an order that depends on the inputs alone.
 *
 * <p>One thread opens, {@linkplain #scan scans} and closes; it also reads the files, runs the kernel's pump and finds the starts of
 * spans. {@link #stop} may be called by any thread. The host's memory is bounded by {@link ScanOptions}, the device's by
 * {@link ScanPlan}.
 *
 * <p>A device that is lost in the middle of a scan changes nothing in what comes out: slots run again on the next one, those included whose
 * events were not read in time.
 *
 * <p>Closing waits until the tenants' slots have ended, gives all memory back and unregisters the tenants. The kernel stays open.
 */
public final class Scanner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scanner.class.getName());

    /** The slots of many small files are brought to the device together. */
    private static final long LONG_READ_BYTES = 1 << 16;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final ResidentKernel kernel;
    private final ImmutableList<Tenant> tenants;
    private final ImmutableList<ScanRule> rules;
    private final List<DeviceBuffer> buffers;
    private final ImmutableList<OutputPool> outputs;
    private final ImmutableList<FileScan> places;
    private final SlotCounts counts;
    private final Patience patience;
    private final Deque<FileScan> free = new ArrayDeque<>();
    private final Deque<FileScan> running = new ArrayDeque<>();
    private volatile boolean stopping;
    private boolean cut;

    private long files;
    private long bytes;
    private long matches;
    private long binary;
    private long unreadable;

    Scanner(
            ResidentKernel kernel,
            List<Tenant> tenants,
            List<ScanRule> rules,
            List<DeviceBuffer> buffers,
            List<OutputPool> outputs,
            List<FileScan> places,
            SlotCounts counts) {
        this.kernel = kernel;
        this.tenants = ImmutableList.copyOf(tenants);
        this.rules = ImmutableList.copyOf(rules);
        this.buffers = List.copyOf(buffers);
        this.outputs = ImmutableList.copyOf(outputs);
        this.places = ImmutableList.copyOf(places);
        this.counts = counts;
        this.patience = new Patience(kernel.time());
        free.addAll(places);
    }

    /**
     * Registers a tenant for each rule set, uploads and binds its images, and takes the memory for the files.
     *
     * @param kernel opened with at least what {@link ScanPlan#sized} asks for
     * @param plan the rule sets and bounds
     */
    public static ScannerOpening open(ResidentKernel kernel, ScanPlan plan) {
        return new ScannerBuilder(kernel, plan).open();
    }

    /** The rules by the numbers that {@link MatchSink} gives them. */
    public ImmutableList<ScanRule> rules() {
        return rules;
    }

    /** The tenants, in the order of the plan. */
    public ImmutableList<Tenant> tenants() {
        return tenants;
    }

    /**
     * Scans until the source ends or {@link #stop} is called.
     *
     * @param source which files
     * @param sink receives the results on this thread
     * @return false if it was stopped before the end
     * @throws IOException from the sink, or from the temporary file of waiting matches
     * @throws ScanException if the kernel cannot go on; the scanner can then only be closed
     * @throws InterruptedException if the thread was interrupted; likewise
     */
    public boolean scan(InputSource source, MatchSink sink) throws IOException, ScanException, InterruptedException {
        try {
            outputs.forEach(OutputPool::begin);
            boolean ended = false;
            while (!ended || !running.isEmpty()) {
                boolean stop = stopping;
                boolean worked = kernel.poll() > 0;
                while (!ended && !free.isEmpty()) {
                    ended = stop || !begin(source);
                    worked = true;
                }
                boolean turn = true;
                for (FileScan file : running) {
                    long before = counts.bytes();
                    worked |= file.advance(turn, stop);
                    if (counts.bytes() - before >= LONG_READ_BYTES) {
                        kernel.poll(); // what it submitted is on its way before the next one reads as long
                    }
                    turn = false;
                }
                worked |= deliver(sink, stop);
                if (worked) {
                    patience.worked();
                } else {
                    await();
                }
            }
            outputs.forEach(OutputPool::rest); // a scan that failed leaves slots out, and can only be closed
        } catch (SlotFailure e) {
            throw new ScanException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return !stopping;
    }

    private boolean begin(InputSource source) {
        switch (source.next()) {
            case null -> {
                return false;
            }
            case Found.File(Input input) -> {
                FileScan place = free.removeLast();
                place.begin(input);
                running.addLast(place);
            }
            case Found.Unreadable(Problem problem) -> {
                FileScan place = free.removeLast();
                place.begin(problem);
                running.addLast(place);
            }
        }
        return true;
    }

    private boolean deliver(MatchSink sink, boolean stop) throws IOException {
        boolean worked = false;
        while (!running.isEmpty()) {
            FileScan first = running.getFirst();
            if (cut) {
                // Behind a file that was stopped half way nothing may be told any more.
                if (!first.isDone(true)) {
                    break;
                }
                first.discard();
            } else {
                FileOutcome outcome = first.deliver(sink, stop);
                if (outcome == null) {
                    break;
                }
                count(outcome);
                cut = outcome instanceof FileOutcome.Stopped;
            }
            worked = true;
            running.removeFirst();
            free.addLast(first);
        }
        return worked;
    }

    private void await() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while slots were out; they stay outstanding");
        }
        patience.pause();
    }

    private void count(FileOutcome outcome) {
        switch (outcome) {
            case FileOutcome.Scanned(var path, long size, long found) -> {
                files++;
                bytes += size;
                matches += found;
                ScanRecord.scanned(path, size, found);
            }
            case FileOutcome.Unreadable(var problem, long size, long found) -> {
                unreadable++;
                bytes += size;
                matches += found;
            }
            case FileOutcome.Stopped(var path, long size, long found) -> {
                bytes += size;
                matches += found;
            }
            case FileOutcome.Binary(var path) -> binary++;
        }
    }

    /** Ends the scan: what is on the device is taken in, what is complete is given out in order, nothing more is begun. Any thread. */
    public void stop() {
        stopping = true;
    }

    /** Bytes read from files so far, for a progress bar. Any thread. */
    public long bytesRead() {
        return counts.bytes();
    }

    /** What was done so far. On the scanning thread, or after it is done. */
    public ScanTotals totals() {
        long spilled = places.stream().mapToLong(FileScan::spilledMatches).sum();
        return new ScanTotals(
                files,
                bytes,
                matches,
                binary,
                unreadable,
                counts.slots(),
                counts.partialSlots(),
                counts.repeatedSlots(),
                counts.guessedChunks(),
                counts.missedGuesses(),
                spilled);
    }

    @Override
    public void close() throws IOException {
        boolean interrupted = false;
        for (Tenant tenant : tenants) {
            try {
                if (tenant.quiesce(CLOSE_LIMIT) instanceof Quiesce.TimedOut(long outstanding, var _)) {
                    LOG.log(
                            Level.WARNING,
                            "{0} has {1} slots that did not end within {2}; its memory is given back when they do",
                            tenant,
                            outstanding,
                            CLOSE_LIMIT);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        buffers.forEach(DeviceBuffer::close);
        outputs.forEach(OutputPool::close);
        tenants.forEach(kernel.tenants()::unregister);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (FileScan place : places) {
            place.close();
        }
    }
}
