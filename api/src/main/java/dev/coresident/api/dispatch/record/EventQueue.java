package dev.coresident.api.dispatch.record;

import com.google.common.collect.ImmutableList;
import com.google.common.math.LongMath;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Events from where they are raised to those who want to know, in order and within bounds.
 *
 * <p>An event that does not fit, by count or by payload, opens a gap at the end of the queue. Until the gap is delivered every
 * later event falls into it, so that what is delivered is always a run of events and then one {@link DispatchEvent.Overflow}
 * with the number of those that are missing at just that place.
 *
 * <p>Only the thread that polls raises and delivers; any thread may subscribe. Raising costs no allocation besides the event
 * once the queue has grown.
 */
public final class EventQueue {
    /** The most events unless another bound is chosen. */
    public static final int EVENTS = 4_096;

    /** The most payload unless another bound is chosen: 1 MiB. */
    public static final long PAYLOAD_BYTES = 1 << 20;

    /** The most subscribers. */
    public static final int MAX_SUBSCRIBERS = 64;

    private static final System.Logger LOG = System.getLogger(EventQueue.class.getName());

    private final int maxEvents;
    private final long maxPayloadBytes;
    private final Deque<DispatchEvent> queued = new ArrayDeque<>();
    private volatile ImmutableList<EventSubscriber> subscribers = ImmutableList.of();
    private boolean delivering;
    private long payloadBytes;
    private long lostEvents;
    private long lostPayloadBytes;
    private long raised;
    private long delivered;
    private long refused;
    private long thrown;

    /** A queue of {@link #EVENTS} with {@link #PAYLOAD_BYTES}. */
    public EventQueue() {
        this(EVENTS, PAYLOAD_BYTES);
    }

    /**
     * An empty queue.
     *
     * @param maxEvents the most events that wait, at least 1
     * @param maxPayloadBytes the most they may count together, at least 0
     */
    public EventQueue(int maxEvents, long maxPayloadBytes) {
        if (maxEvents < 1 || maxPayloadBytes < 0) {
            throw new IllegalArgumentException("a queue of " + maxEvents + " events with " + maxPayloadBytes
                    + " bytes cannot hold one: use at least 1 and at least 0");
        }
        this.maxEvents = maxEvents;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /**
     * Adds an event to the end.
     *
     * @return false if it fell into the gap: it is counted and will be part of the overflow
     */
    public boolean raise(DispatchEvent event) {
        Objects.requireNonNull(event, "event");
        raised++;
        long bytes = event.payloadBytes();
        if (lostEvents > 0 || queued.size() >= maxEvents || bytes > maxPayloadBytes - payloadBytes) {
            refused++;
            lostEvents++;
            lostPayloadBytes = LongMath.saturatedAdd(lostPayloadBytes, bytes);
            return false;
        }
        payloadBytes += bytes;
        queued.addLast(event);
        return true;
    }

    /**
     * Delivers what waits, and the gap after it, to every subscriber in the order of subscription. What is raised meanwhile waits
     * for the next delivery, unless it falls into the gap.
     *
     * @return how many events were delivered, the overflow counted as one
     * @throws IllegalStateException if a subscriber calls it
     */
    public int deliver() {
        if (delivering) {
            throw new IllegalStateException("a subscriber may not deliver events: leave that to whoever polls");
        }
        delivering = true;
        try {
            boolean gap = lostEvents > 0;
            int waiting = queued.size();
            for (int count = 0; count < waiting; count++) {
                DispatchEvent event = queued.removeFirst();
                payloadBytes -= event.payloadBytes();
                tell(event);
            }
            if (!gap) {
                return waiting;
            }
            DispatchEvent overflow = new DispatchEvent.Overflow(lostEvents, lostPayloadBytes);
            lostEvents = 0;
            lostPayloadBytes = 0;
            tell(overflow);
            return waiting + 1;
        } finally {
            delivering = false;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a subscriber throws must not stop the executor
    private void tell(DispatchEvent event) {
        delivered++;
        for (EventSubscriber subscriber : subscribers) {
            try {
                subscriber.happened(event);
            } catch (Throwable failure) {
                thrown++;
                LOG.log(Level.WARNING, "a subscriber threw; the event is delivered to the others", failure);
            }
        }
    }

    /**
     * Adds a subscriber; it sees the next event that is delivered. Any thread.
     *
     * @return false if there are {@link #MAX_SUBSCRIBERS} already
     */
    public synchronized boolean subscribe(EventSubscriber subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (subscribers.size() >= MAX_SUBSCRIBERS) {
            return false;
        }
        subscribers = ImmutableList.<EventSubscriber>builder()
                .addAll(subscribers)
                .add(subscriber)
                .build();
        return true;
    }

    /**
     * Removes a subscriber's oldest subscription. Any thread.
     *
     * @return false if it has none
     */
    public synchronized boolean unsubscribe(EventSubscriber subscriber) {
        List<EventSubscriber> rest = new ArrayList<>(subscribers);
        boolean found = rest.remove(subscriber);
        subscribers = ImmutableList.copyOf(rest);
        return found;
    }

    /** True if there is nothing to deliver. */
    public boolean isEmpty() {
        return queued.isEmpty() && lostEvents == 0;
    }

    /** How many events wait, without the gap. */
    public int size() {
        return queued.size();
    }

    /** What the waiting events count against the bound. */
    public long payloadBytes() {
        return payloadBytes;
    }

    /** How many events were ever raised. */
    public long raised() {
        return raised;
    }

    /** How many events were ever delivered, overflows counted as one. */
    public long delivered() {
        return delivered;
    }

    /** How many events ever fell into a gap. */
    public long refused() {
        return refused;
    }

    /** How many calls of subscribers threw. */
    public long thrown() {
        return thrown;
    }

    /** All but the subscribers, which are the caller's to subscribe again. */
    public State save() {
        return new State(
                maxEvents,
                maxPayloadBytes,
                ImmutableList.copyOf(queued),
                lostEvents,
                lostPayloadBytes,
                raised,
                delivered,
                refused,
                thrown);
    }

    /** A queue without subscribers that goes on where another was saved. */
    public static EventQueue restore(State state) {
        EventQueue queue = new EventQueue(state.maxEvents(), state.maxPayloadBytes());
        for (DispatchEvent event : state.queued()) {
            if (!queue.raise(event)) {
                throw new IllegalArgumentException("the saved events do not fit the saved bounds: " + event);
            }
        }
        queue.lostEvents = state.lostEvents();
        queue.lostPayloadBytes = state.lostPayloadBytes();
        queue.raised = state.raised();
        queue.delivered = state.delivered();
        queue.refused = state.refused();
        queue.thrown = state.thrown();
        return queue;
    }

    /** A queue as a value: its bounds, what waits in order, the gap after it, and the counts. */
    public record State(
            int maxEvents,
            long maxPayloadBytes,
            ImmutableList<DispatchEvent> queued,
            long lostEvents,
            long lostPayloadBytes,
            long raised,
            long delivered,
            long refused,
            long thrown) {
        /** A gap has a number of events, and bytes only with them. */
        public State {
            if (lostEvents < 0 || lostPayloadBytes < 0 || (lostEvents == 0 && lostPayloadBytes > 0)) {
                throw new IllegalArgumentException(
                        "a gap of " + lostEvents + " events with " + lostPayloadBytes + " bytes is none");
            }
        }
    }
}
