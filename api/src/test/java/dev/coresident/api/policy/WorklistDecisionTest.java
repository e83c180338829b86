package dev.coresident.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorklistDecisionTest {
    @ParameterizedTest
    @CsvSource({
        "0,0,empty,0",
        "0,10000,empty,0",
        "1,4999,non_blocking,8",
        "1,5000,blocking,8",
        "63,10000,blocking,504",
        "63,4294967295,blocking,504",
        "64,10000,non_blocking,512",
        "1048576,0,non_blocking,8388608",
        "1048577,10000,spill_required,8388616",
        "536870911,10000,spill_required,4294967288",
        "536870912,0,spill_required,4294967296",
        "2147483648,0,spill_required,17179869184",
        "4294967295,0,spill_required,34359738360"
    })
    void theTableOfModes(long depth, long occupancy, String mode, long budget) {
        WorklistDecision decision = WorklistDecision.of((int) depth, (int) occupancy, WorklistThresholds.defaults());
        assertThat(decision.mode().label()).isEqualTo(mode);
        assertThat(decision.visitBudget()).isEqualTo(budget);
        assertThat(decision.depth()).isEqualTo((int) depth);
        assertThat(decision.occupancy()).isEqualTo((int) Math.min(occupancy, 10_000));
    }

    @Property
    void everyWordHasAModeAndABudgetWithoutOverflow(@ForAll int depth, @ForAll int occupancy) {
        WorklistDecision decision = WorklistDecision.of(depth, occupancy, WorklistThresholds.defaults());
        assertThat(BigInteger.valueOf(decision.visitBudget()))
                .isEqualTo(new BigInteger(Integer.toUnsignedString(depth)).multiply(BigInteger.valueOf(8)));
        assertThat(decision.occupancy()).isBetween(0, 10_000);
        assertThat(decision.mode() == WorklistMode.EMPTY).isEqualTo(depth == 0);
    }

    @Test
    void thresholdsAreChecked() {
        assertThatThrownBy(() -> new WorklistThresholds(0, 1, 2)).hasMessageContaining("from 1 on");
        assertThatThrownBy(() -> new WorklistThresholds(5, 1, 4)).hasMessageContaining("5 and 4");
        assertThatThrownBy(() -> new WorklistThresholds(5, 1, 1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorklistThresholds(5, 10_001, 6)).hasMessageContaining("10001");
        assertThatThrownBy(() -> new WorklistThresholds(5, -1, 6)).isInstanceOf(IllegalArgumentException.class);
    }
}
