package dev.coresident.console.web.stream;

import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.console.web.sample.LoggedEvent;
import dev.coresident.console.web.sample.Sample;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stream of samples and events. A client gets the events that it missed, one full sample, and then a frame for each sample: the
 * events since the one before and what changed. Each has a bounded queue of frames; one that does not keep up is dropped, counted, and
 * comes back by itself with the id of the last event it saw.
 *
 * <p>The sampler's thread publishes, each client's request thread sends. Publishing never waits for a client.
 */
public final class EventStream {
    /** Clients at once. */
    public static final int MOST_CLIENTS = 200;

    /** Events that one frame carries at most. */
    static final int EVENTS_A_FRAME = 256;

    /** Frames that may wait for a client: one for each sample. */
    private static final int QUEUE = 64;

    private static final long BEAT_MILLIS = 5_000;

    private final EventLog events;
    private final long run = new SecureRandom().nextLong();
    private final int queue;
    private final List<Subscriber> clients = new ArrayList<>();
    private Sample last;
    private byte @Nullable [] full;
    private long told;
    private long dropped;
    private long refused;
    private boolean closed;

    /** A stream that begins with a sample. */
    public EventStream(EventLog events, Sample first) {
        this(events, first, QUEUE);
    }

    EventStream(EventLog events, Sample first, int queue) {
        this.events = events;
        this.last = first;
        this.queue = queue;
        this.told = events.last();
    }

    /** A sample and the events until now go to every client, as one frame. The sampler's thread. */
    public synchronized void publish(Sample sample) {
        if (clients.isEmpty()) {
            told = events.last();
        } else {
            byte[] frame = news(sample);
            clients.removeIf(client -> {
                boolean behind = !client.offer(frame);
                if (behind) {
                    dropped++;
                    client.end();
                }
                return behind;
            });
        }
        last = sample;
        full = null;
    }

    /** The events since the last frame, {@link #EVENTS_A_FRAME} at most, and what changed. The next frame has the rest. */
    private byte[] news(Sample sample) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        List<LoggedEvent> since = events.after(told);
        if (!since.isEmpty() && since.getFirst().number() > told + 1) {
            frame.writeBytes(Frames.gap(since.getFirst().number() - told - 1));
        }
        for (LoggedEvent event : since.subList(0, Math.min(EVENTS_A_FRAME, since.size()))) {
            frame.writeBytes(Frames.event(new EventId(run, event.number()), event));
            told = event.number();
        }
        frame.writeBytes(Frames.delta(last, sample));
        return frame.toByteArray();
    }

    /** Serves one client until it goes, falls behind or the stream closes. On its request's thread. */
    public void serve(Context request) throws IOException, InterruptedException {
        String resumed = request.header("Last-Event-ID");
        EventId after = resumed == null || resumed.isEmpty()
                ? null
                : EventId.parse(resumed)
                        .orElseThrow(() -> new RequestRefused(
                                400, "bad-event-id", "Last-Event-ID is not an id of this stream: leave it out"));
        List<byte[]> first = new ArrayList<>();
        Subscriber client = subscribe(after, first);
        try {
            request.contentType("text/event-stream; charset=utf-8");
            request.header("X-Accel-Buffering", "no");
            request.disableCompression();
            OutputStream out = request.outputStream();
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.US_ASCII));
            for (byte[] frame : first) {
                out.write(frame);
            }
            out.flush();
            List<byte[]> frames = new ArrayList<>();
            while (client.take(frames, BEAT_MILLIS)) {
                if (frames.isEmpty()) {
                    frames.add(Frames.BEAT);
                }
                for (byte[] frame : frames) {
                    out.write(frame);
                }
                out.flush();
                frames.clear();
            }
        } finally {
            remove(client);
        }
    }

    /** Takes a client in; {@code first} gets what it begins with. */
    synchronized Subscriber subscribe(@Nullable EventId after, List<byte[]> first) {
        if (closed || clients.size() >= MOST_CLIENTS) {
            refused++;
            throw new RequestRefused(
                    503, "too-many-streams", "at most " + MOST_CLIENTS + " clients stream at once: close another page");
        }
        // An id of this run that was never given out is treated as one of another run.
        long from = after != null && after.run() == run && after.number() <= told ? after.number() : 0;
        List<LoggedEvent> missed = events.after(from);
        if (!missed.isEmpty() && missed.getFirst().number() > from + 1) {
            first.add(Frames.gap(missed.getFirst().number() - from - 1));
        }
        for (LoggedEvent event : missed) {
            // What came after the last sample comes again with the next.
            if (event.number() <= told) {
                first.add(Frames.event(new EventId(run, event.number()), event));
            }
        }
        if (full == null) {
            full = Frames.full(last);
        }
        first.add(full);
        Subscriber client = new Subscriber(queue);
        clients.add(client);
        return client;
    }

    private synchronized void remove(Subscriber client) {
        clients.remove(client);
    }

    /** Clients now. */
    public synchronized int clients() {
        return clients.size();
    }

    /** Clients dropped because they did not keep up. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Clients refused because there were too many. */
    public synchronized long refused() {
        return refused;
    }

    /** Ends every client and takes no more. */
    public synchronized void close() {
        closed = true;
        clients.forEach(Subscriber::end);
        clients.clear();
    }
}
