package dev.coresident.conformance.hostops;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.govern.ServiceTimes;
import dev.coresident.api.dispatch.timer.Arming;
import dev.coresident.conformance.rule.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** The checks about timers and about deadlines from experience. */
final class TimeChecks {
    private static final int TIMERS = 65_536;
    private static final long BEGIN = 1;
    private static final long INTERVAL = 1_000;

    private TimeChecks() {}

    static void timersMatureInOrder(Trial trial) {
        SplittableRandom random = trial.random();
        List<long[]> armed = new ArrayList<>();
        List<long[]> matured = new ArrayList<>();
        List<Arming> last = new ArrayList<>();
        List<Long> ticks = new ArrayList<>();
        LoneExecutor lone = new LoneExecutor(new OpHandler() {
            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                int timers = words.word(0);
                for (int i = 0; i < timers; i++) {
                    long delay = 1L + random.nextInt(500);
                    if (context.timers().once(delay) instanceof Arming.Armed(long id)) {
                        armed.add(new long[] {BEGIN + delay, id});
                    }
                }
                if (timers == 0) {
                    last.add(context.timers().every(INTERVAL));
                }
                return OpOutcome.parked(OpOutcome.Parked.NOTHING);
            }

            @Override
            public OpOutcome timer(OpContext context, OpWords words, long timerId) {
                if (words.word(0) == 0) {
                    ticks.add(context.clock().nanoTime());
                } else {
                    matured.add(new long[] {context.clock().nanoTime(), timerId});
                }
                return OpOutcome.stillParked();
            }
        });
        lone.admit(0, TIMERS + 100);
        lone.run();
        number("timers that were armed", armed.size(), TIMERS);
        number("timers that were refused", lone.executor.figures().refusedTimers(), 100);
        lone.admit(0, 0);
        lone.run();
        equal("one more timer", last, List.of(new Arming.Refused(TIMERS)));
        for (long time = BEGIN + 1; time <= BEGIN + 500; time++) {
            lone.runTo(time);
        }
        armed.sort((a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
        number("timers that matured", matured.size(), TIMERS);
        for (int i = 0; i < TIMERS; i++) {
            long[] is = matured.get(i);
            long[] must = armed.get(i);
            that(
                    is[0] == must[0] && is[1] == must[1],
                    () -> "timer " + is[1] + " matured at " + is[0] + " where timer " + must[1] + " was due at "
                            + must[0]);
        }
        // Intervals: looked at late now and then, the ticks stay on the grid.
        lone.admit(0, 0);
        lone.run();
        long armedAt = lone.now;
        for (int i = 1; i <= 50; i++) {
            lone.runTo(armedAt + i * INTERVAL + random.nextInt((int) INTERVAL));
        }
        number("ticks", ticks.size(), 50);
    }

    static void deadlinesComeFromExperience(Trial trial) {
        SplittableRandom random = trial.random();
        for (int run = 0; run < 50; run++) {
            ServiceTimes times = new ServiceTimes(64, 64, 0);
            long policy = 77_000;
            number("the wait without experience", times.waitNanos(1, 1, policy), policy);
            List<Long> samples = new ArrayList<>(Collections.nCopies(2 + random.nextInt(20), 0L));
            samples.replaceAll(_ -> 8L * (1 + random.nextInt(1_000_000)));
            double mean = 0;
            double deviation = 0;
            for (int i = 0; i < samples.size(); i++) {
                long sample = samples.get(i);
                if (i < ServiceTimes.WARM) {
                    number("the wait before it is warm", times.waitNanos(1, 1, policy), policy);
                }
                times.record(1, 1, sample);
                deviation = i == 0 ? sample / 2.0 : deviation + (Math.abs(sample - mean) - deviation) / 4;
                mean = i == 0 ? sample : mean + (sample - mean) / 8;
            }
            if (samples.size() >= ServiceTimes.WARM) {
                double wanted = mean + 4 * deviation;
                long wait = times.waitNanos(1, 1, policy);
                that(
                        Math.abs(wait - wanted) <= 5.0 * samples.size(),
                        () -> "the wait is " + wait + " and must be " + wanted);
                number("the wait of another tenant", times.waitNanos(2, 1, policy), wait);
                number("the wait of another service", times.waitNanos(1, 2, policy), wait);
                number("the wait of another altogether", times.waitNanos(2, 2, policy), wait);
                for (int i = 0; i < ServiceTimes.WARM; i++) {
                    times.record(2, 1, 8);
                }
                that(times.waitNanos(2, 1, policy) < 64, "a tenant's own experience does not go before that of all");
                number("the wait of the first", times.waitNanos(1, 1, policy), wait);
            }
        }
    }
}
