package dev.coresident.conformance.memory;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Meter;
import dev.coresident.ledger.Pool;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import dev.coresident.ledger.budget.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 19 that are about budgets and about accounts below others; they need no device. */
final class FuelChecks {
    private static final long WINDOW = 1_000_000;

    private FuelChecks() {}

    static void windowsGrantExactlyTheirLimit(Trial trial) {
        SplittableRandom random = trial.random();
        for (int turn = 0; turn < 100; turn++) {
            long limit = 1L + random.nextInt(1_000);
            Budget budget = Budget.of(limit, Duration.ofNanos(WINDOW));
            long start = random.nextLong(-WINDOW, WINDOW);
            long charged = 0;
            for (int window = 0; window < 20; window++) {
                long now = start + window * WINDOW + (window == 0 ? 0 : random.nextInt((int) WINDOW));
                long whole = budget.tryReserve(limit, now);
                that(whole >= 0, "a window does not grant its limit");
                number("one more", budget.tryReserve(1, now), now - start - (window + 1) * WINDOW);
                long exact = random.nextLong(limit + 1);
                budget.settle(whole, exact, now);
                number("reserved when idle", budget.figures(now).reserved(), 0);
                number("spent", budget.figures(now).spent(), exact);
                long rest = budget.tryReserve(limit - exact, now);
                that(rest >= 0, "what was given back is not granted again");
                charged += limit; // the second one is dropped
                number("charged in all", budget.figures(now).charged(), charged);
            }
        }
    }

    static void accountsBelowAreBounded(Trial trial) {
        SplittableRandom random = trial.random();
        MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());
        List<Account> line = new ArrayList<>();
        line.add(ledger.open(1, 0, "top", 500).orThrow());
        for (int depth = 2; depth <= LedgerOptions.MAX_DEPTH; depth++) {
            line.add(ledger.openBelow(line.getLast(), depth, 0, "below", 200L + random.nextInt(400))
                    .orThrow());
        }
        List<Meter> meters = new ArrayList<>();
        for (Account account : line) {
            Pool.Region region = ledger.pool().allocate(Purpose.INPUT, 50);
            meters.add(Meter.over(lease(account.lease(region, 0, 300)), 300));
        }
        for (int step = 0; step < 2_000; step++) {
            meters.get(random.nextInt(meters.size())).resize(random.nextInt(320));
            long below = 0;
            for (int i = line.size() - 1; i >= 0; i--) {
                Account account = line.get(i);
                below += account.currentBytes();
                number("bytes at and below level " + i, account.subtreeBytes(), below);
                that(below <= account.ceilingBytes(), () -> account + " is above its ceiling");
                Lease lease = meters.get(i).lease();
                that(
                        lease.ownedBytes() <= lease.touchedBytes() && lease.touchedBytes() <= lease.ceilingBytes(),
                        () -> "a lease owns " + lease.ownedBytes() + " and touches " + lease.touchedBytes() + " of "
                                + lease.ceilingBytes());
            }
        }
        meters.forEach(Meter::close);
        number("bytes when idle", line.getFirst().subtreeBytes(), 0);
        number(
                "the pool's own when idle",
                ledger.pool().ownBytes(),
                ledger.pool().allocatedBytes());
    }

    private static Lease lease(Reservation reservation) {
        return switch (reservation) {
            case Reservation.Granted(Lease granted) -> granted;
            case Reservation.Refused refused -> throw new Violation(refused.message());
        };
    }
}
