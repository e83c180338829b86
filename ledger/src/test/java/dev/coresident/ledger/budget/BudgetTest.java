package dev.coresident.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final long WINDOW = 1_000_000;

    private final Budget budget = Budget.of(100, Duration.ofMillis(1));

    @Test
    void exactlyTheBudgetIsAllowedAndOneMoreIsDeniedUntilTheWindowRenews() {
        long start = 5_000;
        assertThat(budget.tryReserve(60, start)).isNotNegative();
        assertThat(budget.tryReserve(40, start + 10)).isNotNegative();
        assertThat(budget.tryReserve(1, start + 10)).isEqualTo(-(WINDOW - 10));
        assertThat(budget.tryReserve(0, start + 10))
                .as("nothing more is asked for")
                .isNotNegative();
        assertThat(budget.tryReserve(1, start + WINDOW - 1)).isEqualTo(-1);
        assertThat(budget.tryReserve(100, start + WINDOW)).isNotNegative();
        assertThat(budget.figures(start + WINDOW).denied()).isEqualTo(2);
    }

    @Test
    void settlingToLessGivesTheRestBackAtOnce() {
        long token = budget.tryReserve(100, 0);
        budget.settle(token, 30, 1);
        assertThat(budget.figures(1)).isEqualTo(new BudgetFigures(false, 100, 30, 0, 0, 30, 0, 0, WINDOW));
        assertThat(budget.tryReserve(70, 2)).isNotNegative();
        assertThat(budget.tryReserve(1, 2)).isNegative();
    }

    @Test
    void droppedReservationChargesInFull() {
        budget.tryReserve(60, 0);
        assertThat(budget.tryReserve(41, 1)).isNegative();
        assertThat(budget.figures(1).reserved()).isEqualTo(60);
        assertThat(budget.figures(10 * WINDOW).reserved())
                .as("of the window of the moment")
                .isZero();
        assertThat(budget.figures(10 * WINDOW).charged()).isEqualTo(60);
        if (budget.reserve(50, 10 * WINDOW) instanceof Spending.Reserved reserved) {
            reserved.close();
            assertThat(reserved.settle(1, 10 * WINDOW)).isFalse();
        }
        assertThat(budget.figures(10 * WINDOW).charged()).isEqualTo(110);
        assertThat(budget.tryReserve(51, 10 * WINDOW)).isNegative();
    }

    @Test
    void useBeyondTheReservationIsChargedAndOwedToTheNextWindows() {
        long token = budget.tryReserve(10, 0);
        budget.settle(token, 330, 1);
        BudgetFigures over = budget.figures(1);
        assertThat(over.spent()).isEqualTo(330);
        assertThat(over.left()).isZero();
        assertThat(budget.tryReserve(100, 1))
                .as("330 + 100 are paid by four windows more")
                .isEqualTo(-(4 * WINDOW - 1));
        assertThat(budget.tryReserve(70, 1)).as("330 + 70 by three").isEqualTo(-(3 * WINDOW - 1));
        assertThat(budget.figures(WINDOW).spent()).isEqualTo(230);
        assertThat(budget.tryReserve(70, 3 * WINDOW)).isNotNegative();
        assertThat(budget.figures(3 * WINDOW).charged()).isEqualTo(400);
        assertThat(budget.figures(4 * WINDOW).spent()).isZero();
        assertThat(budget.figures(4 * WINDOW).charged()).isEqualTo(400);
    }

    @Test
    void lateSettlementCorrectsTheSumAndNoWindow() {
        long token = budget.tryReserve(80, 0);
        long other = budget.tryReserve(20, 0);
        budget.tryReserve(100, WINDOW);
        budget.settle(token, 10, WINDOW);
        assertThat(budget.tryReserve(1, WINDOW))
                .as("nothing is given to another window")
                .isNegative();
        assertThat(budget.figures(WINDOW).charged()).isEqualTo(10 + 20 + 100);
        budget.settle(other, 25, WINDOW);
        BudgetFigures figures = budget.figures(WINDOW);
        assertThat(figures.charged()).isEqualTo(10 + 25 + 100);
        assertThat(figures.spent()).as("5 that nobody had reserved").isEqualTo(5);
        assertThat(figures.reserved()).isEqualTo(100);
        assertThat(figures.late()).isEqualTo(2);
    }

    @Test
    void windowsFollowWithoutAGapHoweverLongNobodyAsks() {
        budget.tryReserve(1, 700);
        assertThat(budget.figures(700 + WINDOW - 1).windowStartNanos()).isEqualTo(700);
        assertThat(budget.figures(700 + 41 * WINDOW + 5).windowStartNanos()).isEqualTo(700 + 41 * WINDOW);
        assertThat(budget.figures(3).windowStartNanos()).as("a late clock").isEqualTo(700 + 41 * WINDOW);
    }

    @Test
    void clockMayBeginAnywhereAndWrap() {
        long start = Long.MAX_VALUE - 10;
        assertThat(budget.tryReserve(100, start)).isNotNegative();
        assertThat(budget.tryReserve(1, start + 20)).isEqualTo(-(WINDOW - 20));
        assertThat(budget.tryReserve(100, start + WINDOW)).isNotNegative();
        Budget negative = Budget.of(1, Duration.ofMillis(1));
        assertThat(negative.tryReserve(1, -WINDOW * 7)).isNotNegative();
        assertThat(negative.tryReserve(1, -WINDOW * 6 - 1)).isEqualTo(-1);
    }

    @Test
    void moreThanTheBudgetIsNeverPermitted() {
        assertThat(budget.tryReserve(101, 0)).isEqualTo(Budget.NEVER);
        assertThat(budget.reserve(101, 0)).isInstanceOfSatisfying(Spending.Denied.class, denied -> {
            assertThat(denied.renewsIn()).isNull();
            assertThat(denied.message())
                    .isEqualTo("101 are more than the budget of 100 per window of PT0.001S can ever permit: "
                            + "ask for less, or give a larger budget");
        });
        Budget wide = Budget.of(Budget.MAX_LIMIT, Duration.ofMillis(1));
        assertThat(wide.tryReserve(Budget.MAX_AMOUNT + 1, 0)).isEqualTo(Budget.NEVER);
        long most = wide.tryReserve(Budget.MAX_AMOUNT, 0);
        assertThat(Budget.reserved(most)).isEqualTo(Budget.MAX_AMOUNT);
        wide.settle(most, Long.MAX_VALUE, 0);
        assertThat(wide.figures(0).spent()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void zeroPermitsNothingAndUnlimitedIsAsPlainAsThat() {
        Budget none = Budget.of(0, Duration.ofSeconds(1));
        assertThat(none.tryReserve(1, 0)).isEqualTo(Budget.NEVER);
        long nothing = none.tryReserve(0, 0);
        none.settle(nothing, 5, 0);
        assertThat(none.tryReserve(0, 0)).as("5 are owed and nothing pays them").isEqualTo(Budget.NEVER);

        Budget all = Budget.unlimited();
        assertThat(all.isUnlimited()).isTrue();
        for (int i = 0; i < 1_000; i++) {
            all.settle(all.tryReserve(Budget.MAX_AMOUNT, 0), 7, 0);
        }
        assertThat(all.figures(0).spent()).as("counted all the same").isEqualTo(7_000);
        assertThat(all.figures(0).unlimited()).isTrue();
    }

    @Test
    void denialSaysRuleValueAndWayOut() {
        budget.settle(budget.tryReserve(30, 0), 30, 0);
        budget.tryReserve(50, 0);
        assertThat(budget.reserve(21, 400)).isInstanceOfSatisfying(Spending.Denied.class, denied -> {
            assertThat(denied.renewsIn()).isEqualTo(Duration.ofNanos(WINDOW - 400));
            assertThat(denied.message())
                    .isEqualTo("21 on top of 30 spent and 50 reserved exceed the budget of 100 per window of PT0.001S: "
                            + "try again in 999600 ns, ask for less, or give a larger budget");
        });
    }

    @Test
    void brokenContractsAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> budget.tryReserve(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.settle(-5, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> budget.settle(0, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.of(-1, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.of(1, Duration.ofNanos(999_999)))
                .withMessageContaining("PT0.000999999S is outside [PT0.001S, 365 days]");
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.of(1, Duration.ofDays(366)));
        long token = budget.tryReserve(10, 0);
        budget.settle(token, 0, 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> budget.settle(token, 0, 0))
                .withMessageContaining("settle each reservation once");
        assertThat(budget.figures(0).left()).isEqualTo(100);
    }
}
