package dev.coresident.api.dispatch.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of an op: admitted, called, parked, resumed, ended once. */
final class HostExecutorTest {
    private final List<Completer> commands = new ArrayList<>();

    private OpOutcome park(OpContext context, OpWords words) {
        Completer command = Rig.open(context.completions());
        commands.add(command);
        return OpOutcome.parked(command.id());
    }

    @Test
    void opEndsWithTheWordsThatItsHandlerWrote() {
        Rig rig = Rig.of((context, words) -> {
            context.result(0, words.word(0) + words.word(1));
            context.result(1, words.count());
            return OpOutcome.done(2);
        });
        rig.admit(41, 5, -2);
        assertThat(rig.executor.isIdle()).isFalse();
        assertThat(rig.executor.poll()).isEqualTo(3); // admitted, called, told
        assertThat(rig.told).containsExactly("41 done 3 2");
        assertThat(rig.executor.isIdle()).isTrue();
        assertThat(rig.executor.poll()).isZero();
    }

    @Test
    void resultWordsOfOneOpAreNotSeenByTheNext() {
        Rig rig = Rig.of((context, words) -> {
            if (words.word(0) == 1) {
                context.result(1, 77);
            }
            return OpOutcome.done(2);
        });
        rig.admit(1, 1);
        rig.run();
        rig.admit(2, 2);
        rig.run();
        assertThat(rig.told).containsExactly("1 done 0 77", "2 done 0 0");
    }

    @Test
    void contextSaysWhereTheOpCameFrom() {
        List<String> seen = new ArrayList<>();
        Rig rig = Rig.of((context, words) -> {
            seen.add(context.tenant().id() + "/" + context.tenant().generation() + " "
                    + context.request().requestId() + " " + context.request().source() + " "
                    + context.request().service() + " " + context.request().arrivalNanos() + " "
                    + context.request().deadlineNanos() + " "
                    + context.request().remainingNanos() + " "
                    + context.clock().nanoTime());
            return OpOutcome.done(0);
        });
        rig.executor.admit((2 << 12) | 7, 5, Rig.SERVICE, 1_500, 88, new int[0], 0, 0);
        rig.runTo(1_200);
        assertThat(seen).containsExactly("7/2 5 88 3 1000 1500 300 1200");
    }

    @Test
    void serviceWithoutHandlerIsNotRegistered() {
        Rig rig = Rig.of((_, _) -> OpOutcome.done(0));
        rig.executor.admit(7, 1, 55, 0, 0, new int[0], 0, 0);
        rig.executor.admit(7, 2, -1, 0, 0, new int[0], 0, 0);
        rig.run();
        assertThat(rig.told)
                .containsExactly(
                        "1 NOT_REGISTERED: no handler for the service (service 55)",
                        "2 NOT_REGISTERED: no handler for the service (service -1)");
        assertThat(rig.executor.figures().rejected(FaultKind.NOT_REGISTERED)).isEqualTo(2);
    }

    @Test
    void parkedOpIsResumedByItsAnswerAndGivesTheBytes() {
        Rig rig = Rig.of(this::park);
        rig.admit(1);
        rig.run();
        assertThat(rig.told).isEmpty();
        assertThat(rig.executor.figures().parked()).isEqualTo(1);
        assertThat(commands.getFirst().complete(Rig.bytes("hello"))).isInstanceOf(CompletionAnswer.Accepted.class);
        rig.run();
        assertThat(rig.told).containsExactly("1 done 5 [hello]");
        assertThat(rig.executor.figures().inFlightBytes()).isZero();
        assertThat(rig.executor.figures().openCommands()).isZero();
    }

    @Test
    void failureEndsTheOpWithItsText() {
        Rig rig = Rig.of(this::park);
        rig.admit(1);
        rig.run();
        commands.getFirst().fail("the disk is gone");
        rig.run();
        assertThat(rig.told).containsExactly("1 REMOTE_FAILED: failed elsewhere (the disk is gone)");
    }

