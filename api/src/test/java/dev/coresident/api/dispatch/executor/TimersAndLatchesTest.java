package dev.coresident.api.dispatch.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.timer.Arming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Timers of parked ops, and latches over their commands. */
final class TimersAndLatchesTest {
    private final List<String> seen = new ArrayList<>();
    private final List<Completer> commands = new ArrayList<>();

    /** Parks on what a function gives, and notes everything that happens. */
    private OpHandler noting(
            BiFunction<OpContext, OpWords, OpOutcome> first, BiFunction<OpContext, Answer, OpOutcome> then) {
        return new OpHandler() {
            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                return first.apply(context, words);
            }

            @Override
            public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
                String what = switch (answer) {
                    case Answer.Bytes bytes -> "bytes of " + bytes.commandId();
                    case Answer.Failed failed -> failed.text() + " of " + failed.commandId();
                    case Answer.TimedOut timedOut -> "time for " + timedOut.commandId();
                };
                seen.add(context.clock().nanoTime() + ": " + what);
                return then.apply(context, answer);
            }

            @Override
            public OpOutcome timer(OpContext context, OpWords words, long timerId) {
                seen.add(context.clock().nanoTime() + ": timer " + timerId + " of "
                        + context.request().requestId());
                return OpOutcome.stillParked();
            }
        };
    }

    private static OpOutcome end(OpContext context, Answer answer) {
        return OpOutcome.done(0);
    }

    private Completer open(OpContext context) {
        commands.add(Rig.open(context.completions()));
        return commands.getLast();
    }

    private static long id(LatchOpening opening) {
        return ((LatchOpening.Opened) opening).latchId();
    }

    @Test
    void timersMatureInTheOrderOfDeadlineAndSequence() {
        Rig rig = Rig.of(noting(
                (context, words) -> {
                    context.timers().once(words.word(0));
                    context.timers().once(50);
                    return OpOutcome.parked(OpOutcome.Parked.NOTHING);
                },
                TimersAndLatchesTest::end));
        rig.admit(1, 60);
        rig.admit(2, 40);
        rig.admit(3, 50);
        rig.run();
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(1_040);
        rig.runTo(1_070);
        assertThat(seen)
                .containsExactly(
                        "1070: timer 3 of 2",
                        "1070: timer 2 of 1",
                        "1070: timer 5 of 3",
                        "1070: timer 4 of 2",
                        "1070: timer 1 of 1",
                        "1070: timer 6 of 3");
        assertThat(rig.executor.figures().timers()).isZero();
    }

    @Test
    void intervalDoesNotDriftAndCountsWhatNobodySaw() {
        Rig rig = Rig.of(noting(
                (context, _) -> {
                    context.timers().every(10);
                    return OpOutcome.parked(0);
                },
                TimersAndLatchesTest::end));
        rig.admit(1);
        for (long time : new long[] {1_000, 1_013, 1_020, 1_029, 1_055, 1_060}) {
            rig.runTo(time);
        }
        assertThat(seen)
                .containsExactly(
                        "1013: timer 1 of 1", "1020: timer 1 of 1", "1055: timer 1 of 1", "1060: timer 1 of 1");
        assertThat(rig.executor.figures().skippedTimers()).isEqualTo(2); // 1040 and 1050, looked at as 1030
    }

    @Test
    void cancelledTimerNeverMatures() {
        Rig rig = Rig.of(noting(
                (context, _) -> {
                    Arming.Armed one = (Arming.Armed) context.timers().once(10);
                    context.timers().once(20);
                    seen.add("" + context.timers().cancel(one.timerId())
                            + context.timers().cancel(one.timerId()));
                    return OpOutcome.parked(0);
                },
                TimersAndLatchesTest::end));
        rig.admit(1);
        rig.run();
        rig.runTo(1_030);
        assertThat(seen).containsExactly("truefalse", "1030: timer 2 of 1");
    }

    @Test
    void timersOfAnOpEndWithIt() {
        Rig rig = Rig.of((context, _) -> {
            context.timers().once(10);
            return OpOutcome.done(0);
        });
        rig.admit(1);
        rig.run();
        assertThat(rig.executor.figures().timers()).isZero();
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void oneTimerTooManyIsRefusedToItsCaller() {
        Rig rig = Rig.of(
                (context, _) -> {
                    for (int count = 0; count < 3; count++) {
                        seen.add(context.timers().once(10).toString());
                    }
                    return OpOutcome.done(0);
                },
                ExecutorOptions.defaults().withTimers(2));
        rig.admit(1);
        rig.run();
        assertThat(seen.getLast()).isEqualTo(new Arming.Refused(2).toString());
        assertThat(rig.executor.figures().refusedTimers()).isEqualTo(1);
    }

    @Test
    void firstOfSeveralCommandsResumesOnceAndTheOthersCanStillBeHad() {
        Rig rig = Rig.of(noting(
                (context, _) -> OpOutcome.parked(id(context.completions().firstOf(open(context), open(context)))),
                (_, answer) -> answer.commandId() == commands.get(1).id()
                        ? OpOutcome.parked(commands.get(0).id())
                        : OpOutcome.done(0)));
        rig.admit(1);
        rig.run();
        commands.get(1).complete(new byte[3]);
        commands.get(0).fail("no");
        rig.run();
        assertThat(seen).containsExactly("1000: bytes of 2", "1000: no of 1");
        assertThat(rig.told).containsExactly("1 done");
    }

    @Test
    void latchFiresOnce() {
        List<Long> latch = new ArrayList<>();
        Rig rig = Rig.of(noting(
                (context, _) -> {
                    latch.add(id(context.completions().firstOf(open(context), open(context))));
                    return OpOutcome.parked(latch.getFirst());
                },
                (_, _) -> OpOutcome.parked(latch.getFirst())));
        rig.admit(1);
        rig.run();
        commands.get(0).complete(new byte[3]);
        rig.run();
        assertThat(rig.told).singleElement().asString().contains("which has fired: a latch fires once");
    }

    @Test
    void resultOrTimeoutLeavesTheOpItsDeadline() {
        Rig rig = Rig.of(noting(
                (context, _) -> OpOutcome.parked(id(context.completions().resultOrTimeout(open(context), 100))),
                (context, answer) -> answer instanceof Answer.TimedOut
                        ? OpOutcome.parked(commands.getFirst().id())
                        : OpOutcome.done(0)));
        rig.admit(1);
        rig.run();
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(1_100);
        rig.runTo(1_100);
        rig.now = 1_200;
        commands.getFirst().complete(new byte[1]);
        rig.run();
        assertThat(seen).containsExactly("1100: time for 2", "1200: bytes of 1");
        assertThat(rig.told).containsExactly("1 done");
    }

    @Test
    void answerAtTheSameMomentAsTheTimeIsAfterIt() {
        Rig rig = Rig.of(noting(
                (context, _) -> OpOutcome.parked(id(context.completions().resultOrTimeout(open(context), 100))),
                TimersAndLatchesTest::end));
        rig.admit(1);
        rig.run();
        commands.getFirst().complete(new byte[1]);
        rig.runTo(1_100);
        assertThat(seen).containsExactly("1100: time for 2"); // timers come before completions
        assertThat(rig.executor.figures().openCommands()).isZero();
        assertThat(rig.executor.figures().inFlightBytes()).isZero();
    }
}
