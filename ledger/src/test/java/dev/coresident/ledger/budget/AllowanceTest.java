package dev.coresident.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllowanceTest {
    private static final Duration WINDOW = Duration.ofMillis(1);
    private static final long NANOS = WINDOW.toNanos();

    private final Allowance allowance = of(1_000, 100, 10);

    private static Allowance of(long deviceNanos, long bytes, long slots) {
        return Allowance.of(
                BudgetLimit.of(deviceNanos, WINDOW).budget(),
                BudgetLimit.of(bytes, WINDOW).budget(),
                BudgetLimit.of(slots, WINDOW).budget());
    }

    @Test
    void drawSettlesEachFuelToItsExactUse() {
        long draw = allowance.tryDraw(1_000, 100, 10, 0);
        assertThat(draw).isNotNegative();
        allowance.settle(draw, Fuel.DEVICE_NANOS, 1_000, 700, 5);
        allowance.settle(draw, Fuel.BYTES, 100, 60, 5);
        allowance.settle(draw, Fuel.SLOTS, 10, 9, 5);
        assertThat(figures(Fuel.DEVICE_NANOS, 5).spent()).isEqualTo(700);
        assertThat(figures(Fuel.BYTES, 5).spent()).isEqualTo(60);
        assertThat(figures(Fuel.SLOTS, 5).spent()).isEqualTo(9);
        for (Fuel fuel : Fuel.values()) {
            assertThat(figures(fuel, 5).reserved()).isZero();
        }
        assertThat(allowance.tryDraw(300, 40, 1, 6)).as("exactly what is left").isNotNegative();
    }

    @ParameterizedTest
    @EnumSource
    void oneEmptyFuelDeniesAndTheOthersStayAsTheyWere(Fuel empty) {
        allowance.budget(empty).tryReserve(allowance.budget(empty).limit(), 0);
        long denial = allowance.tryDraw(1, 1, 1, 10);
        assertThat(denial).isNegative();
        assertThat(Allowance.denied(denial)).isEqualTo(empty);
        assertThat(Allowance.waitNanos(denial)).isEqualTo(NANOS - 10);
        for (Fuel fuel : Fuel.values()) {
            BudgetFigures figures = figures(fuel, 10);
            assertThat(figures.reserved()).isEqualTo(fuel == empty ? figures.limit() : 0);
            assertThat(figures.spent()).isZero();
            assertThat(figures.denied()).isEqualTo(fuel == empty ? 1 : 0);
        }
        assertThat(allowance.tryDraw(1, 1, 1, NANOS)).isNotNegative();
    }

    @Test
    void whatCanNeverFitSaysSo() {
        long denial = allowance.tryDraw(0, 0, 11, 0);
        assertThat(Allowance.denied(denial)).isEqualTo(Fuel.SLOTS);
        assertThat(Allowance.waitNanos(denial)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void firstWindowBeginsWhenSomebodyAsksForItsBeginning() {
        Budget budget = Budget.of(0, WINDOW);
        assertThat(budget.tryReserve(1, 700)).isEqualTo(Budget.NEVER);
        assertThat(budget.windowStartNanos(700)).isEqualTo(700);
        assertThat(budget.windowStartNanos(699 + NANOS)).isEqualTo(700);
        assertThat(budget.windowStartNanos(700 + NANOS)).isEqualTo(700 + NANOS);
        assertThat(budget.figures(700 + NANOS).windowStartNanos()).isEqualTo(700 + NANOS);
    }

    @Test
    void whatIsOwedDeniesOnlyThoseWhoAskForThatFuel() {
        long draw = allowance.tryDraw(1, 0, 1, 0);
        allowance.settle(draw, Fuel.DEVICE_NANOS, 1, 5_000, 0);
        assertThat(Allowance.denied(allowance.tryDraw(1, 0, 1, 0))).isEqualTo(Fuel.DEVICE_NANOS);
        assertThat(allowance.tryDraw(0, 50, 1, 0)).as("asks for no time").isNotNegative();
        assertThat(Allowance.waitNanos(allowance.tryDraw(1, 0, 1, 0)))
                .as("five windows pay for what was used")
                .isEqualTo(5 * NANOS);
    }

    @Test
    void whatWasNotReservedIsChargedWhenItIsSettled() {
        long draw = allowance.tryDraw(0, 0, 1, 0);
        allowance.settle(draw, Fuel.BYTES, 0, 30, 0);
        assertThat(figures(Fuel.BYTES, 0).spent()).isEqualTo(30);
        assertThat(figures(Fuel.BYTES, 0).late()).isZero();
    }

    @Property(tries = 200)
    void drawsSettleInPartsAndAcrossWindows(
            @ForAll @LongRange(min = 1, max = 10) long slots,
            @ForAll @LongRange(min = 0, max = 10) long used,
            @ForAll @LongRange(min = 0, max = 3_000_000) long later) {
        Allowance fresh = of(1_000, 100, 10);
        long draw = fresh.tryDraw(slots, slots, slots, 0);
        for (long part = 0; part < slots; part++) {
            fresh.settle(draw, Fuel.SLOTS, 1, part < used ? 1 : 0, later);
        }
        BudgetFigures figures = fresh.budget(Fuel.SLOTS).figures(later);
        assertThat(figures.charged()).isEqualTo(Math.min(used, slots));
        assertThat(figures.reserved()).isZero();
        assertThat(fresh.budget(Fuel.BYTES).figures(later).charged())
                .as("what nobody settles")
                .isEqualTo(slots);
    }

    @Test
    void brokenCallsChangeNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> allowance.tryDraw(1, 1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> allowance.settle(-1, Fuel.SLOTS, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> allowance.settle(0, Fuel.SLOTS, 1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetLimit.of(-1, WINDOW));
        assertThatIllegalArgumentException().isThrownBy(() -> BudgetLimit.of(1, Duration.ZERO));
        assertThat(figures(Fuel.DEVICE_NANOS, 0).reserved()).isZero();
    }

    @Test
    void unlimitedIsAPermissionAndCountsWhatIsUsed() {
        assertThat(BudgetLimit.unlimited().isUnlimited()).isTrue();
        assertThat(BudgetLimit.of(0, WINDOW).isUnlimited()).isFalse();
        Allowance all = Allowance.unlimited();
        long draw = all.tryDraw(Budget.MAX_AMOUNT, Budget.MAX_AMOUNT, Budget.MAX_AMOUNT, 0);
        assertThat(draw).isNotNegative();
        all.settle(draw, Fuel.BYTES, Budget.MAX_AMOUNT, 7, 0);
        assertThat(all.budget(Fuel.BYTES).figures(0).charged()).isEqualTo(7);
        for (Fuel fuel : Fuel.values()) {
            assertThat(fuel.unit()).isNotEmpty();
            assertThat(all.budget(fuel).isUnlimited()).isTrue();
        }
        assertThat(BudgetLimit.unlimited().budget().isUnlimited()).isTrue();
    }

    private BudgetFigures figures(Fuel fuel, long now) {
        return allowance.budget(fuel).figures(now);
    }
}
