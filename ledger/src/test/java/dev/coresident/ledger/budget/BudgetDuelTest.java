package dev.coresident.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;

/** The budget against {@link NaiveBudget}: the same steps, the same answers, and after each step the same figures. */
class BudgetDuelTest {
    private static final long LENGTH = 1_000_000;

    /** One step: time goes on by {@code later}; then reserve, or settle what {@code pick} names. */
    record Step(boolean reserve, long later, int pick, long amount) {}

    private record Held(long token, NaiveBudget.Entry entry) {}

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyAnswerAndFigureEqualsTheOracles(
            @ForAll @LongRange(max = 40) long limit,
            @ForAll @LongRange(min = -5_000_000, max = 5_000_000) long start,
            @ForAll("steps") List<Step> steps) {
        Budget budget = Budget.of(limit, Duration.ofNanos(LENGTH));
        NaiveBudget oracle = new NaiveBudget(limit, LENGTH);
        List<Held> held = new ArrayList<>();
        long now = start;
        for (Step step : steps) {
            now += step.later();
            if (step.reserve()) {
                long token = budget.tryReserve(step.amount(), now);
                NaiveBudget.Entry entry = oracle.reserve(step.amount(), now);
                if (entry == null) {
                    long waiting = oracle.waiting(step.amount(), now);
                    assertThat(token).isEqualTo(waiting < 0 ? Budget.NEVER : -waiting);
                } else {
                    assertThat(token).as("%s", step).isNotNegative();
                    assertThat(Budget.reserved(token)).isEqualTo(step.amount());
                    held.add(new Held(token, entry));
                }
            } else if (!held.isEmpty()) {
                Held settled = held.remove(step.pick() % held.size());
                budget.settle(settled.token(), step.amount(), now);
                oracle.settle(settled.entry(), step.amount(), now);
            }
            assertThat(budget.figures(now)).as("after %s", step).isEqualTo(oracle.figures(now));
        }
        for (Held settled : held) {
            budget.settle(settled.token(), 0, now);
        }
        assertThat(budget.figures(now).reserved()).as("idle").isZero();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> later = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.longs().between(0, 200_000)),
                Tuple.of(2, Arbitraries.longs().between(LENGTH - 1, LENGTH + 1)),
                Tuple.of(1, Arbitraries.longs().between(-300_000, 5 * LENGTH)));
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        later,
                        Arbitraries.integers().between(0, 1_000),
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.longs().between(0, 20)),
                                Tuple.of(1, Arbitraries.longs().between(0, 200))))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
