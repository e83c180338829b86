package dev.coresident.stress.lincheck;

import dev.coresident.ledger.budget.Budget;
import dev.coresident.ledger.budget.BudgetFigures;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** One budget that threads use while its windows renew: what they see is what some order of their calls gives. */
@Param(name = "amount", gen = IntGen.class, conf = "1:4")
@Param(name = "window", gen = IntGen.class, conf = "0:2")
public final class BudgetLincheckTest {
    private static final long WINDOW = 1_000_000;

    private final Budget budget = Budget.of(5, Duration.ofNanos(WINDOW));
    private final ArrayDeque<Long> held = new ArrayDeque<>();

    /**
     * Time goes on. An operation of its own, since a call that brings a later time renews first and then does what it came for, and
     * others may see the one without the other. All other calls here come with an old time, which counts as in the window of the moment.
     */
    @Operation
    public long renew(@Param(name = "window") int window) {
        return budget.figures(window * WINDOW).windowNanos();
    }

    /** True if granted; it is dropped. */
    @Operation
    public boolean reserve(@Param(name = "amount") int amount) {
        return budget.tryReserve(amount, 0) >= 0;
    }

    /** True if granted; it can be settled. */
    @Operation(nonParallelGroup = "owner")
    public boolean reserveToSettle(@Param(name = "amount") int amount) {
        long token = budget.tryReserve(amount, 0);
        return token >= 0 && held.offer(token);
    }

    /** True if there was something to settle. */
    @Operation(nonParallelGroup = "owner")
    public boolean settle(@Param(name = "amount") int exact) {
        Long token = held.poll();
        if (token != null) {
            budget.settle(token, exact, 0);
        }
        return token != null;
    }

    /** What is used of the window. */
    @Operation
    public long used() {
        BudgetFigures figures = budget.figures(0);
        return figures.spent() + figures.reserved();
    }

    @Test
    void reservationsAndRenewalsAreLinearizable() {
        Checks.modelCheck(BudgetLincheckTest.class);
    }
}
