package dev.coresident.conformance.hostops;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.record.DispatchEvent;
import dev.coresident.conformance.rule.Trial;
import java.util.ArrayList;
import java.util.List;

/** The checks about what a tenant's governor does to its ops. */
final class GovernorChecks {
    private static final long MILLISECOND = 1_000_000;
    private static final long FIRST = 10 * MILLISECOND;
    private static final long LONGEST = 60_000 * MILLISECOND;
    private static final int OTHER = LoneExecutor.TENANT + 1;
    private static final int UNHEALTHY = 5;

    private GovernorChecks() {}

    /** Word 0: 0 ends well, 1 fails. */
    private static OpOutcome fails(OpContext context, OpWords words) {
        return words.word(0) == 0
                ? OpOutcome.done(0)
                : OpOutcome.rejected(FaultKind.REMOTE_FAILED, "failed on purpose", "");
    }

    static void repeatsGetTheFirstOutcome(Trial trial) {
        List<Completer> open = new ArrayList<>();
        LoneExecutor lone = new LoneExecutor((context, words) -> {
            Completer completer = LoneExecutor.open(context);
            open.add(completer);
            return OpOutcome.parked(completer.id());
        });
        for (long request = 1; request <= 100; request++) {
            int calls = open.size();
            int before = lone.ends.size();
            lone.admit(request);
            lone.admit(request);
            lone.run();
            number("calls of the handler", open.size(), calls + 1);
            number("ops that ended", lone.ends.size(), before);
            open.getLast().complete(new byte[(int) request]);
            lone.run();
            number("ops that ended", lone.ends.size(), before + 2);
            lone.admit(request);
            lone.run();
            number("calls of the handler", open.size(), calls + 1);
            for (LoneExecutor.End end : lone.ends.subList(before, lone.ends.size())) {
                number("the result of request " + request, end.result(), request);
            }
        }
    }

    static void failuresCoolDown(Trial trial) {
        LoneExecutor lone = new LoneExecutor(GovernorChecks::fails);
        long longest = FIRST;
        for (int failure = 1; failure <= 20; failure++) {
            equal("the kind", lone.one(0, 1).kind(), FaultKind.REMOTE_FAILED.name());
            LoneExecutor.End refused = lone.one(0, 0);
            equal("the kind while it cools down", refused.kind(), FaultKind.COOL_DOWN.name());
            long wait = refused.retryAfterNanos();
            long most = Math.min(longest, LONGEST);
            that(
                    wait <= most && wait >= most / 4 * 3,
                    () -> "the wait after failure is " + wait + " ns and must be up to a quarter below " + most);
            lone.admitFor(OTHER, 0, 0);
            lone.run();
            that(lone.ends.getLast().isDone(), "another tenant cools down, too");
            lone.runTo(lone.now + wait - 1);
            equal("the kind just before", lone.one(0, 0).kind(), FaultKind.COOL_DOWN.name());
            lone.now++;
            longest = Math.min(2 * longest, 2 * LONGEST);
        }
        that(lone.one(0, 0).isDone(), "an op after the wait was refused");
        lone.one(0, 1);
        LoneExecutor.End again = lone.one(0, 0);
        that(again.retryAfterNanos() <= FIRST, "a success did not clear the cool-down");
    }

    static void healthChangesOnce(Trial trial) {
        LoneExecutor lone = new LoneExecutor(GovernorChecks::fails);
        List<DispatchEvent> events = new ArrayList<>();
        lone.executor.subscribe(event -> {
            if (event instanceof DispatchEvent.TenantUnhealthy || event instanceof DispatchEvent.TenantHealed) {
                events.add(event);
            }
        });
        for (int round = 0; round < 3; round++) {
            for (int failure = 1; failure <= 2 * UNHEALTHY; failure++) {
                lone.runTo(lone.now + 2 * LONGEST);
                lone.one(0, 1);
            }
            for (int success = 0; success < 3; success++) {
                lone.runTo(lone.now + 2 * LONGEST);
                lone.one(0, 0);
            }
            lone.run();
            equal(
                    "the events",
                    events,
                    List.of(
                            new DispatchEvent.TenantUnhealthy(LoneExecutor.TENANT, UNHEALTHY),
                            new DispatchEvent.TenantHealed(LoneExecutor.TENANT)));
            events.clear();
        }
    }
}
