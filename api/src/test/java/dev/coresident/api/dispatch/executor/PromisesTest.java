package dev.coresident.api.dispatch.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionAnswer;
import dev.coresident.api.dispatch.completion.CompletionLimits;
import dev.coresident.api.dispatch.completion.CompletionRefusal;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.govern.Admission;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.api.dispatch.govern.LearnedDeadline;
import dev.coresident.api.dispatch.govern.ServiceTimes;
import dev.coresident.api.dispatch.govern.ServiceTimes.Basis;
import dev.coresident.api.dispatch.record.EventQueue;
import dev.coresident.api.dispatch.record.FlightRecorder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the executor promises as a whole: its order, its bounds, and what others see of it. */
class PromisesTest {
    private final List<String> seen = new ArrayList<>();
    private final List<Completer> commands = new ArrayList<>();

    @Test
    void phasesOfOnePollComeInTheirOrder() {
        Rig rig = Rig.of(new OpHandler() {
            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                if (words.word(0) == 0) {
                    seen.add("called");
                    context.events().raise("called", ByteBuffer.allocate(0));
                    return OpOutcome.done(0);
                }
                if (words.word(0) == 1) {
                    context.timers().once(100);
                }
                commands.add(Rig.open(context.completions()));
                return OpOutcome.parked(commands.getLast().id());
            }

            @Override
            public OpOutcome timer(OpContext context, OpWords words, long timerId) {
                seen.add("timer");
                return OpOutcome.stillParked();
            }

            @Override
            public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
                seen.add("answer");
                return OpOutcome.done(0);
            }
        });
        rig.executor.subscribe(event -> seen.add("event, told " + rig.told.size()));
        rig.admit(1, 1);
        rig.admit(2, 2);
        rig.run();
        seen.clear();
        rig.now += 100;
        commands.get(1).complete(new byte[0]);
        rig.admit(3, 0);
        assertThat(rig.executor.poll()).isPositive();
        // admit and dispatch; events; timers before completions, as the second dispatch shows; publish comes last
        assertThat(seen).containsExactly("called", "event, told 0", "timer", "answer");
        assertThat(rig.told).containsExactly("3 done", "2 done");
    }

    @Test
    void latchesEndWithTheirOp() {
        List<Long> latches = new ArrayList<>();
        Rig rig = Rig.of((context, words) -> {
            if (latches.isEmpty()) {
                Completer completer = Rig.open(context.completions());
                latches.add(((LatchOpening.Opened) context.completions().firstOf(completer)).latchId());
                return OpOutcome.done(0);
            }
            return OpOutcome.parked(latches.getFirst());
        });
        rig.admit(1);
        rig.run();
        rig.admit(2); // the same object of the pool
        rig.run();
        assertThat(rig.told.getLast()).contains("which is no command or latch of the op");
        assertThat(rig.executor.figures().openCommands()).isZero();
    }

    @Test
    void capOfOneResultIsLookedAtBeforeTheBudgetOfAll() {
        CompletionLimits limits = new CompletionLimits(10, 10, 4, 256);
        Rig rig = Rig.of(
                (context, words) -> {
                    commands.add(Rig.open(context.completions()));
                    return OpOutcome.parked(commands.getLast().id());
                },
                ExecutorOptions.defaults().withCompletions(limits));
        rig.admit(1);
        rig.admit(2);
        rig.admit(3);
        rig.run();
        assertThat(commands.get(0).complete(new byte[10])).isInstanceOf(CompletionAnswer.Accepted.class);
        assertThat(commands.get(1).complete(new byte[11]))
                .isEqualTo(new CompletionAnswer.Refused(CompletionRefusal.RESULT_TOO_LARGE, 11, 10));
        assertThat(commands.get(2).complete(new byte[1]))
                .isEqualTo(new CompletionAnswer.Refused(CompletionRefusal.IN_FLIGHT_BYTES, 11, 10));
    }

    @Test
    void boundsAreThoseThatWerePromised() {
        ExecutorOptions options = ExecutorOptions.defaults();
        assertThat(List.of(options.queue(), options.opsPerPoll(), options.parked(), options.timers()))
                .containsExactly(4_096, 1_000, 10_000, 65_536);
        CompletionLimits limits = options.completions();
        assertThat(List.of(limits.resultBytes(), limits.open(), limits.failureBytes()))
                .containsExactly(4 << 20, 10_000, 4 << 10);
        assertThat(limits.inFlightBytes()).isEqualTo(256L << 20);
        assertThat(EventQueue.EVENTS).isEqualTo(4_096);
        assertThat(EventQueue.PAYLOAD_BYTES).isEqualTo(1 << 20);
        assertThat(FlightRecorder.ENTRIES).isEqualTo(1_024);
        assertThat(ServiceTimes.WARM).isEqualTo(3);
        GovernorPolicy policy = GovernorPolicy.defaults();
        assertThat(policy.requests()).isEqualTo(8_192);
        assertThat(policy.failuresToUnhealthy()).isEqualTo(5);
        assertThat(List.of(policy.coolDownNanos(), policy.longestCoolDownNanos(), policy.overloadRetryNanos()))
                .containsExactly(10_000_000L, 60_000_000_000L, 1_000_000_000L);
        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::name))
                .containsExactly(
                        "TYPE_MISMATCH",
                        "MISSING_COMPONENT",
                        "NOT_REGISTERED",
                        "EXECUTION_FAILED",
                        "REMOTE_FAILED",
                        "TIMEOUT",
                        "BAD_INPUT",
                        "COOL_DOWN",
                        "OTHER");
    }

    @Test
    void standingSaysHowTheGovernorStandsAndWhichExperienceDecides() {
        HostServices services = HostServices.builder()
                .handler(Rig.SERVICE, Rig.key("slow"), (context, words) -> {
                    commands.add(Rig.open(context.completions()));
                    return OpOutcome.parked(commands.getLast().id());
                })
                .handler(9, Rig.key("other"), (context, words) -> OpOutcome.done(0))
                .build();
        Rig rig = Rig.with(services, ExecutorOptions.defaults().withDeadlineSlackNanos(10));
        assertThat(rig.executor.standing(Rig.TENANT)).isEmpty();
        List<Basis> decided = new ArrayList<>();
        for (int op = 0; op < 3; op++) {
            rig.admit(op);
            rig.run();
            decided.add(standing(rig).services().getFirst().deadline().basis());
            assertThat(standing(rig).governor().underWay()).isEqualTo(1);
            rig.now += 800;
            commands.getLast().complete(new byte[0]);
            rig.run();
        }
        assertThat(decided).containsOnly(Basis.POLICY);
        TenantStanding standing = standing(rig);
        // RFC 6298 for 800, 800, 800: the deviation begins at 400 and loses a quarter twice
        assertThat(standing.services())
                .containsExactly(
                        new TenantStanding.Service(
                                Rig.SERVICE,
                                "slow",
                                new LearnedDeadline(Basis.TENANT_AND_SERVICE, 800, 225, 3, 800 + 4 * 225)),
                        new TenantStanding.Service(
                                9, "other", new LearnedDeadline(Basis.TENANT, 800, 225, 3, 800 + 4 * 225)));
        assertThat(standing.governor().underWay()).isZero();
        assertThat(standing.governor().answers(Admission.ADMITTED)).isEqualTo(3);
        rig.admit(3);
        rig.run();
        commands.getLast().fail("no");
        rig.run();
        assertThat(standing(rig).governor().failures()).isEqualTo(1);
        assertThat(standing(rig).governor().coolingNanos()).isBetween(7_500_000L, 10_000_000L);
        rig.now += 5_000_000;
        assertThat(standing(rig).governor().coolingNanos()).isBetween(2_500_000L, 5_000_000L); // without a poll
    }

    private static TenantStanding standing(Rig rig) {
        return rig.executor.standing(Rig.TENANT).orElseThrow();
    }
}
