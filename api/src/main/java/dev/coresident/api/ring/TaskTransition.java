package dev.coresident.api.ring;

import dev.coresident.spi.layout.TaskLayout;

/** What may happen to a continuation task, and from which states. Immutable; any thread. */
public enum TaskTransition {
    /** A new task is written over one that ended, or none. */
    SPAWN("spawn", TaskLayout.EMPTY, TaskLayout.DONE, TaskLayout.FAULTED),
    /** A runner takes it. */
    CLAIM("claim", TaskLayout.READY, TaskLayout.YIELDED, TaskLayout.REQUEUED),
    /** Its runner notes how far it is. */
    ADVANCE("advance", TaskLayout.RUNNING),
    /** Its runner leaves it until an epoch. */
    PAUSE("pause", TaskLayout.RUNNING),
    /** Its epoch came. */
    RESUME("resume", TaskLayout.PAUSED),
    /** Its runner gives up its turn. */
    YIELD("yield", TaskLayout.RUNNING),
    /** Its runner puts it behind the others. */
    REQUEUE("requeue", TaskLayout.RUNNING),
    /** It ended well. */
    COMPLETE("complete", TaskLayout.RUNNING),
    /** It ended with a fault code, or what it waited for will not come. */
    FAULT("fault", TaskLayout.RUNNING, TaskLayout.PAUSED);

    private final String label;
    private final int sources;

    TaskTransition(String label, int... from) {
        this.label = label;
        int bits = 0;
        for (int state : from) {
            bits |= 1 << state;
        }
        this.sources = bits;
    }

    /** The lower-case name. */
    public String label() {
        return label;
    }

    /**
     * True if the transition starts from a state; false for what is no state.
     *
     * @param state u32, a state of {@link TaskLayout}
     */
    public boolean isAllowedFrom(int state) {
        return TaskLayout.isState(state) && (sources >>> state & 1) != 0;
    }

    /** The states it starts from, in words. Allocates; for messages. */
    String startsFrom() {
        StringBuilder words = new StringBuilder();
        for (int state = 0; state < TaskLayout.STATES; state++) {
            if (isAllowedFrom(state)) {
                words.append(words.isEmpty() ? "" : " or ").append(TaskLayout.name(state));
            }
        }
        return words.toString();
    }
}
