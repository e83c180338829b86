package dev.coresident.api.internal.pump;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/** Calls users' listeners so that what they throw stays theirs. One for each pump, the owner's own but for the count. */
public final class Listeners {
    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final AtomicLong thrown = new AtomicLong();
    private final Completion completion = new Completion();

    /** None thrown. */
    public Listeners() {}

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws must not stop the pump
    void tell(CompletionListener listener, long ticket, long ending, long results01, long results23) {
        completion.fill(ticket, ending, results01, results23);
        try {
            listener.ended(completion);
        } catch (Throwable failure) {
            threw("a completion listener threw; the completion itself is settled", failure);
        }
    }

    /** Counts and logs what a listener threw. */
    public void threw(String what, Throwable failure) {
        thrown.incrementAndGet();
        LOG.log(Level.WARNING, what, failure);
    }

    /** How many calls threw. */
    public long thrown() {
        return thrown.get();
    }
}
