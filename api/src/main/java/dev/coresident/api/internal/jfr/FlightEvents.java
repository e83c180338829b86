package dev.coresident.api.internal.jfr;

import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.policy.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel tells the JDK's flight recorder. This class can be loaded without the module jdk.jfr; only {@link Recorded} needs it.
 * Any thread.
 */
public final class FlightEvents {
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightEvents() {}

    /** A cycle of the pump wrote slots into the ring. */
    public static void published(int slots) {
        if (PRESENT) {
            Recorded.published(slots);
        }
    }

    /** A round of a device begins; null unless somebody records rounds. */
    public static @Nullable Object roundBegins() {
        return PRESENT ? Recorded.roundBegins() : null;
    }

    /** The round that {@link #roundBegins} gave ended. */
    public static void roundEnded(@Nullable Object round, boolean well) {
        if (round != null) {
            Recorded.roundEnded(round, well);
        }
    }

    /** A tenant was refused. */
    public static void refused(int tenant, String label, Refusal reason) {
        if (PRESENT) {
            Recorded.refused(tenant, label, reason);
        }
    }

    /** A device was lost, replaced or given up, or a slot expired. */
    public static void told(KernelEvent event) {
        if (PRESENT) {
            Recorded.told(event);
        }
    }
}