    @Test
    void parkedOpThatNobodyAnswersEndsAtItsDeadline() {
        Rig rig = Rig.of(this::park);
        rig.admitUntil(1_500, 1);
        rig.run();
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(1_500);
        rig.runTo(1_499);
        assertThat(rig.told).isEmpty();
        rig.runTo(1_500);
        assertThat(rig.told).containsExactly("1 TIMEOUT: no answer before the deadline (command 1)");
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(commands.getFirst().complete(new byte[1])).isInstanceOf(CompletionAnswer.Late.class);
    }

    @Test
    void deadlineIsTheSmallerOfTheCallersAndThePolicys() {
        TenantProfile hasty =
                TenantProfile.defaults().withPolicy(GovernorPolicy.defaults().withDeadline(100, 100));
        Rig rig = Rig.with(HostServices.builder()
                .handler(Rig.SERVICE, Rig.key("handler"), this::park)
                .tenants(_ -> hasty)
                .build());
        rig.admitUntil(5_000, 1);
        rig.run();
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(1_100);
        rig.admitUntil(1_050, 2);
        rig.run();
        assertThat(rig.executor.nextDeadlineNanos()).isEqualTo(1_050);
    }

    @Test
    void opWhoseDeadlinePassedBeforeItsFirstCallIsNotCalled() {
        Rig rig = Rig.of((_, _) -> {
            throw new AssertionError("called");
        });
        rig.admitUntil(1_000, 1);
        rig.run();
        assertThat(rig.told).containsExactly("1 TIMEOUT: the deadline has passed (before the first call)");
    }

