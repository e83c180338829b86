package dev.coresident.ledger.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawTest {
    private static final Duration WINDOW = Duration.ofMillis(1);

    private final Allowance allowance =
            Allowance.of(Budget.of(1_000, WINDOW), Budget.of(100, WINDOW), Budget.of(10, WINDOW));
    private final Draw draw = new Draw();

    @Test
    void drawSettlesEachFuelToItsExactUse() {
        assertThat(draw.tryReserve(allowance, 1_000, 100, 10, 0)).isZero();
        assertThat(draw.isHeld()).isTrue();
        assertThat(draw.settle(700, 60, 9, 5)).isTrue();
        assertThat(spent(Fuel.DEVICE_NANOS)).isEqualTo(700);
        assertThat(spent(Fuel.BYTES)).isEqualTo(60);
        assertThat(spent(Fuel.SLOTS)).isEqualTo(9);
        assertThat(draw.settle(0, 0, 0, 5)).as("nothing is held").isFalse();
        assertThat(draw.tryReserve(allowance, 300, 40, 1, 6))
                .as("the same object again")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void oneEmptyFuelDeniesAndTheOthersStayAsTheyWere(Fuel empty) {
        allowance.budget(empty).tryReserve(allowance.budget(empty).limit(), 0);
        assertThat(draw.tryReserve(allowance, 1, 1, 1, 10)).isEqualTo(-(WINDOW.toNanos() - 10));
        assertThat(draw.denied()).isEqualTo(empty);
        assertThat(draw.isHeld()).isFalse();
        for (Fuel fuel : Fuel.values()) {
            BudgetFigures figures = allowance.budget(fuel).figures(10);
            assertThat(figures.reserved()).isEqualTo(fuel == empty ? figures.limit() : 0);
            assertThat(figures.spent()).isZero();
            assertThat(figures.denied()).isEqualTo(fuel == empty ? 1 : 0);
        }
        assertThat(draw.tryReserve(allowance, 1, 1, 1, WINDOW.toNanos())).isZero();
        assertThat(draw.denied()).isNull();
    }

    @Test
    void droppedDrawStaysChargedAndCancelledOneDoesNot() {
        draw.tryReserve(allowance, 400, 40, 4, 0);
        draw.drop();
        assertThat(draw.cancel(0)).isFalse();
        draw.tryReserve(allowance, 600, 60, 6, 0);
        assertThat(draw.cancel(0)).isTrue();
        for (Fuel fuel : Fuel.values()) {
            BudgetFigures figures = allowance.budget(fuel).figures(0);
            assertThat(figures.charged()).isEqualTo(figures.limit() * 4 / 10);
        }
    }

    @Test
    void heldDrawIsNotOverwritten() {
        draw.tryReserve(allowance, 1, 1, 1, 0);
        assertThatIllegalStateException().isThrownBy(() -> draw.tryReserve(allowance, 1, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> draw.settle(1, 1, -1, 0));
        assertThat(draw.isHeld()).as("a broken call settles nothing").isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new Draw().tryReserve(allowance, 1, 1, -1, 0));
        assertThat(allowance.budget(Fuel.BYTES).figures(0).reserved()).isEqualTo(1);
    }

    @Test
    void unlimitedAllowanceDeniesNothing() {
        assertThat(draw.tryReserve(Allowance.unlimited(), Budget.MAX_AMOUNT, Budget.MAX_AMOUNT, Budget.MAX_AMOUNT, 0))
                .isZero();
        for (Fuel fuel : Fuel.values()) {
            assertThat(fuel.unit()).isNotEmpty();
            assertThat(Allowance.unlimited().budget(fuel).isUnlimited()).isTrue();
        }
    }

    private long spent(Fuel fuel) {
        return allowance.budget(fuel).figures(5).spent();
    }
}
