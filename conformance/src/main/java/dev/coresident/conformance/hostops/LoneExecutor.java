package dev.coresident.conformance.hostops;

import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostExecutor;
import dev.coresident.api.dispatch.executor.HostOutcome;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.OutcomeSink;
import dev.coresident.conformance.rule.Violation;
import java.util.ArrayList;
import java.util.List;

/** An executor that nobody but the check polls, on a clock that the check moves. One handler, service 0. */
final class LoneExecutor implements OutcomeSink {
    static final int TENANT = 3;
    static final Key<OpHandler> KEY = new Key<>("handler", OpHandler.class);

    /** How an op ended; where it ended well, the kind is {@link #WELL}. */
    record End(int tenant, long requestId, String kind, int result, String detail, long retryAfterNanos) {
        static final String WELL = "DONE";

        boolean isDone() {
            return kind.equals(WELL);
        }
    }

    final List<End> ends = new ArrayList<>();
    final HostExecutor executor;
    long now = 1;

    LoneExecutor(OpHandler handler) {
        this(services(handler), ExecutorOptions.defaults());
    }

    LoneExecutor(HostServices services, ExecutorOptions options) {
        executor = HostExecutor.create(services, options, () -> now, this);
    }

    static HostServices services(OpHandler handler) {
        return HostServices.builder().handler(0, KEY, handler).build();
    }

    @Override
    public void ended(int tenantWord, long requestId, long source, HostOutcome outcome) {
        boolean done = outcome.isDone();
        ends.add(new End(
                tenantWord,
                requestId,
                done ? End.WELL : outcome.kind().name(),
                outcome.resultCount() > 0 ? outcome.result(0) : 0,
                outcome.detail(),
                outcome.retryAfterNanos()));
    }

    void admit(long requestId, int... words) {
        admitFor(TENANT, requestId, words);
    }

    void admitFor(int tenantWord, long requestId, int... words) {
        if (!executor.admit(tenantWord, requestId, 0, 0, 0, words, 0, words.length)) {
            throw new Violation("the inbox is full after " + ends.size() + " ends");
        }
    }

    /** Polls until there is nothing to do. */
    void run() {
        while (executor.poll() > 0) {
            // until then
        }
    }

    void runTo(long nanos) {
        now = nanos;
        run();
    }

    /** Admits one op, runs it to its end and gives it. */
    End one(long requestId, int... words) {
        int before = ends.size();
        admit(requestId, words);
        run();
        if (ends.size() != before + 1) {
            throw new Violation("one op was admitted and " + (ends.size() - before) + " ended");
        }
        return ends.getLast();
    }

    static OpOutcome echo(OpContext context, OpWords words) {
        context.result(0, words.word(0));
        return OpOutcome.done(1);
    }

    static Completer open(OpContext context) {
        if (context.completions().open() instanceof CommandOpening.Opened(Completer completer)) {
            return completer;
        }
        throw new Violation("a command was refused");
    }
}
