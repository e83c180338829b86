package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionLimits;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.ledger.budget.Budget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A world in which everything happens that may: handlers that park, retry, throw, cheat, arm timers and make latches, answers of every kind
 * to commands old and new, tenants that are retired, tight bounds, jumps of time. What a handler does is a function of the op's random numbers
 * alone, so that it is the same in an executor that was restored. Everything that is told goes into a trace.
 */
final class Wild implements OpHandler, OutcomeSink {
    static final int TENANTS = 4;
    static final int PERMITS = 12;
    private static final int SERVICES = 3;
    private static final ImmutableList<FaultKind> KINDS = ImmutableList.copyOf(FaultKind.values());
    static final ExecutorOptions OPTIONS =
            new ExecutorOptions(64, 24, 7, 20, 16, 300, 99, new CompletionLimits(40, 120, 24, 64));

    final List<String> trace = new ArrayList<>();
    final List<Long> opened = new ArrayList<>();
    final Map<Long, Integer> ends = new HashMap<>();
    final List<Budget> budgets = new ArrayList<>();
    long now = 1;
    HostExecutor executor;
    private long source;

    Wild() {
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            budgets.add(Budget.of(1_000_000, Duration.ofHours(1)));
        }
        executor = HostExecutor.create(services(), OPTIONS, () -> now, this);
        executor.subscribe(event -> trace.add(now + " " + event));
    }

    /** Another world that goes on with the executor's snapshot. */
    Wild(Wild before, ExecutorSnapshot snapshot) {
        trace.addAll(before.trace);
        opened.addAll(before.opened);
        ends.putAll(before.ends);
        now = before.now;
        source = before.source;
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            budgets.add(Budget.of(1_000_000, Duration.ofHours(1)));
        }
        executor = HostExecutor.restore(snapshot, services(), OPTIONS, () -> now, this, () -> {});
        executor.subscribe(event -> trace.add(now + " " + event));
    }

    private HostServices services() {
        HostServices.Builder services = HostServices.builder();
        for (int service = 0; service < SERVICES; service++) {
            services.handler(service, new Key<>("wild-" + service, OpHandler.class), new Face(this));
        }
        return services.tenants(word -> new TenantProfile(
                        "t" + word,
                        1 + (word & 3),
                        GovernorPolicy.defaults()
                                .withPermits(PERMITS)
                                .withRequests(16, 200)
                                .withCoolDown(5, 100)
                                .withQueue(10, 50)
                                .withReserve(3)
                                .withDeadline(2_000, 5_000),
                        budgets.get(word & 3)))
                .build();
    }

    /** One step: something from outside, then a poll. */
    void step(SplittableRandom random) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> {
                for (int count = random.nextInt(6); count >= 0; count--) {
                    admit(random);
                }
            }
            case 5, 6, 7 -> {
                for (int count = random.nextInt(4); count >= 0; count--) {
                    answer(random);
                }
            }
            case 8 -> now += random.nextInt(1_500);
            default -> {
                if (random.nextInt(6) == 0) {
                    int tenant = tenant(random);
                    trace.add("retire " + tenant);
                    executor.retire(tenant, "because");
                }
            }
        }
        now += random.nextInt(20);
        trace.add(now + " poll " + executor.poll() + " next " + executor.nextDeadlineNanos());
    }

    private static int tenant(SplittableRandom random) {
        return random.nextInt(TENANTS) | random.nextInt(3) << 12;
    }

    private void admit(SplittableRandom random) {
        int[] words = new int[random.nextInt(4)];
        for (int index = 0; index < words.length; index++) {
            words[index] = random.nextInt(4);
        }
        long requestId = random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 0;
        long deadline = random.nextInt(3) == 0 ? now + random.nextInt(400) : 0;
        long name = ++source;
        boolean taken = executor.admit(
                tenant(random), requestId, random.nextInt(SERVICES + 1), deadline, name, words, 0, words.length);
        trace.add("admit " + name + " " + taken);
        if (taken) {
            ends.put(name, 0);
        }
    }

    private void answer(SplittableRandom random) {
        if (opened.isEmpty()) {
            return;
        }
        int back = random.nextInt(Math.min(opened.size(), 12));
        long command = opened.get(opened.size() - 1 - back);
        int size = random.nextInt(50);
        boolean fails = random.nextInt(4) == 0;
        trace.add("answer " + command + " "
                + executor.completer(command)
                        .map(completer ->
                                fails ? completer.fail("x".repeat(size * 3)) : completer.complete(new byte[size]))
                        .map(Object::toString)
                        .orElse("closed"));
    }

    @Override
    public void ended(int tenantWord, long requestId, long from, HostOutcome outcome) {
        trace.add(now + " ended " + tenantWord + " " + requestId + " " + from + " " + outcome + " "
                + outcome.payload().remaining() + " " + outcome.retryAfterNanos());
        ends.merge(from, 1, Integer::sum);
    }

    @Override
    public OpOutcome dispatch(OpContext context, OpWords words) {
        trace.add(now + " call " + context.request().source());
        return act(context, words);
    }

    @Override
    public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
        String what = switch (answer) {
            case Answer.Bytes bytes -> "bytes " + bytes.bytes().remaining();
            case Answer.Failed failed -> "failed " + failed.text().length();
            case Answer.TimedOut _ -> "timed out";
        };
        trace.add(now + " resume " + context.request().source() + " " + answer.commandId() + " " + what);
        return context.random().nextLong(3) == 0 ? OpHandler.super.resume(context, words, answer) : act(context, words);
    }

    @Override
    public OpOutcome timer(OpContext context, OpWords words, long timerId) {
        trace.add(now + " timer " + context.request().source() + " " + timerId);
        return context.random().nextLong(4) == 0 ? act(context, words) : OpOutcome.stillParked();
    }

    private OpOutcome act(OpContext context, OpWords words) {
        for (long count = context.random().nextLong(3); count > 0; count--) {
            touch(context);
        }
        return switch ((int) context.random().nextLong(16)) {
            case 0, 1 -> {
                context.result(0, words.count());
                yield OpOutcome.done(2);
            }
            case 2 ->
                OpOutcome.rejected(KINDS.get((int) context.random().nextLong(KINDS.size())), "wild", "y".repeat(100));
            case 3 -> throw new IllegalStateException("wild");
            case 4 ->
                OpOutcome.parked(
                        OpOutcome.Parked.NOTHING, now + context.random().nextLong(300));
            case 5 -> OpOutcome.stillParked();
            case 6 -> OpOutcome.parked(1 + context.random().nextLong(50)); // most likely another's
            case 7, 8 -> latch(context);
            default -> open(context, completer -> OpOutcome.parked(completer.id(), later(context)));
        };
    }

    private long later(OpContext context) {
        return context.random().nextLong(2) == 0 ? 0 : now + context.random().nextLong(200);
    }

    private void touch(OpContext context) {
        switch ((int) context.random().nextLong(6)) {
            case 0 -> trace.add("arm " + context.timers().once(context.random().nextLong(200)));
            case 1 ->
                trace.add("arm " + context.timers().every(1 + context.random().nextLong(60)));
            case 2 ->
                trace.add("cancel " + context.timers().cancel(context.random().nextLong(40)));
            case 3 -> context.counters().add("n" + context.random().nextLong(5), 1);
            case 4 ->
                trace.add("hold " + context.held().hold("h" + context.random().nextLong(3), ByteBuffer.allocate(5)));
            default -> context.events().raise("wild", ByteBuffer.allocate(3));
        }
    }

    private OpOutcome latch(OpContext context) {
        return open(
                context,
                one -> open(context, two -> {
                    LatchOpening opening = context.random().nextLong(2) == 0
                            ? context.completions().firstOf(one, two)
                            : context.completions()
                                    .resultOrTimeout(one, context.random().nextLong(150));
                    return switch (opening) {
                        case LatchOpening.Opened opened1 -> OpOutcome.parked(opened1.latchId());
                        case LatchOpening.Refused _ -> OpOutcome.done(1);
                    };
                }));
    }

    private interface Then {
        OpOutcome with(Completer completer);
    }

    private OpOutcome open(OpContext context, Then then) {
        CommandOpening opening =
                context.completions().open((int) context.random().nextLong(30));
        trace.add("open " + (opening instanceof CommandOpening.Opened ? "yes" : opening.toString()));
        return switch (opening) {
            case CommandOpening.Opened(Completer completer) -> {
                opened.add(completer.id());
                if (context.random().nextLong(8) == 0) {
                    completer.complete(new byte[9]);
                }
                yield then.with(completer);
            }
            case CommandOpening.Refused _ -> OpOutcome.rejected(FaultKind.OTHER, "full", "");
        };
    }

    @Override
    public long lane(OpWords words) {
        return words.count() < 2 ? NO_LANE : words.word(0);
    }

    /** Each service has a handler of its own. */
    private record Face(Wild world) implements OpHandler {
        @Override
        public OpOutcome dispatch(OpContext context, OpWords words) {
            return world.dispatch(context, words);
        }

        @Override
        public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
            return world.resume(context, words, answer);
        }

        @Override
        public OpOutcome timer(OpContext context, OpWords words, long timerId) {
            return world.timer(context, words, timerId);
        }

        @Override
        public long lane(OpWords words) {
            return world.lane(words);
        }
    }
}
