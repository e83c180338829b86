package dev.coresident.bench.ledger;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.Charge;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Meter;
import dev.coresident.ledger.Pool;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import dev.coresident.ledger.budget.Allowance;
import dev.coresident.ledger.budget.Budget;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.Journal;
import dev.coresident.ledger.journal.Reason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reserve and give back, reserve and settle, refuse: {@code bench/run jmh LedgerBenchmark -t 1 -prof gc}. The time that a budget is
 * given goes on by 50 ns an operation and its window is 10 ms, so that renewals are in the figure.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerBenchmark {
    private static final Duration WINDOW = Duration.ofMillis(10);
    private static final long STEP_NANOS = 50;

    private final MemoryLedger ledger = MemoryLedger.create(LedgerOptions.defaults());
    private final Account account = ledger.open(1, 0, "one", 1 << 20).orThrow();
    private final Account deep = line(ledger, account);
    private final Pool.Region heap = ledger.pool().allocate(Purpose.HEAP, 1 << 20);
    private final Meter meter = Meter.over(lease(account.reserve(Purpose.HEAP, 0)), 1 << 20);
    private final Meter deepMeter = Meter.over(lease(deep.reserve(Purpose.HEAP, 0)), 1 << 20);
    private final Meter carved = Meter.over(lease(account.carve(heap, Purpose.HEAP, 0)), 1 << 20);
    private final Charge charge = account.charge(Purpose.HEAP);
    private final Budget budget = Budget.of(1L << 40, WINDOW);
    private final Budget spent = Budget.of(0, WINDOW);
    private final Allowance allowance =
            Allowance.of(Budget.of(1L << 40, WINDOW), Budget.of(1L << 40, WINDOW), Budget.of(1L << 40, WINDOW));
    private final Journal journal = Journal.of(1_024, System::nanoTime);
    private long now;

    /** Made by JMH. */
    public LedgerBenchmark() {}

    private static Lease lease(Reservation reservation) {
        return switch (reservation) {
            case Reservation.Granted(Lease granted) -> granted;
            case Reservation.Refused refused -> throw new IllegalStateException(refused.message());
        };
    }

    private static Account line(MemoryLedger ledger, Account top) {
        Account at = top;
        for (int depth = 2; depth <= LedgerOptions.MAX_DEPTH; depth++) {
            at = ledger.openBelow(at, depth, 0, "below", 1 << 20).orThrow();
        }
        return at;
    }

    /** A charge that its owner keeps the meter of: taken and given back. */
    @Benchmark
    public Reservation meterUpAndDown() {
        Reservation outcome = meter.resize(4_096);
        meter.resize(0);
        return outcome;
    }

    /** The same of a region of the pool. */
    @Benchmark
    public Reservation carvedUpAndDown() {
        Reservation outcome = carved.resize(4_096);
        carved.resize(0);
        return outcome;
    }

    /** The same under seven accounts. */
    @Benchmark
    public Reservation deepUpAndDown() {
        Reservation outcome = deepMeter.resize(4_096);
        deepMeter.resize(0);
        return outcome;
    }

    /** A lease made and closed: the lease and its outcome are objects. */
    @Benchmark
    public Lease reserveAndClose() {
        Lease lease = lease(account.reserve(Purpose.HEAP, 4_096));
        lease.close();
        return lease;
    }

    /** The same by an owner who keeps what he takes again: no object. */
    @Benchmark
    public boolean chargeReserveAndClose() {
        boolean charged = charge.reserve(4_096) == null;
        charge.close();
        return charged;
    }

    /** One budget. */
    @Benchmark
    public long budgetReserveAndSettle() {
        now += STEP_NANOS;
        long token = budget.tryReserve(1_000, now);
        budget.settle(token, 700, now);
        return token;
    }

    /** Three budgets, all or none. */
    @Benchmark
    public long drawReserveAndSettle() {
        now += STEP_NANOS;
        long draw = allowance.tryDraw(1_000, 4_096, 1, now);
        allowance.settle(draw, Fuel.DEVICE_NANOS, 1_000, 700, now);
        allowance.settle(draw, Fuel.BYTES, 4_096, 4_000, now);
        allowance.settle(draw, Fuel.SLOTS, 1, 1, now);
        return draw;
    }

    /** A denial, which allocates nothing either. */
    @Benchmark
    public long budgetDenies() {
        now += STEP_NANOS;
        return spent.tryReserve(1, now);
    }

    /** A refusal of bytes: the outcome is an object, and it is in the journal. */
    @Benchmark
    public Reservation refuse() {
        return account.reserve(Purpose.HEAP, 1L << 30);
    }

    /** One line of the journal. */
    @Benchmark
    public void journal() {
        journal.record(Act.CHARGE, Reason.ACCOUNT_CEILING, 1, 0, "one", 1, 2, 3);
    }
}
