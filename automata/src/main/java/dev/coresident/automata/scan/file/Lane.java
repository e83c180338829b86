package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.ScanLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One rule group over one file: slot after slot, the automaton's state carried from one to the next, so that no split of the file
 * into chunks can be seen in what it reports. At most one slot is out at a time. One thread.
 */
final class Lane {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final GroupBinding binding;
    private final Reporter reporter;
    private final SlotCounts counts;
    private final EventOrder events = new EventOrder();
    private final CompletionListener listener = this::ended;
    private final Completion awaited = new Completion();
    private final int[] arguments;
    /** Where the state is a set; null where it is a word. */
    private final @Nullable LaneStates states;

    private long ticket;
    /** Where the slot that is out puts its events; null while none is out. */
    private @Nullable DeviceBuffer output;

    private @Nullable Chunk chunk;
    private long chunksPassed;
    private int state;
    private int offset;
    private int flags;
    private long position;
    private boolean through;

    /** The outcome of the slot that was out. Written by the thread that pumps, before {@link #ended}. */
    private FaultCode fault = FaultCode.NONE;

    private int reached;
    private int consumed;
    private int eventCount;
    private int flagsLeft;
    private int incarnation;
    private int[] words = new int[0];
    private volatile boolean ended;

    Lane(GroupBinding binding, Reporter reporter, SlotCounts counts) {
        this.binding = binding;
        this.reporter = reporter;
        this.counts = counts;
        this.states = binding.takeStates();
        this.arguments = new int[states == null ? ScanLayout.ARGUMENTS : ScanLayout.STATE_ARGUMENTS];
    }

    void begin() {
        events.begin();
        reporter.begin();
        chunk = null;
        chunksPassed = 0;
        state = binding.startState();
        position = 0;
        through = false;
    }

    /** How many chunks of the file it needs no more. */
    long chunksPassed() {
        return chunksPassed;
    }

    boolean isIdle() {
        return output == null;
    }

    /** True when every match of the group in the file was reported. */
    boolean isThrough() {
        return through;
    }

    /** How many bytes of the file it has behind it. */
    long position() {
        return position;
    }

    /** No later match of the group starts before the answer. */
    long settledBefore() {
        return through ? Long.MAX_VALUE : position <= 1 ? 0 : reporter.settledBefore(position - 1);
    }

    /** Goes to the next chunk, which its owner has just read or kept for it. */
    void enter(Chunk next) {
        chunk = next;
        offset = 0;
        flags = next.flags();
    }

    /** Lets a chunk pass that can change nothing any more. */
    void skip(Chunk passed) {
        passed.lanePassed();
        chunksPassed++;
    }

    boolean needsChunk() {
        return chunk == null;
    }

    /** Submits the rest of the chunk, unless no output buffer is free, the tenant's backlog is full or the tenant is suspended. */
    boolean submit() {
        Chunk current = chunk;
        if (current == null || !isIdle() || binding.tenant().isSuspended()) {
            return false;
        }
        DeviceBuffer target = binding.outputs().take();
        if (target == null) {
            return false;
        }
        arguments[0] = current.handle();
        arguments[1] = current.at() + offset;
        arguments[2] = current.length() - offset;
        arguments[3] = state;
        arguments[4] = target.handle();
        arguments[5] = 0;
        arguments[6] = (int) (target.bytes() / ScanLayout.EVENT_BYTES);
        arguments[7] = flags;
        if (states != null) {
            states.put(arguments, (flags & ScanLayout.FIRST) != 0);
        }
        ended = false;
        long answer =
                binding.tenant().submit(binding.tenant().policy().priority(), listener, binding.opcode(), arguments);
        if (Refusal.isRefused(answer)) {
            binding.outputs().giveBack(target);
            Refusal refusal = Refusal.of(answer);
            if (refusal == Refusal.BACKLOG_CAP
                    || refusal == Refusal.BACKLOG_STRAGGLER
                    || refusal == Refusal.SUSPENDED) {
                return false;
            }
            throw failure(refusal.rule() + ": " + refusal.wayOut());
        }
        counts.submitted();
        ticket = answer;
        output = target;
        return true;
    }

    /**
     * Keeps the outcome. By a listener, because a ticket can be read only until its place in the tenant's queue is taken again,
     * and other lanes may do that before this one looks.
     */
    private void ended(Completion completion) {
        fault = completion.isDone() ? FaultCode.NONE : completion.fault();
        reached = completion.result(0);
        consumed = completion.result(1);
        eventCount = completion.result(2);
        flagsLeft = completion.result(3);
        incarnation = completion.incarnation();
        ended = true;
    }

    /** Takes in the outcome of the slot that is out, if it has ended. */
    boolean collect() throws IOException {
        if (isIdle() || !ended) {
            return false;
        }
        if (fault != FaultCode.NONE) {
            throw failure("a slot ended in a fault: " + fault.meaning());
        }
        takeIn();
        return true;
    }

    /** Waits for the slot that is out, and runs the pump meanwhile. */
    void await(Duration limit) throws InterruptedException {
        binding.tenant().await(ticket, limit, awaited);
    }

    private void takeIn() throws IOException {
        DeviceBuffer results = output;
        Chunk current = chunk;
        if (results == null || current == null) {
            throw new IllegalStateException("a slot ended that no lane has out");
        }
        output = null;
        boolean whole = copy(results, eventCount) && (states == null || states.take(incarnation));
        binding.outputs().giveBack(results);
        if (!whole) {
            // Its events went with the device before they were read. Nothing of its outcome was used: the same slot
            // again.
            counts.repeated();
            return;
        }
        if (states != null) {
            states.keep();
        }
        int flagsBefore = flags;
        state = reached;
        tell(eventCount, current.base() + offset);
        offset += consumed;
        flags = flagsLeft;
        position = current.base() + offset;
        if (offset < current.length() || flags != 0) {
            if (consumed == 0 && eventCount == 0 && flags == flagsBefore) {
                throw failure("a slot did nothing at offset " + position);
            }
            counts.partial();
            pass();
        } else {
            leave(current);
        }
    }

    /**
     * Copies the events out of device memory before they are believed: the device may be lost while they are read.
     *
     * @return false if they are not those of the slot that ended
     */
    private boolean copy(DeviceBuffer results, int count) {
        if (count == 0) {
            return true;
        }
        if (results.fetch(0, count * ScanLayout.EVENT_BYTES) != incarnation) {
            return false;
        }
        if (words.length < 2 * count) {
            words = new int[Math.max(2 * count, 2 * words.length)];
        }
        MemorySegment.copy(results.segment(), WORD, 0, words, 0, 2 * count);
        return results.fetch(0, 0) == incarnation;
    }

    private void tell(int count, long base) {
        for (int i = 0; i < count; i++) {
            events.add(words[2 * i], base + words[2 * i + 1]);
        }
    }

    private void leave(Chunk current) throws IOException {
        current.lanePassed();
        chunk = null;
        chunksPassed++;
        through = current.isLast() || state == binding.deadState();
        pass();
    }

    /** An end right before the position may be reported again, by the next byte or by the end of the input: it waits. */
    private void pass() throws IOException {
        events.passBelow(through ? Long.MAX_VALUE : position - 1, reporter);
    }

    /** Gives up the rest of the file. Only while idle. */
    void abandon() {
        chunk = null;
    }

    private SlotFailure failure(String what) {
        return new SlotFailure(
                "tenant " + binding.tenant().id() + " \"" + binding.tenant().label() + "\": " + what);
    }
}
