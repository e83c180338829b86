package dev.coresident.simulation.scenario;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may go wrong in a run, each at moments that the seed decides. The declared order is part of what a seed means. */
public enum Fault {
    /** A worker takes no step for a while. */
    STALL,
    /** A worker never steps again; what it claimed never ends. */
    KILL,
    /** The device is lost with all its memory. */
    LOSE,
    /** The device is lost while the host reads its completions. */
    RESET_IN_DRAIN,
    /** The status word of a slot in the ring is overwritten. */
    CORRUPT_STATUS,
    /** The tenant word of a slot in the ring is overwritten. */
    CORRUPT_TENANT,
    /** A completion is shown twice. */
    DUPLICATE,
    /** A completion is shown late. */
    DELAY,
    /** A tenant submits until it is refused. */
    RING_FULL,
    /** A tenant allocates until the heap or its ceiling refuses. */
    HEAP_FULL,
    /** Nobody polls for a while. */
    PUMP_PAUSED,
    /** The clock moves far at once. */
    CLOCK_JUMP,
    /** Tenants are unregistered with work outstanding. */
    REVOKE,
    /** The kernel is closed with work outstanding. */
    SHUTDOWN;

    /** As command lines spell it: lower case, hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The faults of a list.
     *
     * @param list {@code all}, {@code none}, or labels with commas between
     * @throws IllegalArgumentException if a word is none of them
     */
    public static ImmutableSet<Fault> parse(String list) {
        if (list.equals("all")) {
            return all();
        }
        Set<Fault> chosen = EnumSet.noneOf(Fault.class);
        if (!list.equals("none")) {
            for (String word : list.split(",", -1)) {
                chosen.add(of(word.strip()));
            }
        }
        return Sets.immutableEnumSet(chosen);
    }

    private static Fault of(String label) {
        for (Fault fault : values()) {
            if (fault.label().equals(label)) {
                return fault;
            }
        }
        throw new IllegalArgumentException("fault \"" + label + "\" is none of "
                + Stream.of(values()).map(Fault::label).collect(Collectors.joining(", "))
                + ": name some of them, all, or none");
    }

    /** Every fault. */
    public static ImmutableSet<Fault> all() {
        return Sets.immutableEnumSet(EnumSet.allOf(Fault.class));
    }

    /** The list that {@link #parse} takes. */
    public static String format(Set<Fault> faults) {
        if (faults.isEmpty()) {
            return "none";
        }
        if (faults.size() == values().length) {
            return "all";
        }
        return Stream.of(values()).filter(faults::contains).map(Fault::label).collect(Collectors.joining(","));
    }
}
