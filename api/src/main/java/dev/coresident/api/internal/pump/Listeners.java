package dev.coresident.api.internal.pump;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** Calls users' listeners so that what they throw stays theirs. */
final class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    /** How many calls threw, in this JVM. */
    static final AtomicLong THROWN = new AtomicLong();

    private Listeners() {}

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws must not stop the pump
    static void tell(CompletionListener listener, Completion completion) {
        try {
            listener.ended(completion);
        } catch (Throwable thrown) {
            THROWN.incrementAndGet();
            LOG.log(Level.WARNING, "a completion listener threw; the completion itself is settled", thrown);
        }
    }
}
