package dev.coresident.bench.hostloop;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;

/** Three event handlers behind one another on the Disruptor's ring, a thread each. */
final class DisruptorRig extends PeerRig {
    private static final int RING = 4_096;

    private final Disruptor<Event> disruptor;
    private final RingBuffer<Event> ring;
    private long seen;

    DisruptorRig(int producers, WaitStrategy waiting, ProducerType type) {
        super(producers);
        disruptor = new Disruptor<>(
                Event::new,
                RING,
                body -> Thread.ofPlatform().daemon().name("disruptor").unstarted(body),
                type,
                waiting);
        EventHandler<Event> in = (event, sequence, endOfBatch) -> seen += event.word1;
        EventHandler<Event> work = (event, sequence, endOfBatch) -> event.execute(observables);
        EventHandler<Event> out = (event, sequence, endOfBatch) -> end(event);
        disruptor.handleEventsWith(in).then(work).then(out);
        ring = disruptor.start();
    }

    @Override
    void send(int producer, long position) {
        long sequence = ring.next();
        ring.get(sequence).fill(producer, position);
        ring.publish(sequence);
    }

    @Override
    public void close() {
        disruptor.halt();
    }

    /** The same idling as everybody else's here. */
    static final class SpinThenYield implements WaitStrategy {
        @Override
        public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
                throws AlertException {
            long available = dependent.get();
            if (available < sequence) {
                Idle idle = new Idle();
                while ((available = dependent.get()) < sequence) {
                    barrier.checkAlert();
                    idle.pause();
                }
            }
            return available;
        }

        @Override
        public void signalAllWhenBlocking() {
            // Nobody blocks.
        }
    }
}
