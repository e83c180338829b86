package dev.coresident.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coresident.simulation.scenario.Fault;
import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;
import dev.coresident.simulation.scenario.Verdict;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HuntTest {
    private final Simulator simulator = Simulator.open();

    @Test
    void noRuleIsViolatedInTenThousandRuns() {
        assertThat(violation(new HuntOptions(0, 8_000, ScheduleKind.UNIFORM, Fault.all())))
                .isNull();
        assertThat(violation(new HuntOptions(1_000_000, 2_000, ScheduleKind.PCT, Fault.all())))
                .isNull();
    }

    /** The violation and the command that shows it again, or null. */
    private @Nullable String violation(HuntOptions options) {
        Finding finding = new Hunt(simulator, options).run(() -> true).finding();
        return finding == null ? null : finding.violation() + " " + finding.command();
    }

    @Test
    void equalScenariosMakeEqualRuns() {
        for (long seed = 0; seed < 40; seed++) {
            Scenario scenario = Scenario.of(seed, ScheduleKind.UNIFORM, Fault.all());
            Verdict first = simulator.run(scenario);
            assertThat(simulator.run(scenario)).isEqualTo(first);
        }
    }

    @Test
    void aRunThatLeavesMovesOutStillRuns() {
        Scenario whole = Scenario.of(3, ScheduleKind.UNIFORM, Fault.all());
        Verdict half = simulator.run(whole.with(MoveSet.first(Scenario.MOVES).only(move -> move % 2 == 0)));
        assertThat(half.passed()).isTrue();
        assertThat(half.movesMade()).isLessThanOrEqualTo(Scenario.MOVES / 2);
        Verdict none = simulator.run(whole.with(MoveSet.parse("none")));
        assertThat(none.passed()).isTrue();
        assertThat(none.submissions()).isZero();
    }

    @Test
    void aScriptMakesItsMoves() {
        Scenario scripted = Scenario.scripted(
                1, ScheduleKind.UNIFORM, Script.parse("register,submit*3,poll,step*20,batch,poll,step*9,lose,poll"));
        assertThat(simulator.run(scripted).passed()).isTrue();
        assertThat(simulator.tell(scripted))
                .startsWith("   0 register", "   1 submit", "   2 submit", "   3 submit", "   4 poll", "   5 step")
                .endsWith("  36 lose", "  37 poll");
    }

    @Test
    void aWrongScriptIsRefusedWithTheWord() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.parse("submit,jump"))
                .withMessageContaining("\"jump\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Script.parse("submit*0"))
                .withMessageContaining("\"submit*0\"");
    }

    @Test
    void everyOrderOfAShortScriptIsSearchedAndTheStatesAreCounted() {
        Exhaustive coherent = Exhaustive.search(
                simulator, 1, Script.parse("register,submit,poll,unregister,poll"), "coherent", () -> true);
        assertThat(coherent.violated()).isNull();
        assertThat(coherent.complete()).isTrue();
        assertThat(coherent.states()).isGreaterThan(20);
        assertThat(Exhaustive.search(
                        simulator, 1, Script.parse("register,submit,poll,unregister,poll"), "coherent", () -> true))
                .isEqualTo(coherent);
    }

    @Test
    void aHuntStopsWhenItIsTold() {
        AtomicInteger asked = new AtomicInteger();
        HuntReport report = new Hunt(simulator, new HuntOptions(0, Long.MAX_VALUE, ScheduleKind.UNIFORM, Fault.all()))
                .run(() -> asked.incrementAndGet() <= 5);
        assertThat(report.seeds()).isEqualTo(5);
        assertThat(report.finding()).isNull();
    }
}
