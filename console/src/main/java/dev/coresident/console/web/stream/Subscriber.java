package dev.coresident.console.web.stream;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's frames that wait to be sent. The sampler's thread puts, the client's thread takes. */
final class Subscriber {
    private static final byte[] END = {};

    private final ArrayBlockingQueue<byte[]> frames;
    private volatile boolean over;

    Subscriber(int capacity) {
        this.frames = new ArrayBlockingQueue<>(capacity);
    }

    /** False if the client is so far behind that its queue is full. */
    boolean offer(byte[] frame) {
        return frames.offer(frame);
    }

    /** Ends the client's stream; what waits is dropped. */
    void end() {
        over = true;
        frames.clear();
        frames.offer(END);
    }

    boolean isOver() {
        return over;
    }

    /** The next frame, or null if none came in time or the stream is over. */
    byte @Nullable [] next(long limitMillis) throws InterruptedException {
        byte[] frame = frames.poll(limitMillis, TimeUnit.MILLISECONDS);
        return over || frame == null || frame.length == 0 ? null : frame;
    }
}
