package dev.coresident.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The ledger against {@link NaiveLedger}: the same steps, the same outcomes, and after each step the same snapshot. */
class LedgerDuelTest {
    private enum Verb {
        OPEN,
        RETIRE,
        RESERVE,
        CLOSE,
        RESIZE,
        RETARGET,
        OBSERVE
    }

    /** One step; {@code pick} and {@code other} choose among the handles and leases there are, folded and closed ones too. */
    record Step(Verb verb, int principal, int generation, int pick, int other, Purpose purpose, long bytes) {}

    private record Handle(Account account, NaiveLedger.Entry entry) {}

    private record Held(Lease lease, Meter meter, NaiveLedger.Hold hold) {}

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void everyFigureEqualsTheOraclesAfterEveryStep(
            @ForAll("bounds") int principals, @ForAll("amounts") long totalCeiling, @ForAll("steps") List<Step> steps) {
        LedgerOptions options =
                LedgerOptions.defaults().withPrincipals(principals).withTotalCeilingBytes(totalCeiling);
        Duel duel = new Duel(options);
        for (Step step : steps) {
            duel.play(step);
            LedgerSnapshot snapshot = duel.ledger.snapshot();
            assertThat(snapshot).as("after %s", step).isEqualTo(duel.oracle.snapshot());
            Books.audit(snapshot);
            duel.ledger.snapshot(duel.buffer);
            assertThat(LedgerSnapshot.of(duel.buffer)).isEqualTo(snapshot);
        }
        duel.closeAll();
        LedgerSnapshot idle = duel.ledger.snapshot();
        assertThat(idle.totals().currentBytes()).isZero();
        assertThat(idle.totals().openLeases()).isZero();
    }

    @Provide
    Arbitrary<Integer> bounds() {
        return Arbitraries.integers().between(1, 6);
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 60)),
                Tuple.of(1, Arbitraries.of(0L, Long.MAX_VALUE, Long.MAX_VALUE - 1)));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> picks = Arbitraries.integers().between(0, 11);
        return Combinators.combine(
                        Arbitraries.of(Verb.class),
                        Arbitraries.of(0, 1, 2, 3, 0x7FFF_FFFF, 0x8000_0000, -1),
                        Arbitraries.of(0, 1, -1),
                        picks,
                        picks,
                        Arbitraries.of(Purpose.class),
                        amounts())
                .as(Step::new)
                .list()
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static final class Duel {
        final MemoryLedger ledger;
        final NaiveLedger oracle;
        final LedgerBuffer buffer = new LedgerBuffer();
        private final List<Handle> handles = new ArrayList<>();
        private final List<Held> leases = new ArrayList<>();

        Duel(LedgerOptions options) {
            ledger = MemoryLedger.create(options);
            oracle = new NaiveLedger(options);
        }

        void play(Step step) {
            switch (step.verb()) {
                case OPEN -> open(step);
                case OBSERVE ->
                    assertThat(ledger.observe(step.principal(), step.bytes()))
                            .isEqualTo(oracle.observe(step.principal(), step.bytes()));
                case RETIRE, RESERVE -> {
                    if (!handles.isEmpty()) {
                        useHandle(step, handles.get(step.pick() % handles.size()));
                    }
                }
                case CLOSE, RESIZE, RETARGET -> {
                    if (!leases.isEmpty()) {
                        useLease(step, leases.get(step.pick() % leases.size()));
                    }
                }
            }
        }

        void closeAll() {
            leases.forEach(held -> held.lease().close());
        }

        private void open(Step step) {
            String label = "t" + step.pick();
            Opening.Rule expected = oracle.open(step.principal(), step.generation(), label, step.bytes());
            switch (ledger.open(step.principal(), step.generation(), label, step.bytes())) {
                case Opening.Opened(Account account) -> {
                    assertThat(expected).isNull();
                    handles.add(new Handle(
                            account,
                            oracle.find(step.principal(), step.generation()).orElseThrow()));
                }
                case Opening.Refused refused -> assertThat(refused.rule()).isEqualTo(expected);
            }
        }

        private void useHandle(Step step, Handle handle) {
            if (step.verb() == Verb.RETIRE) {
                handle.account().retire();
                oracle.retire(handle.entry());
                return;
            }
            BigInteger bytes = BigInteger.valueOf(step.bytes());
            Reservation.Rule expected = oracle.reserve(handle.entry(), bytes);
            Reservation outcome = handle.account().reserve(step.purpose(), step.bytes());
            compare(outcome, expected);
            if (outcome instanceof Reservation.Granted(Lease lease)) {
                NaiveLedger.Hold hold = oracle.hold(handle.entry(), step.purpose(), bytes);
                leases.add(new Held(lease, Meter.over(lease, 40), hold));
            }
        }

        private void useLease(Step step, Held held) {
            switch (step.verb()) {
                case CLOSE -> {
                    held.lease().close();
                    oracle.close(held.hold());
                }
                case RESIZE -> compare(held.meter().resize(step.bytes()), oracle.resize(held.hold(), step.bytes(), 40));
                default -> {
                    Handle target = handles.get(step.other() % handles.size());
                    compare(held.meter().retarget(target.account()), oracle.move(held.hold(), target.entry()));
                }
            }
            assertThat(held.lease().ownedBytes()).isEqualTo(held.hold().bytes.longValueExact());
        }

        private static void compare(Reservation outcome, Reservation.@Nullable Rule expected) {
            switch (outcome) {
                case Reservation.Granted granted ->
                    assertThat(expected).as("granted %s", granted).isNull();
                case Reservation.Refused refused -> {
                    assertThat(refused.rule()).isEqualTo(expected);
                    switch (refused.rule()) {
                        case REGION_MAXIMUM, ACCOUNT_CEILING, ANCESTOR_CEILING, LEDGER_CEILING, POOL ->
                            assertThat(BigInteger.valueOf(refused.currentBytes())
                                            .add(BigInteger.valueOf(refused.requestedBytes())))
                                    .isGreaterThan(BigInteger.valueOf(refused.ceilingBytes()));
                        case RETIRED, CLOSED -> {}
                    }
                }
            }
        }
    }
}
