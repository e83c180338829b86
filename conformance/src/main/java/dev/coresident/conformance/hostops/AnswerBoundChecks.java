package dev.coresident.conformance.hostops;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionAnswer;
import dev.coresident.api.dispatch.completion.CompletionRefusal;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.TenantProfile;
import dev.coresident.conformance.rule.Trial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The checks about what answers may cost. */
final class AnswerBoundChecks {
    private static final int RESULT_BYTES = 4 << 20;
    private static final int TEXT_BYTES = 4 << 10;
    private static final int PARKED = 10_000;
    private static final int TENANTS = 20;

    private AnswerBoundChecks() {}

    private static LoneExecutor parking(List<Completer> open) {
        return new LoneExecutor((context, words) -> park(open, context));
    }

    private static OpOutcome park(List<Completer> open, OpContext context) {
        Completer completer = LoneExecutor.open(context);
        open.add(completer);
        return OpOutcome.parked(completer.id());
    }

    static void resultsAreBounded(Trial trial) {
        List<Completer> open = new ArrayList<>();
        LoneExecutor lone = parking(open);
        lone.admit(1);
        lone.admit(2);
        lone.run();
        equal("the answer", open.get(0).complete(new byte[RESULT_BYTES]), new CompletionAnswer.Accepted());
        equal(
                "the answer with one byte more",
                open.get(1).complete(new byte[RESULT_BYTES + 1]),
                new CompletionAnswer.Refused(CompletionRefusal.RESULT_TOO_LARGE, RESULT_BYTES + 1, RESULT_BYTES));
        lone.run();
        number("ops that ended", lone.ends.size(), 2);
        for (LoneExecutor.End end : lone.ends) {
            if (end.requestId() == 1) {
                number("the bytes that came back", end.result(), RESULT_BYTES);
            } else {
                equal("the kind of the other", end.kind(), FaultKind.REMOTE_FAILED.name());
            }
        }
        number("bytes in flight", lone.executor.figures().inFlightBytes(), 0);
    }

    static void failuresAlwaysArrive(Trial trial) {
        List<Completer> open = new ArrayList<>();
        LoneExecutor lone = parking(open);
        for (int length : new int[] {0, TEXT_BYTES - 1, TEXT_BYTES, TEXT_BYTES + 1, 100_000}) {
            for (String character : List.of("a", "\u00e9", "\u20ac", "\ud83d\ude00")) {
                int before = lone.ends.size();
                lone.runTo(lone.now + 120_000_000_000L); // whatever failed before has cooled down
                lone.admit(0);
                lone.run();
                String text = "x" + character.repeat(length);
                equal("the answer", open.getLast().fail(text), new CompletionAnswer.Accepted());
                lone.run();
                number("ops that ended", lone.ends.size(), before + 1);
                String detail = lone.ends.getLast().detail();
                int bytes = detail.getBytes(StandardCharsets.UTF_8).length;
                int most = 4;
                that(
                        text.startsWith(detail) && bytes <= TEXT_BYTES,
                        () -> "a failure of " + text.length() + " characters came back as " + detail.length());
                that(
                        detail.equals(text) || bytes > TEXT_BYTES - most,
                        () -> "a failure was cut to " + bytes + " bytes, which is more than it need be");
                that(
                        detail.isEmpty() || !Character.isHighSurrogate(detail.charAt(detail.length() - 1)),
                        "a failure was cut within a character");
            }
        }
    }

    static void parkedOpsHaveTheirPlace(Trial trial) {
        List<Completer> open = new ArrayList<>();
        HostServices services = HostServices.builder()
                .handler(0, LoneExecutor.KEY, (context, words) -> park(open, context))
                .tenants(word -> TenantProfile.of("t", 1))
                .build();
        LoneExecutor lone = new LoneExecutor(services, ExecutorOptions.defaults());
        for (int i = 0; i < PARKED; i++) {
            lone.admitFor(1 + i % TENANTS, 0);
            if (i % 500 == 499) {
                lone.run();
            }
        }
        number("ops that are parked", lone.executor.figures().parked(), PARKED);
        number("ops that ended", lone.ends.size(), 0);
        List<Completer> all = List.copyOf(open);
        lone.admitFor(1, 0);
        lone.run();
        number("ops that ended", lone.ends.size(), 1);
        that(!lone.ends.getFirst().isDone(), "one op more than may be parked ended well");
        for (Completer completer : all) {
            equal("the answer", completer.complete(new byte[1]), new CompletionAnswer.Accepted());
        }
        lone.run();
        number("ops that ended", lone.ends.size(), PARKED + 1);
        number(
                "ops that ended well",
                lone.ends.stream().filter(LoneExecutor.End::isDone).count(),
                PARKED);
    }
}
