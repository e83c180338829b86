package dev.coresident.automata.scan.order;

import java.io.IOException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Takes the matches of one file in any order and gives them out by start, end and rule, as far as the caller knows that nothing
 * smaller can follow. At most {@code bound} matches stay in memory; when there are more, all are sorted and written to a temporary
 * file, and merged when they are given out. Nothing is lost, and what was spilled is counted.
 *
 * <p>One thread. Memory: at most 68 bytes for each match of the bound, and 20 KiB for each run in the temporary file.
 */
public final class MatchQueue implements WaitingMatches {
    /** The largest bound. */
    public static final int MOST_IN_MEMORY = MatchColumns.MOST_ROWS;

    private final MatchColumns memory;
    private final PriorityQueue<SpillFile.Run> runs = new PriorityQueue<>();
    private @Nullable SpillFile file;
    private long least = Long.MAX_VALUE;
    private long spilled;

    /**
     * An empty queue.
     *
     * @param bound how many matches may wait in memory, 1 to {@link #MOST_IN_MEMORY}
     */
    public MatchQueue(int bound) {
        if (bound < 1 || bound > MOST_IN_MEMORY) {
            throw new IllegalArgumentException(
                    "the matches that may wait in memory are 1 to " + MOST_IN_MEMORY + ", got " + bound);
        }
        this.memory = new MatchColumns(bound);
    }

    /** Adds a match: offsets from 0 to 2^43 - 1, and a rule from 0. */
    public void add(long start, long end, int rule) throws IOException {
        if (memory.isFull()) {
            spill();
        }
        memory.add(start, end, rule);
        least = Math.min(least, start);
    }

    @Override
    public int inMemory() {
        return memory.size();
    }

    /** True if no match waits, in memory or in a file. */
    boolean isEmpty() {
        return memory.size() == 0 && runs.isEmpty();
    }

    @Override
    public long spilled() {
        return spilled;
    }

    @Override
    public void drainBelow(long bound, MatchConsumer consumer) throws IOException {
        if (least >= bound) {
            return;
        }
        memory.sort();
        int row = 0;
        while (true) {
            SpillFile.Run run = runs.peek();
            boolean rowLeft = row < memory.size();
            if (run != null && (!rowLeft || memory.compare(row, run.start, run.end, run.rule) > 0)) {
                if (run.start >= bound) {
                    break;
                }
                consumer.match(run.start, run.end, run.rule);
                runs.remove();
                if (run.next()) {
                    runs.add(run);
                }
            } else if (rowLeft && memory.start(row) < bound) {
                consumer.match(memory.start(row), memory.end(row), memory.rule(row));
                row++;
            } else {
                break;
            }
        }
        memory.removeFirst(row);
        SpillFile.Run run = runs.peek();
        least = memory.size() == 0 ? Long.MAX_VALUE : memory.start(0);
        least = run == null ? least : Math.min(least, run.start);
        if (run == null) {
            closeFile();
        }
    }

    private void spill() throws IOException {
        SpillFile target = file;
        if (target == null) {
            target = SpillFile.create();
            file = target;
        }
        memory.sort();
        runs.add(target.append(memory));
        spilled += memory.size();
        memory.removeFirst(memory.size());
    }

    @Override
    public void clear() throws IOException {
        memory.removeFirst(memory.size());
        runs.clear();
        least = Long.MAX_VALUE;
        closeFile();
    }

    private void closeFile() throws IOException {
        SpillFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        clear();
    }
}
