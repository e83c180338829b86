package dev.coresident.console.web.stream;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

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

    /**
     * Waits for frames and takes all that are there.
     *
     * @param into gets them, oldest first; stays empty if none came in time
     * @return false once the stream is over
     */
    boolean take(List<byte[]> into, long limitMillis) throws InterruptedException {
        byte[] first = frames.poll(limitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            frames.drainTo(into);
        }
        return !over;
    }
}
