package dev.coresident.conformance.hostops;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostExecutor;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.Snapshotting;
import dev.coresident.api.dispatch.record.FlightEntry;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.OpRandom;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The checks about what an executor remembers. */
final class StateChecks {
    private static final int ENTRIES = 1_024;

    private StateChecks() {}

    static void randomValuesAreAFunction(Trial trial) {
        SplittableRandom random = trial.random();
        for (int run = 0; run < 200; run++) {
            long seed = random.nextLong();
            int tenant = random.nextInt();
            long op = random.nextLong();
            OpRandom values = new OpRandom();
            values.begin(seed, tenant, op, 0);
            for (int k = 0; k < 20; k++) {
                number("value " + k, values.nextLong(), OpRandom.at(seed, tenant, op, k));
            }
            that(
                    OpRandom.at(seed, tenant, op, 0) != OpRandom.at(seed, tenant, op + 1, 0)
                            && OpRandom.at(seed, tenant, op, 0) != OpRandom.at(seed, tenant + 1, op, 0)
                            && OpRandom.at(seed, tenant, op, 0) != OpRandom.at(seed + 1, tenant, op, 0),
                    "two ops have the same values");
        }
    }

    static void recordersKeepTheNewest(Trial trial) {
        LoneExecutor lone = new LoneExecutor((context, words) -> {
            context.recorder().note(words.word(0), 0);
            return OpOutcome.done(0);
        });
        for (int i = 0; i < 3 * ENTRIES; i++) {
            lone.one(0, i);
        }
        FlightRecorder recorder = lone.executor.recorder(LoneExecutor.TENANT).orElseThrow();
        List<FlightEntry> entries = recorder.entries();
        number("entries", entries.size(), ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            number("entry " + i, entries.get(i).sequence(), recorder.recorded() - ENTRIES + i);
        }
    }

    /** Draws, arms, parks and fails by its words and by random values; everything that it sees goes into its trace. */
    private static final class Busy implements OpHandler {
        final List<String> trace = new ArrayList<>();
        final List<Long> open = new ArrayList<>();

        @Override
        public OpOutcome dispatch(OpContext context, OpWords words) {
            long drawn = context.random().nextLong();
            trace.add("op " + words.word(0) + " drew " + drawn + " at "
                    + context.clock().nanoTime());
            if (words.word(0) % 5 == 0) {
                return OpOutcome.rejected(FaultKind.REMOTE_FAILED, "by its words", "");
            }
            if (words.word(0) % 2 == 0) {
                trace.add("timer " + context.timers().every(7 + Math.floorMod(drawn, 50L)));
            }
            Completer completer = LoneExecutor.open(context);
            open.add(completer.id());
            trace.add("command " + completer.id());
            return OpOutcome.parked(completer.id(), context.clock().nanoTime() + 400);
        }

        @Override
        public OpOutcome timer(OpContext context, OpWords words, long timerId) {
            trace.add("timer " + timerId + " drew " + context.random().nextLong());
            return OpOutcome.stillParked();
        }

        @Override
        public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
            trace.add(
                    "resumed by " + answer.commandId() + " " + answer.getClass().getSimpleName() + " drew "
                            + context.random().nextLong());
            context.result(0, words.word(0));
            return OpOutcome.done(1);
        }
    }

    static void snapshotsGoOnExactly(Trial trial) {
        for (int run = 0; run < 20; run++) {
            SplittableRandom random = trial.random().split();
            Busy first = new Busy();
            ExecutorOptions options = ExecutorOptions.defaults().withSeed(run);
            LoneExecutor one = new LoneExecutor(services(first), options);
            drive(one, one.executor, first, random.split());
            if (!(one.executor.snapshot() instanceof Snapshotting.Taken(var snapshot))) {
                throw new Violation("no snapshot between two polls");
            }
            Busy second = new Busy();
            LoneExecutor other = new LoneExecutor(services(second), options);
            other.now = one.now;
            HostExecutor restored =
                    HostExecutor.restore(snapshot, services(second), options, () -> other.now, other, () -> {});
            second.open.addAll(first.open);
            first.trace.clear();
            one.ends.clear();
            long seed = random.nextLong();
            drive(one, one.executor, first, new SplittableRandom(seed));
            drive(other, restored, second, new SplittableRandom(seed));
            equal("the trace after the restore", second.trace, first.trace);
            equal("the ends after the restore", other.ends, one.ends);
        }
    }

    private static HostServices services(OpHandler handler) {
        return LoneExecutor.services(handler);
    }

    private static void drive(LoneExecutor lone, HostExecutor executor, Busy handler, SplittableRandom random) {
        for (int step = 0; step < 200; step++) {
            lone.now += random.nextInt(40);
            if (random.nextInt(3) == 0) {
                executor.admit(
                        1 + random.nextInt(4), 1 + random.nextInt(500), 0, 0, 0, new int[] {random.nextInt(100)}, 0, 1);
            }
            int pick = random.nextInt(1_000);
            if (!handler.open.isEmpty() && pick < 400) {
                long id = handler.open.get(pick % handler.open.size());
                executor.completer(id).ifPresent(completer -> completer.complete(new byte[1]));
            }
            executor.poll();
        }
    }
}