    @Test
    void handlerMayTryAgainWhileTheDeadlineLasts() {
        Rig rig = Rig.of(new OpHandler() {
            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                Completer command = Rig.open(context.completions());
                commands.add(command);
                return OpOutcome.parked(command.id(), context.clock().nanoTime() + 100);
            }

            @Override
            public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
                return answer instanceof Answer.TimedOut
                        ? dispatch(context, words)
                        : OpHandler.super.resume(context, words, answer);
            }
        });
        rig.admitUntil(1_250, 1);
        rig.admitUntil(1_250, 2);
        rig.run();
        rig.runTo(1_100);
        rig.runTo(1_200);
        assertThat(commands).hasSize(6);
        commands.get(4).complete(Rig.bytes("x"));
        commands.get(1).complete(Rig.bytes("y")); // of the first try: nobody waits for it
        rig.run();
        rig.runTo(1_250);
        assertThat(rig.told)
                .containsExactly(
                        "1 done 1 [x]", "2 TIMEOUT: the deadline has passed (it would have waited for command 7)");
    }

    @Test
    void answerBeforeTheOpParkedIsNotLost() {
        Rig rig = Rig.of((context, _) -> {
            Completer command = Rig.open(context.completions());
            command.complete(Rig.bytes("early"));
            return OpOutcome.parked(command.id());
        });
        rig.admit(1);
        rig.run();
        assertThat(rig.told).containsExactly("1 done 5 [early]");
    }

    @Test
    void secondAnswerIsADuplicate() {
        Rig rig = Rig.of(this::park);
        rig.admit(1);
        rig.run();
        commands.getFirst().complete(Rig.bytes("a"));
        assertThat(commands.getFirst().complete(Rig.bytes("b"))).isInstanceOf(CompletionAnswer.Duplicate.class);
        assertThat(commands.getFirst().fail("c")).isInstanceOf(CompletionAnswer.Duplicate.class);
        rig.run();
        assertThat(rig.told).containsExactly("1 done 1 [a]");
        assertThat(rig.executor.figures().duplicateAnswers()).isEqualTo(2);
    }

    @Test
    void answerThatCannotBeReadFailsTheCommandAndFreesItsBytes() {
        Rig rig = Rig.of(this::park);
        rig.admit(1);
        rig.run();
        ByteBuffer gone;
        try (Arena arena = Arena.ofConfined()) {
            gone = arena.allocate(8).asByteBuffer();
        }
        assertThatThrownBy(() -> commands.getFirst().complete(gone)).isInstanceOf(IllegalStateException.class);
        rig.run();
        assertThat(rig.told)
                .containsExactly("1 REMOTE_FAILED: failed elsewhere (the answer's bytes could not be read)");
        assertThat(rig.executor.figures().openCommands()).isZero();
        assertThat(rig.executor.figures().inFlightBytes()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // the very mistake
    void failureWithoutATextIsAFailure() {
        Rig rig = Rig.of(this::park);
        rig.admit(1);
        rig.run();
        assertThat(commands.getFirst().fail(null)).isInstanceOf(CompletionAnswer.Accepted.class);
        rig.run();
        assertThat(rig.told).containsExactly("1 REMOTE_FAILED: failed elsewhere (no text was given)");
    }

    @Test
    @SuppressWarnings("NullAway") // the very mistake
    void sourceOfTenantsThatThrowsOrGivesNothingEndsTheOpAndNoOther() {
        Rig rig = Rig.with(HostServices.builder()
                .handler(Rig.SERVICE, Rig.key("handler"), (_, _) -> OpOutcome.done(0))
                .tenants(word -> {
                    if (word == 8) {
                        throw new IllegalStateException("who?");
                    }
                    return word == 9 ? null : TenantProfile.defaults();
                })
                .build());
        rig.admitFor(8, 1);
        rig.admitFor(9, 2);
        rig.admit(3);
        rig.run();
        assertThat(rig.told)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("1 EXECUTION_FAILED")
                                .contains("who?"),
                        text -> assertThat(text)
                                .startsWith("2 EXECUTION_FAILED")
                                .contains("it gave null"),
                        text -> assertThat(text).isEqualTo("3 done"));
        assertThat(rig.executor.isIdle()).isTrue();
    }

    @Test
    void resultOverTheCapIsRefusedAndFailsTheOpAtOnce() {
        CompletionLimits limits = new CompletionLimits(10, 15, 4, 256);
        Rig rig = Rig.of(this::park, ExecutorOptions.defaults().withCompletions(limits));
        rig.admit(1);
        rig.run();
        assertThat(commands.getFirst().complete(new byte[11]))
                .isEqualTo(new CompletionAnswer.Refused(CompletionRefusal.RESULT_TOO_LARGE, 11, 10));
        rig.run();
        assertThat(rig.told)
                .containsExactly(
                        "1 REMOTE_FAILED: the answer was refused (a result of 11 bytes is larger than the cap of"
                                + " 10: answer in parts or raise CompletionLimits.resultBytes)");
        assertThat(rig.executor.figures().refusedAnswers()).isEqualTo(1);
        assertThat(rig.executor.isIdle()).isTrue();
    }

    @Test
    void bytesInFlightAreBoundedAndReservedBytesAlwaysHaveAPlace() {
        CompletionLimits limits = new CompletionLimits(10, 15, 4, 256);
        Rig rig = Rig.of(
                (context, words) -> {
                    var opening = context.completions().open(words.word(0));
                    commands.add(((dev.coresident.api.dispatch.completion.CommandOpening.Opened) opening).completer());
                    return OpOutcome.parked(commands.getLast().id());
                },
                ExecutorOptions.defaults().withCompletions(limits));
        rig.admit(1, 10);
        rig.admit(2, 0);
        rig.run();
        assertThat(commands.get(1).complete(new byte[6]))
                .isEqualTo(new CompletionAnswer.Refused(CompletionRefusal.IN_FLIGHT_BYTES, 16, 15));
        assertThat(commands.get(0).complete(new byte[10])).isInstanceOf(CompletionAnswer.Accepted.class);
        rig.run();
        assertThat(rig.told).hasSize(2);
        assertThat(rig.executor.figures().inFlightBytes()).isZero();
    }

    @Test
    void handlerThatThrowsEndsItsOpAndNoOther() {
        Rig rig = Rig.of((_, words) -> {
            if (words.word(0) == 0) {
                throw new ArithmeticException("no");
            }
            return OpOutcome.done(0);
        });
        rig.admit(1, 0);
        rig.admit(2, 1);
        rig.run();
        assertThat(rig.told)
                .containsExactly("1 EXECUTION_FAILED: the handler threw (java.lang.ArithmeticException: no)", "2 done");
        assertThat(rig.executor.figures().handlerFailures()).isEqualTo(1);
    }

    @Test
    void handlerThatBreaksTheRulesEndsItsOp() {
        Rig rig = Rig.of((context, words) -> switch (words.word(0)) {
            case 0 -> OpOutcome.parked(1234);
            case 1 -> OpOutcome.stillParked();
            default -> {
                Completer foreign = commands.isEmpty() ? null : commands.getFirst();
                if (foreign == null) {
                    yield park(context, words);
                }
                yield OpOutcome.parked(foreign.id());
            }
        });
        rig.admit(1, 0);
        rig.admit(2, 1);
        rig.admit(3, 2);
        rig.admit(4, 3);
        rig.run();
        assertThat(rig.told).hasSize(3).allMatch(text -> text.contains("EXECUTION_FAILED: the handler broke a rule"));
        assertThat(rig.executor.figures().handlerFailures()).isEqualTo(3);
    }

    @Test
    void fullInboxLeavesTheRequestWithItsCaller() {
        Rig rig = Rig.of((_, _) -> OpOutcome.done(0), ExecutorOptions.defaults().withQueue(4, 2));
        for (int request = 1; request <= 4; request++) {
            assertThat(rig.admit(request)).isTrue();
        }
        assertThat(rig.admit(5)).isFalse();
        rig.run();
        assertThat(rig.told).containsExactly("1 done", "2 done", "3 done", "4 done");
        assertThat(rig.executor.figures().inboxFull()).isEqualTo(1);
        assertThat(rig.admit(5)).isTrue();
    }

    @Test
    void oneMoreThanMayParkIsRejected() {
        Rig rig = Rig.of(this::park, ExecutorOptions.defaults().withParked(2));
        rig.admit(1);
        rig.admit(2);
        rig.admit(3);
        rig.run();
        assertThat(rig.told).containsExactly("3 OTHER: no place to park (at most 2 ops may be parked)");
        assertThat(rig.executor.figures().parkedFull()).isEqualTo(1);
        assertThat(rig.executor.figures().openCommands()).isEqualTo(2);
    }

    @Test
    void pollMakesNoMoreCallsThanItsBudget() {
        Rig rig = Rig.of((_, _) -> OpOutcome.done(0), ExecutorOptions.defaults().withOpsPerPoll(3));
        for (int request = 1; request <= 7; request++) {
            rig.admit(request);
        }
        rig.executor.poll();
        assertThat(rig.told).hasSize(3);
        rig.executor.poll();
        assertThat(rig.told).hasSize(6);
    }

    @Test
    void tenantsTakeTurnsByWeight() {
        Rig rig = Rig.with(
                HostServices.builder()
                        .handler(Rig.SERVICE, Rig.key("handler"), (_, _) -> OpOutcome.done(0))
                        .tenants(word -> TenantProfile.of("t" + word, word == 2 ? 3 : 1))
                        .build(),
                ExecutorOptions.defaults().withOpsPerPoll(8));
        for (int request = 0; request < 8; request++) {
            rig.admitFor(1, 10 + request);
            rig.admitFor(2, 20 + request);
        }
        rig.executor.poll();
        assertThat(rig.told)
                .containsExactly(
                        "10 done", "20 done", "21 done", "22 done", "11 done", "23 done", "24 done", "25 done");
    }

    @Test
    void opsOfOneLaneNeverOverlapAndKeepTheirOrder() {
        OpHandler handler = new OpHandler() {
            @Override
            public OpOutcome dispatch(OpContext context, OpWords words) {
                return park(context, words);
            }

            @Override
            public long lane(OpWords words) {
                return words.word(0) == 0 ? NO_LANE : words.word(0);
            }
        };
        Rig rig = Rig.of(handler);
        rig.admit(1, 5);
        rig.admit(2, 5);
        rig.admit(3, 6);
        rig.admit(4, 0);
        rig.admitFor(8, 5, 5);
        rig.admit(6, 5);
        rig.run();
        assertThat(commands)
                .as("one of lane 5, one of lane 6, one without, one of another tenant")
                .hasSize(4);
        commands.get(0).complete(Rig.bytes("a"));
        rig.run();
        assertThat(commands).hasSize(5);
        commands.get(4).fail("b");
        rig.run();
        assertThat(commands).hasSize(6);
        commands.get(5).complete(Rig.bytes("c"));
        rig.run();
        assertThat(rig.told).containsExactly("1 done 1 [a]", "2 REMOTE_FAILED: failed elsewhere (b)", "6 done 1 [c]");
    }

    @Test
    void retiredTenantsOpsEndAndItsNewGenerationBegins() {
        Rig rig = Rig.of(this::park);
        int next = Rig.TENANT | 1 << 12;
        rig.admit(1);
        rig.run();
        rig.admitFor(next, 2);
        rig.run();
        assertThat(rig.told).singleElement().asString().startsWith("2 OTHER: another generation of the tenant is here");
        rig.executor.retire(Rig.TENANT, "bye");
        rig.admit(3);
        rig.admitFor(next, 4);
        rig.run();
        assertThat(rig.told.subList(1, 3))
                .containsExactly(
                        "1 OTHER: tenant revoked (bye)",
                        "3 OTHER: tenant revoked (it was revoked before the request came in)");
        commands.getLast().complete(Rig.bytes("z"));
        rig.run();
        assertThat(rig.told.getLast()).isEqualTo("4 done 1 [z]");
        assertThat(commands.getFirst().fail("x")).isInstanceOf(CompletionAnswer.Late.class);
    }

    @Test
    void retiringInsideTheSinkTakesEffectAfterThePoll() {
        List<HostExecutor> self = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        HostExecutor executor = HostExecutor.create(
                HostServices.builder()
                        .handler(
                                0,
                                Rig.key("h"),
                                (context, words) -> words.word(0) == 0 ? OpOutcome.done(0) : park(context, words))
                        .build(),
                ExecutorOptions.defaults(),
                () -> 5,
                (tenant, request, source, outcome) -> {
                    ended.add(request);
                    self.getFirst().retire(tenant, "enough");
                });
        self.add(executor);
        executor.admit(1, 1, 0, 0, 0, new int[] {1}, 0, 1);
        executor.admit(1, 2, 0, 0, 0, new int[] {0}, 0, 1);
        executor.poll();
        executor.poll();
        assertThat(ended).containsExactly(2L, 1L);
        assertThat(executor.isIdle()).isTrue();
    }

    @Test
    void sinkThatThrowsHasBeenTold() {
        HostExecutor executor = HostExecutor.create(
                HostServices.builder()
                        .handler(0, Rig.key("h"), (_, _) -> OpOutcome.done(0))
                        .build(),
                ExecutorOptions.defaults(),
                () -> 5,
                (_, _, _, _) -> {
                    throw new IllegalStateException("no");
                });
        executor.admit(1, 1, 0, 0, 0, new int[0], 0, 0);
        executor.poll();
        assertThat(executor.isIdle()).isTrue();
        assertThat(executor.figures().sinkFailures()).isEqualTo(1);
    }

    @Test
    void pollingFromInsideIsRefused() {
        List<HostExecutor> self = new ArrayList<>();
        Rig rig = Rig.of((_, _) -> OpOutcome.done(self.getFirst().poll()));
        self.add(rig.executor);
        rig.admit(1);
        rig.run();
        assertThat(rig.told).singleElement().asString().contains("EXECUTION_FAILED", "being polled");
    }

    @Test
    void outcomeIsDeadOutsideItsCall() {
        List<HostOutcome> kept = new ArrayList<>();
        HostExecutor executor = HostExecutor.create(
                HostServices.builder()
                        .handler(0, Rig.key("h"), (_, _) -> OpOutcome.done(0))
                        .build(),
                ExecutorOptions.defaults(),
                () -> 5,
                (_, _, _, outcome) -> kept.add(outcome));
        executor.admit(1, 1, 0, 0, 0, new int[0], 0, 0);
        executor.poll();
        assertThatThrownBy(() -> kept.getFirst().isDone())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("valid during the call");
    }
}
