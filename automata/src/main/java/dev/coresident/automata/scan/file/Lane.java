package dev.coresident.automata.scan.file;

import java.io.IOException;

/**
 * One rule group over one file, so that no split of the file into chunks can be seen in what it reports. A leg goes over each chunk; how
 * many legs are under way at once is the binding's. What they find is taken in the order of the file: of the first leg at once, of
 * the others when it is their turn. One thread.
 */
final class Lane {
    /** After a wrong guess a lane rests for so many chunks at least, and for twice as many after each further one. */
    private static final int SHORTEST_REST = 2;

    private static final int LONGEST_REST = 64;

    private final GroupBinding binding;
    private final Reporter reporter;
    private final SlotCounts counts;
    private final EventOrder events = new EventOrder();
    private final Leg[] legs;

    /** Chunks that it needs no more, and chunks that legs have begun with. */
    private long passed;

    private long entered;
    /** The state that the first leg's chunk begins in. */
    private int state;

    private long position;
    private boolean through;
    private int rest;
    private int nextRest = SHORTEST_REST;

    Lane(GroupBinding binding, int chunks, Reporter reporter, SlotCounts counts) {
        this.binding = binding;
        this.reporter = reporter;
        this.counts = counts;
        this.legs = new Leg[Math.min(chunks, binding.legs())];
        for (int i = 0; i < legs.length; i++) {
            legs[i] = new Leg(binding, binding.takeStates(), counts);
        }
    }

    void begin() {
        events.begin();
        reporter.begin();
        passed = 0;
        entered = 0;
        state = binding.startState();
        position = 0;
        through = false;
        rest = 0;
        nextRest = SHORTEST_REST;
    }

    /** Whether none of its slots is out. */
    boolean isIdle() {
        for (Leg leg : legs) {
            if (leg.isOut()) {
                return false;
            }
        }
        return true;
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

    /**
     * Begins with chunks that were read, and submits what can go on.
     *
     * @param ahead whether legs may go ahead of the first: while other files go before this one, they keep the device busy
     */
    boolean goOn(Chunks chunks, boolean ahead) {
        boolean worked = false;
        int most = ahead ? legs.length : 1;
        while (entered < chunks.read() && entered - passed < most && enter(chunks.at(entered))) {
            entered++;
            worked = true;
        }
        for (long number = passed; number < entered; number++) {
            worked |= !through && leg(number).submit(number == passed);
        }
        return worked;
    }

    /** Goes to the next chunk, unless it can only begin there when the one ahead is through. */
    private boolean enter(Chunk next) {
        if (through) {
            // It can change nothing any more.
            if (passed < entered) {
                return false;
            }
            next.lanePassed();
            passed++;
            return true;
        }
        Leg leg = leg(entered);
        switch (binding.carry()) {
            case HISTORY -> leg.begin(next, binding.history(next.base()));
            case WORD -> {
                if (entered == passed) {
                    leg.begin(next, state);
                } else if (rest > 0) {
                    return false;
                } else {
                    leg.beginGuessing(next, state);
                    counts.guessed();
                }
            }
            case SET -> leg.begin(next, state);
        }
        return true;
    }

    private Leg leg(long number) {
        return legs[(int) (number % legs.length)];
    }

    /** Takes in the outcomes of slots that have ended. */
    boolean collect() throws IOException {
        boolean worked = false;
        for (Leg leg : legs) {
            worked |= leg.collect();
        }
        if (worked) {
            takeIn();
        }
        return worked;
    }

    /** Takes what the legs found, as far as it is known in the order of the file. */
    private void takeIn() throws IOException {
        while (passed < entered) {
            Leg first = leg(passed);
            if (through) {
                if (first.isOut()) {
                    return;
                }
            } else {
                first.tell(events);
                position = first.position();
                if (!first.isThrough()) {
                    pass();
                    return;
                }
                state = first.state();
                through = first.chunk().isLast() || state == binding.deadState();
                pass();
            }
            first.chunk().lanePassed();
            first.end();
            passed++;
            rest = Math.max(0, rest - 1);
            if (!through && passed < entered) {
                judge(leg(passed));
            }
        }
    }

    /** A leg became the first: it had begun in the right state, or begins again. */
    private void judge(Leg leg) {
        if (binding.carry() != Carry.WORD) {
            return;
        }
        if (leg.stands(state)) {
            nextRest = Math.max(SHORTEST_REST, nextRest / 2);
        } else {
            counts.missed();
            rest = nextRest;
            nextRest = Math.min(LONGEST_REST, 2 * nextRest);
        }
    }

    /** An end right before the position may be reported again, by the next byte or by the end of the input: it waits. */
    private void pass() throws IOException {
        events.passBelow(through ? Long.MAX_VALUE : position - 1, reporter);
    }

    /** Gives up the rest of the file. Only while idle. */
    void abandon() {
        for (Leg leg : legs) {
            leg.end();
        }
        passed = entered;
    }
}
