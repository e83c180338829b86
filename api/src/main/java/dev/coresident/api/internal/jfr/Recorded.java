package dev.coresident.api.internal.jfr;

import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.policy.Refusal;
import org.jspecify.annotations.Nullable;

/** The part that needs the flight recorder. One event of each kind is asked whether its kind is recorded, so that asking makes none. */
final class Recorded {
    private static final PublishEvent PUBLISH = new PublishEvent();
    private static final RoundEvent ROUND = new RoundEvent();
    private static final RefusalEvent REFUSAL = new RefusalEvent();
    private static final RecoveryEvent RECOVERY = new RecoveryEvent();

    private Recorded() {}

    static void published(int slots) {
        if (PUBLISH.isEnabled()) {
            PublishEvent event = new PublishEvent();
            event.slots = slots;
            event.commit();
        }
    }

    static @Nullable Object roundBegins() {
        if (!ROUND.isEnabled()) {
            return null;
        }
        RoundEvent event = new RoundEvent();
        event.begin();
        return event;
    }

    static void roundEnded(Object round, boolean well) {
        RoundEvent event = (RoundEvent) round;
        event.end();
        event.well = well;
        event.commit();
    }

    static void refused(int tenant, String label, Refusal reason) {
        if (REFUSAL.isEnabled()) {
            RefusalEvent event = new RefusalEvent();
            event.tenant = tenant;
            event.label = label;
            event.reason = reason.name();
            event.commit();
        }
    }

    static void told(KernelEvent told) {
        if (RECOVERY.isEnabled()) {
            RecoveryEvent event = new RecoveryEvent();
            switch (told) {
                case KernelEvent.DeviceLost(int incarnation, var cause) -> {
                    event.what = "device lost";
                    event.incarnation = incarnation;
                    event.reason = cause.getMessage();
                }
                case KernelEvent.AttemptFailed(int attempt, var cause) -> {
                    event.what = "attempt failed";
                    event.incarnation = attempt;
                    event.reason = cause.getMessage();
                }
                case KernelEvent.DeviceReplaced(int incarnation, int again, int failed, var gone) -> {
                    event.what = "device replaced";
                    event.incarnation = incarnation;
                    event.again = again;
                    event.failed = failed;
                    event.goneNanos = gone.toNanos();
                }
                case KernelEvent.GivenUp(var cause, String reason) -> {
                    event.what = "given up";
                    event.reason = reason;
                }
                case KernelEvent.SlotExpired(int tenant, long ticket) -> {
                    event.what = "slot expired";
                    event.reason = "ticket " + ticket + " of tenant " + tenant;
                }
            }
            event.commit();
        }
    }
}
