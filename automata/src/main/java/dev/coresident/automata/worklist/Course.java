package dev.coresident.automata.worklist;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.policy.WorklistMode;
import dev.coresident.automata.worklist.frontier.Ends;
import dev.coresident.automata.worklist.frontier.Frontier;
import dev.coresident.automata.worklist.frontier.Range;
import dev.coresident.automata.worklist.frontier.Wave;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.function.IntSupplier;

/**
 * One input after the other: chunk by chunk into device memory, and in each chunk decision by decision, until no pair is left.
 *
 * <p>A blocking decision reaches to the end of a window of the chunk; a non-blocking one is one turn of eight visits a task. Where parity is
 * asked both modes go to the end of the window, and what the decided one left is what goes on. One thread.
 */
final class Course {
    private final WorklistPlan plan;
    private final WorklistOptions options;
    private final DeviceBuffer chunk;
    private final Wave wave;
    private final IntSupplier occupancy;
    private final Tally tally;
    private final Frontier frontier = new Frontier();
    private final Ends pending = new Ends();
    private final Pass blocking = new Pass();
    private final Pass nonBlocking = new Pass();

    private InputBytes input = new InputBytes.Memory(MemorySegment.NULL);
    private EndSink sink = (rule, end) -> {};
    private long size;
    private Range range = new Range(0, 0, false);
    private boolean done = true;

    private WorklistRequest request = new WorklistRequest(0, 0, false, true);
    private WorklistDecision decision = WorklistPolicy.reference().decide(request);
    private Range window = range;
    private Pass running = blocking;
    private int shardTasks;

    Course(WorklistPlan plan, DeviceBuffer chunk, Wave wave, IntSupplier occupancy, Tally tally) {
        this.plan = plan;
        this.options = plan.options();
        this.chunk = chunk;
        this.wave = wave;
        this.occupancy = occupancy;
        this.tally = tally;
        this.shardTasks = plan.shape().tasks();
    }

    void begin(InputBytes bytes, int[] seeds, int count, EndSink told) {
        input = bytes;
        size = bytes.size();
        sink = told;
        range = new Range(0, 0, false);
        frontier.clear();
        frontier.add(seeds, count);
        pending.clear();
        done = false;
    }

    boolean isDone() {
        return done;
    }

    /** Does what it can; false if there was nothing to do. */
    boolean advance() throws IOException {
        if (done) {
            return false;
        }
        if (wave.isActive()) {
            boolean worked = wave.advance();
            if (!wave.isActive()) {
                waveEnded();
            }
            return worked;
        }
        if (frontier.size() > 0 && !range.reaches(frontier.index(0))) {
            load();
        } else {
            decide();
        }
        return true;
    }

    private void load() throws IOException {
        long from = range.end();
        int wanted = (int) Math.min(options.chunkBytes(), size - from);
        int bytes = input.read(from, wanted, chunk.segment());
        size = bytes < wanted ? from + bytes : size;
        if (bytes > 0) {
            chunk.wrote(0, bytes);
        }
        range = new Range(from, from + bytes, from + bytes == size);
    }

    private void decide() {
        int depth = frontier.size();
        request = new WorklistRequest(depth, occupancy.getAsInt(), options.parity(), true);
        decision = options.policy().decide(request);
        tally.decided(decision.mode(), depth);
        if (decision.mode() == WorklistMode.EMPTY) {
            done = true;
            tally.read(size);
            return;
        }
        long until = Math.min(range.end(), frontier.index(0) + options.windowBytes());
        boolean whole = until == range.end();
        boolean blocks = decision.mode() == WorklistMode.BLOCKING;
        window = blocks || options.parity() ? new Range(range.first(), until, whole && range.told()) : range;
        run(options.parity() || blocks ? blocking : nonBlocking);
    }

    private void run(Pass pass) {
        running = pass;
        pass.begin(frontier);
        beginWave();
    }

    private void beginWave() {
        int most = shardTasks;
        if (decision.mode() == WorklistMode.SPILL_REQUIRED) {
            most = Math.min(most, Math.ceilDiv(running.frontier.size(), options.places()));
        }
        wave.begin(running.frontier, running.ends, window, running == blocking, Math.max(1, most));
    }

    private void waveEnded() {
        tally.ran(wave);
        running.ran(wave);
        shardTasks = wave.spills() > 0
                ? Math.max(1, Math.min(shardTasks, wave.smallestSpill()) / 2)
                : (int) Math.min(2L * shardTasks, plan.shape().tasks());
        boolean more = running.frontier.size() > 0 && window.reaches(running.frontier.index(0));
        if (options.parity() && more) {
            beginWave();
        } else if (options.parity() && running == blocking) {
            run(nonBlocking);
        } else {
            conclude();
        }
    }

    /** What the decided mode left goes on. */
    private void conclude() {
        boolean parity = options.parity();
        Pass decided = decision.mode() == WorklistMode.BLOCKING ? blocking : nonBlocking;
        Parity found = !parity ? Parity.NOT_ASKED : blocking.foundWhat(nonBlocking) ? Parity.EQUAL : Parity.DIFFERENT;
        long before = frontier.index(0);
        frontier.copy(decided.frontier);
        long after = frontier.size() == 0 ? window.end() : Math.min(frontier.index(0), window.end());
        tally.proved(new Evidence(
                Evidence.SCHEMA_VERSION,
                request,
                decision,
                options.policy().label(),
                nanos(blocking, parity || decided == blocking),
                nanos(nonBlocking, parity || decided == nonBlocking),
                decided.visits(),
                decided.slots(),
                after - before,
                frontier.size(),
                decided.spills(),
                found));
        pending.addAll(decided.ends);
        // A pair at an index may still report an end right before it.
        tally.told(pending.passBelow(frontier.size() == 0 ? Long.MAX_VALUE : frontier.index(0) - 1, sink::end));
    }

    private static OptionalLong nanos(Pass pass, boolean ran) {
        return ran ? OptionalLong.of(pass.nanos()) : OptionalLong.empty();
    }
}
