package dev.coresident.automata.worklist.frontier;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.ScanLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Worklist memory and the slot that uses it, one at a time: the host writes the first half, the device the second, so that a slot may run
 * twice. One thread.
 */
public final class Place {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Tenant tenant;
    private final DeviceBuffer buffer;
    private final Shape shape;
    private final int[] arguments = new int[WorklistLayout.ARGUMENTS];
    private final CompletionListener listener = this::ended;
    private final Completion awaited = new Completion();
    private int opcode;
    private long ticket;
    private boolean out;
    private boolean waiting;

    /** The outcome of the slot that is out. Written by the thread that pumps, before {@link #ended}. */
    private FaultCode fault = FaultCode.NONE;

    private int left;
    private int visits;
    private int eventCount;
    private int reason;
    private int incarnation;
    private volatile boolean ended;

    private int[] tasks = new int[0];
    private int[] events = new int[0];

    /** Over memory of {@link Shape#bytes}. */
    public Place(Tenant tenant, DeviceBuffer buffer, Shape shape) {
        this.tenant = tenant;
        this.buffer = buffer;
        this.shape = shape;
    }

    boolean isFree() {
        return !out && !waiting;
    }

    /** True while a slot that was put could not be published yet. */
    boolean isWaiting() {
        return waiting;
    }

    /** Puts tasks of a frontier where a slot takes them; {@link #submit} publishes it. */
    void put(Frontier frontier, int from, int count, DeviceBuffer input, Range range, int slotOpcode, boolean blocks) {
        int[] words = frontier.words();
        for (int task = from; task < from + count; task++) {
            int at = task * Frontier.WORDS;
            words[at + (int) (TaskLayout.TENANT / 4)] = tenant.word();
            words[at + (int) (TaskLayout.INPUT_HANDLE / 4)] = input.handle();
            words[at + (int) (TaskLayout.OUTPUT_HANDLE / 4)] = buffer.handle();
        }
        MemorySegment.copy(words, from * Frontier.WORDS, buffer.segment(), WORD, 0, count * Frontier.WORDS);
        buffer.wrote(0, TaskLayout.BYTES * count);
        opcode = slotOpcode;
        arguments[0] = input.handle();
        arguments[1] = 0;
        arguments[2] = (int) (range.end() - range.first());
        arguments[3] = (int) range.first();
        arguments[4] = buffer.handle();
        arguments[5] = 0;
        arguments[6] = count;
        arguments[7] = range.told() ? WorklistLayout.LAST : 0;
        arguments[8] = shape.outputAt();
        arguments[9] = shape.tasks();
        arguments[10] = shape.events();
        arguments[11] = blocks ? 0 : WorklistLayout.VISITS_EACH * count;
        waiting = true;
    }

    /** Publishes the slot that was put; false if the tenant's backlog is full or the tenant is suspended, and it waits. */
    boolean submit() {
        if (tenant.isSuspended()) {
            return false;
        }
        ended = false;
        long answer = tenant.submit(tenant.policy().priority(), listener, opcode, arguments);
        if (Refusal.isRefused(answer)) {
            Refusal refusal = Refusal.of(answer);
            if (refusal == Refusal.BACKLOG_CAP
                    || refusal == Refusal.BACKLOG_STRAGGLER
                    || refusal == Refusal.SUSPENDED
                    || (refusal.isBudget() && Refusal.waitNanos(answer) != Refusal.NEVER)) {
                return false;
            }
            throw failure(refusal.rule() + ": " + refusal.wayOut());
        }
        ticket = answer;
        waiting = false;
        out = true;
        return true;
    }

    private void ended(Completion completion) {
        fault = completion.isDone() ? FaultCode.NONE : completion.fault();
        left = completion.result(0);
        visits = completion.result(1);
        eventCount = completion.result(2);
        reason = completion.result(3);
        incarnation = completion.incarnation();
        ended = true;
    }

    boolean hasEnded() {
        return out && ended;
    }

    /** True while a slot is out. */
    boolean isOut() {
        return out;
    }

    /** Waits for the slot that is out, and runs the pump meanwhile. */
    void await(Duration limit) throws InterruptedException {
        tenant.await(ticket, limit, awaited);
    }

    /**
     * Copies what the slot left.
     *
     * @return false if it went with the device before it was read: then the same slot waits again
     */
    boolean take() {
        out = false;
        if (fault != FaultCode.NONE) {
            throw failure("a slot ended in a fault: " + fault.meaning());
        }
        tasks = grown(tasks, left * Frontier.WORDS);
        events = grown(events, 2 * eventCount);
        long eventsAt = shape.outputAt() + WorklistLayout.eventsAt(shape.tasks());
        waiting = !copy(shape.outputAt(), tasks, left * Frontier.WORDS)
                || !copy(eventsAt, events, (int) (eventCount * (ScanLayout.EVENT_BYTES / Integer.BYTES)));
        return !waiting;
    }

    private static int[] grown(int[] array, int size) {
        return array.length < size ? new int[Math.max(size, 2 * array.length)] : array;
    }

    private boolean copy(long at, int[] into, int words) {
        if (words == 0) {
            return true;
        }
        if (buffer.fetch(at, 4L * words) != incarnation) {
            return false;
        }
        MemorySegment.copy(buffer.segment(), WORD, at, into, 0, words);
        return buffer.fetch(at, 0) == incarnation;
    }

    void tell(Frontier frontier, Ends ends, long base) {
        frontier.add(tasks, left);
        for (int i = 0; i < eventCount; i++) {
            ends.add(events[2 * i], base + events[2 * i + 1]);
        }
    }

    long visits() {
        return Integer.toUnsignedLong(visits);
    }

    int reason() {
        return reason;
    }

    /** Tasks that the slot took. */
    int taken() {
        return arguments[6];
    }

    private SlotFault failure(String what) {
        return new SlotFault("tenant " + tenant.id() + " \"" + tenant.label() + "\": " + what);
    }
}
