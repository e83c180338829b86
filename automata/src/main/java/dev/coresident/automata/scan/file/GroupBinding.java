package dev.coresident.automata.scan.file;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.CompiledRule;
import dev.coresident.automata.span.SpanSearch;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageKind;
import dev.coresident.spi.program.ProgramImage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule group as a tenant runs it. Immutable but for the pool; one thread. */
public final class GroupBinding {
    private final Tenant tenant;
    private final int opcode;
    private final ImmutableList<CompiledRule> rules;
    private final int[] numbers;
    /** Whether a rule reports once in a file. */
    private final boolean[] once;

    private final int startState;
    private final int deadState;
    private final OutputPool outputs;
    private final ProgramImage image;
    private final ArrayDeque<DeviceBuffer> states;
    /** Of rules that matched. */
    private final @Nullable SpanSearch[] searches;

    private final KeptSearches keptSearches;
    private final SpareWords spareWords = new SpareWords();

    private final Carry carry;
    private final int history;
    private final int legs;

    /**
     * A binding.
     *
     * @param tenant whose it is
     * @param opcode the global opcode that scans with the image
     * @param rules by the numbers that events carry
     * @param numbers of these rules among all of the scanner's
     * @param image the group's
     * @param outputs where its events go
     * @param states for each lane memory of {@link #stateBytes}, if its state is a set
     * @param units how many slots the device executes at once
     * @param keptSearches the scanner's
     */
    public GroupBinding(
            Tenant tenant,
            int opcode,
            ImmutableList<CompiledRule> rules,
            int[] numbers,
            ProgramImage image,
            OutputPool outputs,
            List<DeviceBuffer> states,
            int units,
            KeptSearches keptSearches) {
        this.tenant = tenant;
        this.opcode = opcode;
        this.rules = rules;
        this.numbers = numbers.clone();
        this.once = new boolean[numbers.length];
        for (int event = 0; event < numbers.length; event++) {
            once[event] = rules.get(event).rule().flags().reportOnce();
        }
        this.startState = image.startState();
        this.deadState = image.kind() == ImageKind.DFA ? image.header(DfaLayout.WORD_DEAD) : DfaLayout.NO_STATE;
        this.outputs = outputs;
        this.image = image;
        this.states = new ArrayDeque<>(states);
        this.searches = new SpanSearch[numbers.length];
        this.carry = Carry.of(image);
        this.history = image.historyBytes();
        this.legs = mostLegs(image, units);
        this.keptSearches = keptSearches;
    }

    /**
     * How many chunks of one file it is worth scanning at once with an image. A guess that nobody else would work on meanwhile costs time
     * when it is wrong and saves none.
     *
     * @param units how many slots the device executes at once
     */
    public static int mostLegs(ProgramImage image, int units) {
        return switch (Carry.of(image)) {
            case HISTORY -> Integer.MAX_VALUE;
            case WORD -> units == 1 ? 1 : units + 1;
            case SET -> 1;
        };
    }

    /** How many bytes before a chunk scans with an image look at. */
    public static int bytesBefore(ProgramImage image) {
        return Carry.bytesBefore(image);
    }

    /** Bytes of device memory that a lane over an image needs for its state; 0 if the state is a word. */
    public static long stateBytes(ProgramImage image) {
        return LaneStates.bytes(image);
    }

    /** The state of one more lane; null if it is a word. */
    @Nullable
    LaneStates takeStates() {
        return image.stateBytes() == 0 ? null : new LaneStates(states.removeFirst(), image);
    }

    Tenant tenant() {
        return tenant;
    }

    int opcode() {
        return opcode;
    }

    int ruleCount() {
        return numbers.length;
    }

    CompiledRule rule(int event) {
        return rules.get(event);
    }

    boolean reportsOnce(int event) {
        return once[event];
    }

    /** Room for events. */
    SpareWords spareWords() {
        return spareWords;
    }

    /** How to find the spans of a rule, in file after file. */
    SpanSearch search(int event) {
        SpanSearch kept = searches[event];
        if (kept == null) {
            kept = rules.get(event).spans().search();
            if (keptSearches.keepsOneMore()) {
                searches[event] = kept;
            }
        }
        return kept;
    }

    /** The greatest number of its rules. */
    int greatestNumber() {
        return Arrays.stream(numbers).max().orElse(0);
    }

    int number(int event) {
        return numbers[event];
    }

    int startState() {
        return startState;
    }

    /** The state that nothing more can come of, or {@link DfaLayout#NO_STATE}. */
    int deadState() {
        return deadState;
    }

    OutputPool outputs() {
        return outputs;
    }

    Carry carry() {
        return carry;
    }

    /** How many legs a lane has at most. */
    int legs() {
        return legs;
    }

    /** The state of a scan that begins at an offset of the file, if {@link Carry#HISTORY} is all that it takes along. */
    int history(long base) {
        return (int) Math.min(base, history);
    }

    SlotFailure failure(String what) {
        return new SlotFailure("tenant " + tenant.id() + " \"" + tenant.label() + "\": " + what);
    }
}
