package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A lane's way through one chunk: slot after slot, one out at a time, and the events that the lane has not taken yet. Legs before which
 * others go begin in a state that is known from the place, or guessed; what was guessed wrongly is forgotten and begun again. One thread,
 * but for what the listener leaves.
 */
final class Leg {
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** Words of events after which a leg waits until it is the first: 128 KiB. */
    private static final int MOST_WORDS_AHEAD = 1 << 15;

    private final GroupBinding binding;
    private final SlotCounts counts;
    private final CompletionListener listener = this::ended;
    private final int[] arguments;
    /** Where the state is a set; null where it is a word. */
    private final @Nullable LaneStates states;

    private @Nullable Chunk chunk;
    /** Relative to the chunk's first byte; negative while the state is being guessed. */
    private int offset;

    private int state;
    private int flags;
    private boolean guessed;
    /** The state at the chunk's first byte. */
    private int begunIn;

    /** Events in pairs: rule, and end relative to the chunk's first byte. */
    private int[] words = SpareWords.NONE;

    private int wordCount;

    /** Where the slot that is out puts its events; null while none is out. */
    private @Nullable DeviceBuffer output;
    /** What the slot that is out finds is not wanted any more. */
    private boolean stale;

    /** The outcome of the slot that was out. Written by the thread that pumps, before {@link #ended}. */
    private FaultCode fault = FaultCode.NONE;

    private int reached;
    private int consumed;
    private int eventCount;
    private int flagsLeft;
    private int incarnation;
    private volatile boolean ended;

    Leg(GroupBinding binding, @Nullable LaneStates states, SlotCounts counts) {
        this.binding = binding;
        this.counts = counts;
        this.states = states;
        this.arguments = new int[states == null ? ScanLayout.ARGUMENTS : ScanLayout.STATE_ARGUMENTS];
    }

    /** Begins in a chunk from a state that is known. */
    void begin(Chunk next, int from) {
        chunk = next;
        flags = next.flags();
        offset = 0;
        wordCount = 0;
        state = from;
        begunIn = from;
        guessed = false;
        stale = output != null;
    }

    /** Begins before a chunk from any state, to guess the one at its first byte. */
    void beginGuessing(Chunk next, int from) {
        begin(next, from);
        offset = -(int) Math.min(Carry.WARM_UP_BYTES, next.base());
        guessed = offset < 0;
    }

    /**
     * It is the first of its lane now, and this is the state that the chunk begins in. Unless it guessed just that, it begins again.
     *
     * @return false if it had guessed another
     */
    boolean stands(int from) {
        boolean wrong = guessed && offset >= 0 && begunIn != from;
        if (wrong || offset < 0) {
            begin(chunk(), from);
        }
        guessed = false;
        return !wrong;
    }

    /** Gives up its chunk. Only while no slot is out. */
    void end() {
        chunk = null;
        forgetWords();
    }

    boolean isOut() {
        return output != null;
    }

    Chunk chunk() {
        Chunk present = chunk;
        if (present == null) {
            throw new IllegalStateException("a leg without a chunk");
        }
        return present;
    }

    /** How far it is in the file. */
    long position() {
        return chunk().base() + Math.max(0, offset);
    }

    int state() {
        return state;
    }

    /** Whether the chunk is behind it. */
    boolean isThrough() {
        return output == null && offset == chunk().length() && flags == 0;
    }

    /**
     * Submits the rest of the chunk, unless no output buffer is free, the tenant's backlog is full or the tenant is suspended.
     *
     * @param first whether it is the first of its lane
     */
    boolean submit(boolean first) {
        if (output != null || isThrough() || (!first && wordCount >= MOST_WORDS_AHEAD)) {
            return false;
        }
        if (binding.tenant().isSuspended()) {
            return false;
        }
        DeviceBuffer target = binding.outputs().take();
        if (target == null) {
            return false;
        }
        Chunk current = chunk();
        arguments[0] = current.handle();
        arguments[1] = current.at() + offset;
        arguments[2] = offset < 0 ? -offset : current.length() - offset;
        arguments[3] = state;
        arguments[4] = target.handle();
        arguments[5] = 0;
        arguments[6] = (int) (target.bytes() / ScanLayout.EVENT_BYTES);
        arguments[7] = offset < 0 ? 0 : flags;
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
                    || refusal == Refusal.SUSPENDED
                    || (refusal.isBudget() && Refusal.waitNanos(answer) != Refusal.NEVER)) {
                return false;
            }
            throw binding.failure(refusal.rule() + ": " + refusal.wayOut());
        }
        counts.submitted();
        output = target;
        return true;
    }

    /**
     * Keeps the outcome. By a listener, because a ticket can be read only until its place in the tenant's queue is taken again,
     * and other legs may do that before this one looks.
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
    boolean collect() {
        DeviceBuffer results = output;
        if (results == null || !ended) {
            return false;
        }
        output = null;
        if (stale) {
            stale = false;
            binding.outputs().giveBack(results);
            return true;
        }
        if (fault != FaultCode.NONE) {
            binding.outputs().giveBack(results);
            throw binding.failure("a slot ended in a fault: " + fault.meaning());
        }
        int countBefore = wordCount;
        boolean whole = copy(results, offset < 0 ? 0 : eventCount) && (states == null || states.take(incarnation));
        binding.outputs().giveBack(results);
        if (!whole) {
            // Its events went with the device before they were read. Nothing of its outcome was used: the same slot
            // again.
            wordCount = countBefore;
            counts.repeated();
            return true;
        }
        goOn();
        return true;
    }

    private void goOn() {
        if (states != null) {
            states.keep();
        }
        boolean guessing = offset < 0;
        int flagsBefore = flags;
        offset += consumed;
        state = reached;
        flags = guessing ? flags : flagsLeft;
        if (guessing && offset == 0) {
            begunIn = state;
        } else if (guessing || !isThrough()) {
            if (consumed == 0 && eventCount == 0 && flags == flagsBefore) {
                throw binding.failure("a slot did nothing at offset " + (chunk().base() + offset));
            }
            counts.partial();
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
        int from = wordCount;
        wordCount += 2 * count;
        if (words.length < wordCount) {
            words = binding.spareWords().grown(words, from, wordCount);
        }
        MemorySegment.copy(results.segment(), WORD, 0, words, from, 2 * count);
        if (offset != 0) {
            for (int i = from + 1; i < wordCount; i += 2) {
                words[i] += offset;
            }
        }
        return results.fetch(0, 0) == incarnation;
    }

    /** Gives the lane the events that it has not taken. */
    void tell(EventOrder events) {
        long base = chunk().base();
        for (int i = 0; i < wordCount; i += 2) {
            events.add(words[i], base + words[i + 1]);
        }
        forgetWords();
    }

    /** Others may need the room: of a lane only legs that are ahead of their turn hold events for long. */
    private void forgetWords() {
        wordCount = 0;
        binding.spareWords().giveBack(words);
        words = SpareWords.NONE;
    }
}
