package dev.coresident.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A tree of accounts over pooled regions against {@link NaivePool}: the same steps, the same rules broken, and after each step
 * the same figures, of which each is added up anew from what is held.
 */
class PoolDuelTest {
    private static final long CEILING = 150;

    private enum Verb {
        RESERVE,
        CARVE,
        LEASE,
        RESIZE,
        RESIZE_AGAIN,
        MOVE,
        CLOSE,
        RETIRE,
        FREE
    }

    record Step(Verb verb, int account, int region, int pick, long bytes) {}

    private record Held(Meter meter, NaivePool.Hold hold) {}

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void everyFigureEqualsTheOraclesAfterEveryStep(
            @ForAll("parents") List<Integer> parents,
            @ForAll @Size(6) List<@IntRange(max = 120) Integer> ceilings,
            @ForAll @Size(3) List<@IntRange(max = 60) Integer> extents,
            @ForAll("steps") List<Step> steps) {
        MemoryLedger ledger =
                MemoryLedger.create(LedgerOptions.defaults().withPrincipals(8).withTotalCeilingBytes(CEILING));
        NaivePool oracle = new NaivePool(CEILING);
        List<Account> accounts = new ArrayList<>();
        List<Pool.Region> regions = new ArrayList<>();
        List<Held> leases = new ArrayList<>();
        for (int i = 0; i < ceilings.size(); i++) {
            int parent = i == 0 ? -1 : Math.min(parents.get(i), i - 1);
            int ceiling = ceilings.get(i);
            accounts.add(
                    parent < 0
                            ? ledger.open(i, 0, "a", ceiling).orThrow()
                            : ledger.openBelow(accounts.get(parent), i, 0, "a", ceiling)
                                    .orThrow());
            oracle.open(parent, ceiling);
        }
        for (int extent : extents) {
            regions.add(ledger.pool().allocate(Purpose.INPUT, extent));
            oracle.allocate(extent);
        }
        for (Step step : steps) {
            play(step, accounts, regions, leases, oracle);
            compare(ledger, accounts, regions, leases, oracle);
        }
        leases.forEach(held -> held.meter().close());
        LedgerSnapshot idle = ledger.snapshot();
        assertThat(idle.totals().currentBytes()).isZero();
        assertThat(idle.accounts())
                .allSatisfy(row -> assertThat(row.subtreeBytes() + row.touchedBytes() + row.pooledBytes())
                        .isZero());
        assertThat(idle.pool().ownBytes()).isEqualTo(idle.pool().allocatedBytes());
    }

    private static void play(
            Step step, List<Account> accounts, List<Pool.Region> regions, List<Held> leases, NaivePool oracle) {
        Account account = accounts.get(step.account());
        Pool.Region region = regions.get(step.region());
        Held held = leases.isEmpty() ? null : leases.get(step.pick() % leases.size());
        switch (step.verb()) {
            case RESERVE ->
                take(
                        account.reserve(Purpose.HOST, step.bytes()),
                        oracle.take(step.account(), -1, false, step.bytes(), Long.MAX_VALUE),
                        oracle,
                        leases);
            case CARVE ->
                take(
                        account.carve(region, Purpose.HEAP, step.bytes()),
                        oracle.take(step.account(), step.region(), false, step.bytes(), Long.MAX_VALUE),
                        oracle,
                        leases);
            case LEASE ->
                take(
                        account.lease(region, step.bytes(), 70),
                        oracle.take(step.account(), step.region(), true, step.bytes(), 70),
                        oracle,
                        leases);
            case RESIZE, RESIZE_AGAIN -> {
                if (held != null) {
                    same(held.meter().resize(step.bytes()), oracle.resize(held.hold(), step.bytes()));
                }
            }
            case MOVE -> {
                if (held != null) {
                    same(held.meter().retarget(account), oracle.move(held.hold(), step.account()));
                }
            }
            case CLOSE -> {
                if (held != null) {
                    held.meter().close();
                    oracle.close(held.hold());
                }
            }
            case RETIRE -> {
                if (step.pick() % 4 == 0) {
                    account.retire();
                    oracle.retire(step.account());
                }
            }
            case FREE -> {
                if (oracle.free(step.region())) {
                    region.close();
                }
            }
        }
    }

    private static void take(
            Reservation outcome, Reservation.@Nullable Rule expected, NaivePool oracle, List<Held> leases) {
        same(outcome, expected);
        if (outcome instanceof Reservation.Granted(Lease lease)) {
            leases.add(new Held(Meter.over(lease, Long.MAX_VALUE), oracle.last()));
        }
    }

    private static void same(Reservation outcome, Reservation.@Nullable Rule expected) {
        Reservation.Rule broken = outcome instanceof Reservation.Refused refused ? refused.rule() : null;
        assertThat(broken).isEqualTo(expected);
    }

    private static void compare(
            MemoryLedger ledger,
            List<Account> accounts,
            List<Pool.Region> regions,
            List<Held> leases,
            NaivePool oracle) {
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            assertThat(account.currentBytes()).as("current %d", i).isEqualTo(oracle.owned(i));
            assertThat(account.subtreeBytes()).as("subtree %d", i).isEqualTo(oracle.subtree(i));
            assertThat(account.touchedBytes()).as("touched %d", i).isEqualTo(oracle.touched(i));
            assertThat(account.pooledBytes()).as("pooled %d", i).isEqualTo(oracle.pooled(i));
            assertThat(account.subtreeBytes()).isLessThanOrEqualTo(account.ceilingBytes());
        }
        for (int i = 0; i < regions.size(); i++) {
            assertThat(regions.get(i).extentBytes()).isEqualTo(oracle.extent(i));
            assertThat(regions.get(i).lentBytes()).isEqualTo(oracle.lent(i));
        }
        for (Held held : leases) {
            Lease lease = held.meter().lease();
            assertThat(lease.touchedBytes()).isEqualTo(held.hold().touched);
            assertThat(lease.ownedBytes()).isBetween(0L, lease.touchedBytes());
            assertThat(lease.touchedBytes()).isLessThanOrEqualTo(lease.ceilingBytes());
        }
        LedgerSnapshot snapshot = ledger.snapshot();
        LedgerSnapshot.PoolFigures pool = snapshot.pool();
        assertThat(pool.allocatedBytes()).isEqualTo(oracle.allocated());
        assertThat(pool.ownBytes()
                        + snapshot.accounts().stream()
                                .mapToLong(LedgerSnapshot.Row::pooledBytes)
                                .sum())
                .isEqualTo(pool.allocatedBytes());
        assertThat(pool.ownBytes()).isNotNegative();
    }

    @Provide
    Arbitrary<List<Integer>> parents() {
        return Arbitraries.integers().between(-1, 5).list().ofSize(6);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Verb.class),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.longs().between(0, 90))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
