package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.record.EventSubscriber;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.NamedCounters;
import java.util.Optional;

/** What others than its owner may see of an executor, and how they answer it. Any thread. */
public final class ExecutorView {
    private final HostExecutor executor;

    /** Of an executor. */
    public ExecutorView(HostExecutor executor) {
        this.executor = executor;
    }

    /** What it holds and has done, as of the end of the last poll that did something. */
    public ExecutorFigures figures() {
        return executor.figures();
    }

    /** What answers a command that is open, for one who has only its id. */
    public Optional<Completer> completer(long commandId) {
        return executor.completer(commandId);
    }

    /** The flight recorder of a tenant that has asked for something. */
    public Optional<FlightRecorder> recorder(int tenantWord) {
        return executor.recorder(tenantWord);
    }

    /** The counters of a tenant that has asked for something. */
    public ImmutableList<NamedCounters.Counter> counters(int tenantWord) {
        return executor.counters(tenantWord);
    }

    /** Tells a subscriber what happens, from the next poll on; false if there are as many as may be. */
    public boolean subscribe(EventSubscriber subscriber) {
        return executor.subscribe(subscriber);
    }

    /** Tells it no more; false if it was not told. */
    public boolean unsubscribe(EventSubscriber subscriber) {
        return executor.unsubscribe(subscriber);
    }
}
