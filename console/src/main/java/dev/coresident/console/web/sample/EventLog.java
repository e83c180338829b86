package dev.coresident.console.web.sample;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.event.KernelListener;
import dev.coresident.console.web.sample.LoggedEvent.Severity;
import java.util.ArrayDeque;

/**
 * The last events of a kernel and its console, numbered. Older ones fall out: a reader sees by the numbers how many.
 *
 * <p>Any thread; adding takes a short lock and may be done by the kernel's pump.
 */
public final class EventLog implements KernelListener {
    /** Events that are kept. */
    public static final int KEPT = 1_024;

    private final ArrayDeque<LoggedEvent> events = new ArrayDeque<>();
    private long last;

    /** An empty log. */
    public EventLog() {}

    /** Adds an event of now. */
    public synchronized void add(String kind, Severity severity, String text) {
        if (events.size() == KEPT) {
            events.removeFirst();
        }
        events.addLast(new LoggedEvent(++last, System.currentTimeMillis(), kind, severity, text));
    }

    /** The number of the newest event, 0 before the first. */
    public synchronized long last() {
        return last;
    }

    /** The kept events after a number, oldest first. */
    public synchronized ImmutableList<LoggedEvent> after(long number) {
        return events.stream().filter(event -> event.number() > number).collect(ImmutableList.toImmutableList());
    }

    @Override
    public void happened(KernelEvent event) {
        switch (event) {
            case KernelEvent.DeviceLost(int incarnation, var cause) ->
                add("device-lost", Severity.ERROR, "device " + incarnation + " was lost: " + cause.getMessage());
            case KernelEvent.AttemptFailed(int attempt, var cause) ->
                add(
                        "attempt-failed",
                        Severity.WARNING,
                        "attempt " + attempt + " at another device failed: " + cause.getMessage());
            case KernelEvent.DeviceReplaced(int incarnation, int again, int failed, var gone) ->
                add(
                        "device-replaced",
                        Severity.WARNING,
                        "device %d runs after %d ms without one: %d submissions run again, %d failed"
                                .formatted(incarnation, gone.toMillis(), again, failed));
            case KernelEvent.GivenUp(var cause, String reason) ->
                add("given-up", Severity.ERROR, "there will be no other device: " + reason + ": " + cause.getMessage());
            case KernelEvent.SlotExpired(int tenant, long ticket) ->
                add("slot-expired", Severity.WARNING, "ticket " + ticket + " of tenant " + tenant + " expired");
        }
    }
}
