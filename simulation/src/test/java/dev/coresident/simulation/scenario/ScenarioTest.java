package dev.coresident.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {
    @ParameterizedTest
    @ValueSource(strings = {"none", "0", "3-5", "0-3,17,20-44", "1048575"})
    void movesReadAsTheyAreWritten(String list) {
        assertThat(MoveSet.parse(list)).hasToString(list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5-3", "-1", "1,,2", "1-2-3", "1048576", "99999999999"})
    void whatIsNoListOfMovesIsRefusedWithItsText(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MoveSet.parse(list))
                .withMessageContaining("\"" + list + "\"");
    }

    @Test
    void faultsReadAsTheyAreWritten() {
        for (String list : new String[] {"all", "none", "stall", "lose,duplicate,clock-jump"}) {
            assertThat(Fault.format(Fault.parse(list))).isEqualTo(list);
        }
        assertThat(Fault.parse("all")).containsExactly(Fault.values());
    }

    @Test
    void anUnknownFaultIsRefusedWithTheOnesThatExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.parse("stall,fire"))
                .withMessageContaining("\"fire\"")
                .withMessageContaining("reset-in-drain");
    }

    @Test
    void theCommandNamesOnlyWhatIsNotUsual() {
        assertThat(Scenario.of(7, ScheduleKind.UNIFORM, Fault.all()).command())
                .isEqualTo("./coresident simulate --seed 7");
        assertThat(Scenario.of(-7, ScheduleKind.PCT, ImmutableSet.of(Fault.KILL))
                        .with(MoveSet.parse("1-3,9"))
                        .command())
                .isEqualTo("./coresident simulate --seed -7 --schedule pct --faults kill --keep 1-3,9");
        assertThat(Scenario.scripted(1, ScheduleKind.UNIFORM, ImmutableList.of("submit", "poll"))
                        .command())
                .isEqualTo("./coresident simulate --seed 1 --script submit,poll");
    }
}
