package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.input.Problem;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.order.EndQueue;
import dev.coresident.automata.scan.order.MatchQueue;
import dev.coresident.automata.scan.order.WaitingMatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file under scan, and the memory for it, which the next file uses again. One thread calls {@link #advance} until it has
 * {@linkplain #isDone ended}, and {@link #deliver} when it is this file's turn.
 *
 * <p>Owns a few chunks, so that one is read while the device has the others, and a lane for each rule group. A file is read to the
 * length that it had when it was opened.
 */
public final class FileScan implements AutoCloseable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final Set<StandardOpenOption> READING = Set.of(StandardOpenOption.READ);
    /** A file of at most so many bytes is read before it is known whether it is binary. */
    private static final long READ_AT_ONCE_BYTES = 1 << 16;
    /** A file whose turn it is gives out what is settled at least this often. */
    private static final long DELIVER_BYTES = 32L << 20;
    /** How far the file goes on at least before the settled matches are worked out again. */
    private static final long SETTLE_BYTES = 1L << 18;
    /** To settle asks every rule: with many rules it must be worth it. */
    private static final long SETTLE_BYTES_PER_RULE = 256;

    private final Chunks chunks;
    private final List<Lane> lanes = new ArrayList<>();
    private final WaitingMatches queue;
    private final FileBytes bytes = new FileBytes();
    private final ByteBuffer probe = ByteBuffer.allocate(Input.BINARY_PROBE_BYTES);
    private final Report report;
    private final SlotCounts counts;
    private final int matchesInMemory;
    private final long settleBytes;

    private Path path = Path.of("");
    private @Nullable FileChannel channel;
    /** What became of it before any lane saw it. */
    private @Nullable FileOutcome early;
    /** Why it cannot be read any further. */
    private @Nullable Problem broken;
    /** Set when matches were lost on their way into the queue: nothing more is given out. */
    private boolean lossy;
    /** That it ended before the length that it had. */
    private @Nullable Problem shorter;

    private long length;
    private long read;
    private boolean readAll;
    private boolean begun;
    private long settledAt;
    private long matches;

    /**
     * A place for one file after the other.
     *
     * @param buffers chunks of device memory, at least two
     * @param headroom how many of their bytes are for what stands before a chunk in the file
     * @param groups what to scan with
     * @param matchesInMemory how many matches may wait in memory
     * @param counts told of every slot
     */
    public FileScan(
            List<DeviceBuffer> buffers,
            int headroom,
            List<GroupBinding> groups,
            Report report,
            int matchesInMemory,
            SlotCounts counts) {
        this.chunks = new Chunks(buffers, headroom);
        this.report = report;
        this.counts = counts;
        this.matchesInMemory = matchesInMemory;
        long rules = groups.stream().mapToLong(GroupBinding::ruleCount).sum();
        this.settleBytes = Math.max(SETTLE_BYTES, SETTLE_BYTES_PER_RULE * rules);
        this.queue = switch (report) {
            case ENDS -> {
                EndQueue ends = new EndQueue(groups.size(), 1 + greatestNumber(groups), matchesInMemory);
                for (GroupBinding group : groups) {
                    add(group, new EndReporter(group, ends, lanes.size()));
                }
                yield ends;
            }
            case SPANS -> {
                MatchQueue spans = new MatchQueue(matchesInMemory);
                for (GroupBinding group : groups) {
                    add(group, new SpanReporter(group, spans, bytes));
                }
                yield spans;
            }
        };
    }

    private void add(GroupBinding group, Reporter reporter) {
        lanes.add(new Lane(group, chunks.count(), reporter, counts));
    }

    private static int greatestNumber(List<GroupBinding> groups) {
        return groups.stream().mapToInt(GroupBinding::greatestNumber).max().orElse(0);
    }

    /** Takes something that could not be read, to be told in its turn. */
    public void begin(Problem unreadable) {
        reset(unreadable.path());
        early = new FileOutcome.Unreadable(unreadable, 0, 0);
    }

    /** Opens a file. That it cannot be opened, or is binary, is told in its turn. */
    public void begin(Input input) {
        reset(input.path());
        try {
            FileChannel opened = FileChannel.open(path, READING);
            channel = opened;
            length = opened.size();
            if (input.skipIfBinary() && isBinary(opened)) {
                early = new FileOutcome.Binary(path);
                return;
            }
            bytes.begin(opened, length);
            lanes.forEach(Lane::begin);
        } catch (IOException e) {
            early = new FileOutcome.Unreadable(Problem.of(path, e), 0, 0);
        }
    }

    private void reset(Path next) {
        path = next;
        early = null;
        broken = null;
        lossy = false;
        shorter = null;
        length = 0;
        read = 0;
        chunks.begin();
        readAll = false;
        begun = false;
        settledAt = 0;
        matches = 0;
    }

    /** What fits into a chunk is read only once. */
    private boolean isBinary(FileChannel opened) throws IOException {
        probe.clear();
        if (length <= Math.min(READ_AT_ONCE_BYTES, chunks.bytes())) {
            readChunk();
            if (broken == null) {
                chunks.last().copyBeginning(probe);
            }
        } else {
            while (probe.hasRemaining() && opened.read(probe, probe.position()) >= 0) {}
        }
        return hasNul(probe.array(), probe.position());
    }

    /** Eight bytes at a time: a byte is zero where subtracting one borrows from a bit that was not set. */
    private static boolean hasNul(byte[] bytes, int length) {
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long word = (long) LONG.get(bytes, at);
            if (((word - 0x0101_0101_0101_0101L) & ~word & 0x8080_8080_8080_8080L) != 0) {
                return true;
            }
        }
        for (; at < length; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes in what ended, reads what has room and submits what can go on.
     *
     * @param turn whether it is this file's turn; until then it pauses when many matches wait
     * @param stopping whether to submit nothing more
     * @return whether anything was done
     */
    public boolean advance(boolean turn, boolean stopping) {
        if (early != null) {
            return false;
        }
        boolean worked = false;
        for (Lane lane : lanes) {
            worked |= collect(lane);
        }
        if (stopping || broken != null || (!turn && queue.inMemory() >= matchesInMemory / 2)) {
            return worked;
        }
        // One at a time: the device can begin with it before the next is read.
        if (!readAll && chunks.hasRoom()) {
            readChunk();
            worked = true;
        }
        for (Lane lane : lanes) {
            worked |= lane.goOn(chunks, turn);
        }
        return worked;
    }

    private boolean collect(Lane lane) {
        try {
            return lane.collect();
        } catch (IOException e) {
            broken = Problem.of(path, e);
            lossy = true;
            return true;
        }
    }

    private void readChunk() {
        try {
            boolean whole = chunks.readNext(Objects.requireNonNull(channel), read, length, lanes.size());
            Chunk chunk = chunks.last();
            read += chunk.length();
            counts.read(chunk.length());
            if (!whole) {
                shorter = new Problem(
                        path, "became shorter while it was scanned: " + read + " bytes of " + length + " were there");
                bytes.shorten(read);
                length = read;
            }
            readAll = chunk.isLast();
        } catch (IOException e) {
            broken = Problem.of(path, e);
        }
    }

    /** Whether all is known of this file that will be, and none of its slots is out. */
    public boolean isDone(boolean stopping) {
        return early != null || (isIdle() && (broken != null || stopping || isThrough()));
    }

    private boolean isIdle() {
        for (Lane lane : lanes) {
            if (!lane.isIdle()) {
                return false;
            }
        }
        return true;
    }

    private boolean isThrough() {
        for (Lane lane : lanes) {
            if (!lane.isThrough()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Gives out what is settled; when the file is done, all of it and its outcome. Only in its turn.
     *
     * @return the outcome when the file was done, and then the place is free for another
     */
    public @Nullable FileOutcome deliver(MatchSink sink, boolean stopping) throws IOException {
        FileOutcome outcome = early;
        if (outcome == null) {
            if (!begun) {
                begun = true;
                sink.begin(path);
            }
            if (!isDone(stopping)) {
                if (isDue()) {
                    settledAt = position();
                    drain(settledBefore(), sink);
                }
                return null;
            }
            boolean whole = broken == null && isThrough();
            drain(whole ? Long.MAX_VALUE : settledBefore(), sink);
            outcome = outcome(whole);
        }
        finish();
        sink.end(outcome);
        return outcome;
    }

    private void drain(long bound, MatchSink sink) throws IOException {
        queue.drainBelow(bound, (start, end, rule) -> {
            matches++;
            sink.match(rule, start, end);
        });
    }

    /** Ends are settled as they come; to settle spans may cost reading backwards in the file. */
    private boolean isDue() {
        return switch (report) {
            case ENDS -> true;
            case SPANS -> {
                long gone = position() - settledAt;
                yield gone >= DELIVER_BYTES || (queue.inMemory() >= matchesInMemory / 2 && gone >= settleBytes);
            }
        };
    }

    /** How far every lane is. */
    private long position() {
        long position = length;
        for (Lane lane : lanes) {
            position = lane.isThrough() ? position : Math.min(position, lane.position());
        }
        return position;
    }

    private long settledBefore() {
        if (lossy) {
            return 0;
        }
        long settled = Long.MAX_VALUE;
        try {
            for (Lane lane : lanes) {
                settled = Math.min(settled, lane.settledBefore());
            }
        } catch (UncheckedIOException e) {
            broken = Problem.of(path, Objects.requireNonNull(e.getCause()));
            return 0;
        }
        return settled;
    }

    private FileOutcome outcome(boolean whole) {
        Problem problem = broken != null ? broken : shorter;
        if (problem != null) {
            return new FileOutcome.Unreadable(problem, read, matches);
        }
        return whole ? new FileOutcome.Scanned(path, length, matches) : new FileOutcome.Stopped(path, read, matches);
    }

    /** Frees the place without a word about the file. Only when it is {@linkplain #isDone done}. */
    public void discard() throws IOException {
        finish();
    }

    /** Matches that waited in a temporary file, over all files. */
    public long spilledMatches() {
        return queue.spilled();
    }

    private void finish() throws IOException {
        lanes.forEach(Lane::abandon);
        chunks.release();
        queue.clear();
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    /** Gives back what the host holds; the chunks are their owner's. Only when no slot is out. */
    @Override
    public void close() throws IOException {
        finish();
    }
}
