package dev.coresident.bench.duel;

import dev.coresident.automata.RuleGroup;
import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Prepared;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The simulator's scan engines on one image after the other, without a device around them: a heap with an image, an input, states and
 * events. One thread.
 */
final class SimScan {
    /** Images may be so large. */
    static final long MOST_IMAGE_BYTES = 8L << 20;

    private static final long INPUT_AT = MOST_IMAGE_BYTES;
    private static final long MOST_INPUT_BYTES = 1 << 16;
    private static final long STATES_AT = INPUT_AT + MOST_INPUT_BYTES;
    private static final long STATE_BYTES = 1 << 16;
    private static final long OUTPUT_AT = STATES_AT + 2 * STATE_BYTES;
    private static final long MOST_EVENTS = 1 << 17;

    private final MemorySegment heap = Arena.ofAuto().allocate(OUTPUT_AT + ScanLayout.EVENT_BYTES * MOST_EVENTS, 64);
    private final Scanner scanner = new Scanner(heap, new ImageCache(heap), new SharedWords());
    private int startState;
    private @Nullable Prepared prepared;
    private int rules;

    /** Brings in the image of a group. */
    void load(RuleGroup group) {
        long bytes = group.bytes();
        MemorySegment.copy(group.image(), 0, heap, 0, bytes);
        ImagePlace place = ImagePlace.of(heap, 0, bytes);
        if (place == null) {
            throw new IllegalArgumentException("no image: " + group.figures());
        }
        Prepared image = Objects.requireNonNull(Prepared.of(place), "the image is too large");
        startState = image instanceof Prepared.Dfa ? place.word(ImageLayout.WORD_START) : 0;
        rules = group.rules().size();
        prepared = image;
        if (image.stateBytes() > STATE_BYTES) {
            throw new IllegalArgumentException("a state of " + image.stateBytes() + " bytes is too large here");
        }
    }

    /**
     * The ends of each rule of the loaded group, ascending. One that is said twice stands twice, but for images of kind NFA, which may say an end
     * at its byte and at the next one.
     *
     * @param cuts where a chunk ends and another begins, ascending; may be empty
     * @param room events that fit a slot's output; at least twice the rules are
     */
    List<List<Long>> ends(byte[] input, int[] cuts, int room) {
        Prepared image = Objects.requireNonNull(prepared, "nothing is loaded");
        MemorySegment.copy(input, 0, heap, ValueLayout.JAVA_BYTE, INPUT_AT, input.length);
        List<List<Long>> ends = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            ends.add(new ArrayList<>());
        }
        long capacity = Math.min(MOST_EVENTS, Math.max(room, 2 * rules));
        int flags = ScanLayout.FIRST;
        int state = startState;
        int turn = 0;
        int from = 0;
        for (int piece = 0; piece <= cuts.length; piece++) {
            int to = piece < cuts.length ? cuts[piece] : input.length;
            flags |= piece == cuts.length ? ScanLayout.LAST : 0;
            do {
                long read = STATES_AT + STATE_BYTES * turn;
                turn ^= 1;
                scanner.scan(
                        image,
                        INPUT_AT + from,
                        to - from,
                        state,
                        OUTPUT_AT,
                        capacity,
                        flags,
                        read,
                        STATES_AT + STATE_BYTES * turn);
                ScanResult result = scanner.result();
                if (result.events() == 0
                        && result.consumed() == 0
                        && (from < to || (result.flagsLeft() == flags && flags != 0))) {
                    throw new AssertionError("a slot with room for " + capacity + " events does nothing at " + from);
                }
                collect(result.events(), from, ends);
                state = result.state();
                from += (int) result.consumed();
                flags = result.flagsLeft();
            } while (from < to || flags != 0);
        }
        boolean distinct = image instanceof Prepared.Nfa;
        return ends.stream()
                .map(of -> (distinct ? of.stream().distinct() : of.stream())
                        .sorted()
                        .toList())
                .toList();
    }

    private void collect(long events, int from, List<List<Long>> ends) {
        for (long i = 0; i < events; i++) {
            long at = OUTPUT_AT + ScanLayout.EVENT_BYTES * i;
            int rule = heap.get(ValueLayout.JAVA_INT, at);
            long end = heap.get(ValueLayout.JAVA_INT, at + 4);
            ends.get(rule).add(from + end);
        }
    }

    /** Cuts behind every byte but the last. */
    static int[] everywhere(int length) {
        int[] cuts = new int[Math.max(0, length - 1)];
        Arrays.setAll(cuts, i -> i + 1);
        return cuts;
    }
}
