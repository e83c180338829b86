package dev.coresident.conformance.hostops;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.TenantProfile;
import dev.coresident.conformance.rule.Trial;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The checks about the course of a poll and about handlers. */
final class CourseChecks {
    private static final int CALLS = 1_000;

    private CourseChecks() {}

    static void pollsAreBounded(Trial trial) {
        List<String> order = new ArrayList<>();
        List<Completer> open = new ArrayList<>();
        LoneExecutor lone = new LoneExecutor(new OpHandler() {
            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                order.add("dispatch " + words.word(0));
                context.events().raise("seen", ByteBuffer.allocate(0));
                if (words.word(0) == 1) {
                    context.timers().once(10);
                    Completer completer = LoneExecutor.open(context);
                    open.add(completer);
                    return OpOutcome.parked(completer.id());
                }
                return OpOutcome.done(0);
            }

            @Override
            public OpOutcome timer(OpContext context, OpWords words, long timerId) {
                order.add("timer");
                return OpOutcome.stillParked();
            }

            @Override
            public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
                order.add("resume");
                return OpOutcome.done(0);
            }
        });
        lone.executor.subscribe(event -> order.add("event"));
        lone.admit(1, 1);
        lone.run();
        order.clear();
        lone.admit(2, 2);
        open.getFirst().complete(new byte[0]);
        lone.now += 10;
        lone.executor.poll();
        equal("the order of one poll", order, List.of("dispatch 2", "event", "timer", "resume"));
        lone.run();
        number("ops that ended", lone.ends.size(), 2);

        LoneExecutor busy = new LoneExecutor(LoneExecutor::echo);
        for (int i = 0; i < 3 * CALLS; i++) {
            busy.admitFor(1 + i % 6, 0, i);
        }
        for (int poll = 1; poll <= 3; poll++) {
            busy.executor.poll();
            number("calls after poll " + poll, busy.executor.figures().calls(), (long) poll * CALLS);
        }
        number("ops that ended", busy.ends.size(), 3 * CALLS);
    }

    static void tenantsTakeTurns(Trial trial) {
        HostServices services = HostServices.builder()
                .handler(0, LoneExecutor.KEY, LoneExecutor::echo)
                .tenants(word -> TenantProfile.of("t" + word, word))
                .build();
        LoneExecutor lone =
                new LoneExecutor(services, ExecutorOptions.defaults().withOpsPerPoll(6));
        for (int i = 0; i < 60; i++) {
            for (int tenant = 1; tenant <= 3; tenant++) {
                lone.admitFor(tenant, 0, i);
            }
        }
        for (int round = 1; round <= 10; round++) {
            lone.executor.poll();
            for (int tenant = 1; tenant <= 3; tenant++) {
                int of = tenant;
                number(
                        "ops of the tenant of weight " + tenant + " after " + round + " turns of all",
                        lone.ends.stream().filter(end -> end.tenant() == of).count(),
                        (long) round * tenant);
            }
        }
    }

    static void lanesAreSerial(Trial trial) {
        List<Integer> running = new ArrayList<>();
        List<Integer> begun = new ArrayList<>();
        List<Completer> open = new ArrayList<>();
        LoneExecutor lone = new LoneExecutor(new OpHandler() {
            @Override
            public long lane(OpWords words) {
                return words.word(0) == 9 ? NO_LANE : words.word(0);
            }

            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                int lane = words.word(0);
                that(lane == 9 || !running.contains(lane), () -> "two ops of lane " + lane + " overlap");
                running.add(lane);
                begun.add(words.word(1));
                Completer completer = LoneExecutor.open(context);
                open.add(completer);
                return OpOutcome.parked(completer.id());
            }

            @Override
            public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
                running.remove(Integer.valueOf(words.word(0)));
                return OpOutcome.done(0);
            }
        });
        lone.admit(0, 1, 10);
        lone.admit(0, 1, 11);
        lone.admit(0, 2, 20);
        lone.admit(0, 9, 90);
        lone.admit(0, 9, 91);
        lone.run();
        equal("what began", begun, List.of(10, 20, 90, 91));
        open.getFirst().complete(new byte[0]);
        lone.run();
        equal("what began", begun, List.of(10, 20, 90, 91, 11));
        open.subList(1, open.size()).forEach(completer -> completer.complete(new byte[0]));
        lone.run();
        number("ops that ended", lone.ends.size(), 5);
    }

    static void handlersReachWhatTheyDeclared(Trial trial) {
        Key<String> declared = new Key<>("declared", String.class);
        Key<String> unbound = new Key<>("unbound", String.class);
        Key<String> undeclared = new Key<>("undeclared", String.class);
        Key<Integer> mistyped = new Key<>("declared", Integer.class);
        List<Lookup<?>> seen = new ArrayList<>();
        OpHandler handler = (context, words) -> {
            switch (words.word(0)) {
                case 0 -> seen.add(context.require(declared));
                case 1 -> seen.add(context.require(unbound));
                case 2 -> seen.add(context.require(undeclared));
                case 3 -> seen.add(context.require(mistyped));
                case 4 -> seen.add(context.require(LoneExecutor.KEY));
                default -> throw new IllegalStateException("thrown on purpose");
            }
            return OpOutcome.done(0);
        };
        LoneExecutor lone = new LoneExecutor(
                HostServices.builder()
                        .component(declared, "value")
                        .component(undeclared, "secret")
                        .handler(0, LoneExecutor.KEY, handler, declared, unbound, mistyped, LoneExecutor.KEY)
                        .build(),
                ExecutorOptions.defaults());
        for (int i = 0; i < 5; i++) {
            that(lone.one(0, i).isDone(), "a look-up ended its op");
        }
        LoneExecutor.End thrown = lone.one(0, 5);
        equal("the kind of an op whose handler throws", thrown.kind(), FaultKind.EXECUTION_FAILED.name());
        equal(
                "what was looked up",
                seen,
                List.of(
                        new Lookup.Bound<>("value"),
                        new Lookup.NotBound<String>("unbound", Lookup.Why.NEVER_BOUND),
                        new Lookup.NotBound<String>("undeclared", Lookup.Why.NOT_DECLARED),
                        new Lookup.TypeMismatch<>("declared", Integer.class, String.class),
                        new Lookup.NotBound<OpHandler>("handler", Lookup.Why.BEING_DISPATCHED)));
    }
}
