package dev.coresident.backend.cuda.driver;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import jcuda.driver.CUstream;

/**
 * The streams that copies of one direction take turns on: one for who copies now, one for who is queued behind on the same engine of the
 * device, so that it has its next copy when one ends. A copy has its stream to itself, so that waiting for the stream is waiting for the
 * copy. None of them waits for the kernel or for a stream of the other direction: slots run while copies do. Any thread.
 */
final class CopyStreams {
    private static final int STREAMS = 2;

    private final List<CUstream> all =
            Stream.generate(CUstream::new).limit(STREAMS).toList();
    private final BlockingQueue<CUstream> free = new ArrayBlockingQueue<>(STREAMS, false, all);

    /** All of them, not created yet. */
    List<CUstream> streams() {
        return all;
    }

    /** A stream that nobody uses; waits for one, interrupted or not: what is copied belongs to a slot that is published next. */
    CUstream take() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return free.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void giveBack(CUstream stream) {
        free.add(stream);
    }
}
