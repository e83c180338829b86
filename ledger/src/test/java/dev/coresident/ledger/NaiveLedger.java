package dev.coresident.ledger;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: lists, and every figure added up anew from what is held, in integers that cannot wrap. It shares with the
 * ledger only the types of outcomes and snapshots.
 */
final class NaiveLedger {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private static final LedgerSnapshot.PoolFigures NO_POOL = new LedgerSnapshot.PoolFigures(
            0, 0, 0, 0, new LedgerSnapshot.PurposeBytes(ImmutableLongArray.copyOf(new long[Purpose.COUNT])));

    private final LedgerOptions options;
    private final List<Entry> table = new ArrayList<>();
    private final List<Entry> folded = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();
    private BigInteger peak = BigInteger.ZERO;
    private long refusedOpenings;
    private long dropped;
    private long repeatedCloses;

    NaiveLedger(LedgerOptions options) {
        this.options = options;
    }

    /** A row, in the table or folded. */
    static final class Entry {
        final int principal;
        final int generation;
        String label = "";
        Standing standing = Standing.OBSERVED;
        BigInteger ceiling = BigInteger.ZERO;
        BigInteger peak = BigInteger.ZERO;
        long refused;
        long closed;

        Entry(int principal, int generation) {
            this.principal = principal;
            this.generation = generation;
        }

        long principalUnsigned() {
            return Integer.toUnsignedLong(principal);
        }

        long generationUnsigned() {
            return Integer.toUnsignedLong(generation);
        }
    }

    /** A lease that is open. */
    static final class Hold {
        Entry entry;
        final Purpose purpose;
        BigInteger bytes;

        Hold(Entry entry, Purpose purpose, BigInteger bytes) {
            this.entry = entry;
            this.purpose = purpose;
            this.bytes = bytes;
        }
    }

    Optional<Entry> find(int principal, int generation) {
        return table.stream()
                .filter(e -> e.principal == principal && e.generation == generation)
                .findAny();
    }

    Opening.@Nullable Rule open(int principal, int generation, String label, long ceiling) {
        Optional<Entry> known = find(principal, generation);
        if (known.isPresent() && known.get().standing == Standing.LIVE) {
            refusedOpenings++;
            return Opening.Rule.ALREADY_OPEN;
        }
        if (known.isPresent() && known.get().standing == Standing.RETIRING) {
            refusedOpenings++;
            return Opening.Rule.LEASES_OPEN;
        }
        if (known.isEmpty() && table.size() == options.principals()) {
            Optional<Entry> lowest = lowest();
            if (lowest.isEmpty()) {
                refusedOpenings++;
                return Opening.Rule.LEDGER_FULL;
            }
            fold(lowest.get());
        }
        Entry entry = known.orElseGet(() -> add(principal, generation));
        entry.label = label;
        entry.ceiling = BigInteger.valueOf(ceiling);
        entry.standing = Standing.LIVE;
        return null;
    }

    Observation observe(int principal, long bytes) {
        if (bytes == 0) {
            return Observation.IGNORED;
        }
        BigInteger seen = BigInteger.valueOf(bytes);
        Optional<Entry> known = table.stream()
                .filter(e -> e.principal == principal)
                .max(Comparator.comparingLong(Entry::generationUnsigned));
        if (known.isEmpty() && table.size() == options.principals()) {
            Optional<Entry> lowest = lowest();
            if (lowest.isEmpty() || lowest.get().peak.compareTo(seen) >= 0) {
                dropped++;
                return Observation.DROPPED;
            }
            fold(lowest.get());
        }
        Entry entry = known.orElseGet(() -> add(principal, 0));
        entry.peak = entry.peak.max(seen);
        return Observation.RECORDED;
    }

    void retire(Entry entry) {
        if (entry.standing == Standing.LIVE) {
            entry.standing = Standing.RETIRING;
            settle(entry);
        }
    }

    Reservation.@Nullable Rule reserve(Entry entry, BigInteger bytes) {
        return refused(entry, ruleFor(entry, bytes, true));
    }

    Hold hold(Entry entry, Purpose purpose, BigInteger bytes) {
        Hold hold = new Hold(entry, purpose, bytes);
        holds.add(hold);
        raise(entry);
        return hold;
    }

    void close(Hold hold) {
        if (!holds.remove(hold)) {
            repeatedCloses++;
            return;
        }
        hold.entry.closed++;
        hold.bytes = BigInteger.ZERO;
        settle(hold.entry);
    }

    Reservation.@Nullable Rule resize(Hold hold, long bytes, long maximum) {
        BigInteger size = BigInteger.valueOf(bytes);
        BigInteger growth = size.subtract(hold.bytes);
        if (growth.signum() > 0) {
            Reservation.Rule rule = !holds.contains(hold)
                    ? Reservation.Rule.CLOSED
                    : bytes > maximum ? Reservation.Rule.REGION_MAXIMUM : ruleFor(hold.entry, growth, true);
            if (rule != null) {
                return refused(hold.entry, rule);
            }
        }
        hold.bytes = size;
        raise(hold.entry);
        return null;
    }

    Reservation.@Nullable Rule move(Hold hold, Entry target) {
        if (!holds.contains(hold)) {
            return refused(target, Reservation.Rule.CLOSED);
        }
        if (hold.entry == target) {
            return null;
        }
        Reservation.Rule rule = ruleFor(target, hold.bytes, false);
        if (rule == null) {
            Entry source = hold.entry;
            hold.entry = target;
            raise(target);
            settle(source);
        }
        return refused(target, rule);
    }

    LedgerSnapshot snapshot() {
        ImmutableList<LedgerSnapshot.Row> rows = table.stream()
                .sorted(Comparator.comparingLong(Entry::principalUnsigned).thenComparingLong(Entry::generationUnsigned))
                .map(this::row)
                .collect(ImmutableList.toImmutableList());
        List<Entry> all = new ArrayList<>(table);
        all.addAll(folded);
        var totals = new LedgerSnapshot.Totals(
                options.totalCeilingBytes(),
                held(null, null).longValueExact(),
                peak.longValueExact(),
                peakSum(all),
                all.stream().mapToLong(e -> e.refused).sum(),
                holds.size(),
                all.stream().mapToLong(e -> e.closed).sum(),
                refusedOpenings,
                dropped,
                repeatedCloses,
                purposes(null));
        var retired = new LedgerSnapshot.Retired(
                folded.size(),
                peakSum(folded),
                folded.stream().mapToLong(e -> e.refused).sum(),
                folded.stream().mapToLong(e -> e.closed).sum());
        return new LedgerSnapshot(totals, rows, retired, NO_POOL);
    }

    private LedgerSnapshot.Row row(Entry entry) {
        return new LedgerSnapshot.Row(
                entry.principal,
                entry.generation,
                entry.label,
                entry.standing,
                entry.ceiling.longValueExact(),
                held(entry, null).longValueExact(),
                entry.peak.longValueExact(),
                entry.refused,
                holds.stream().filter(h -> h.entry == entry).count(),
                entry.closed,
                purposes(entry),
                held(entry, null).longValueExact(),
                held(entry, null).longValueExact(),
                0,
                LedgerSnapshot.Row.NO_PARENT);
    }

    private LedgerSnapshot.PurposeBytes purposes(@Nullable Entry entry) {
        ImmutableLongArray.Builder values = ImmutableLongArray.builder();
        for (Purpose purpose : Purpose.values()) {
            values.add(held(entry, purpose).longValueExact());
        }
        return new LedgerSnapshot.PurposeBytes(values.build());
    }

    private BigInteger held(@Nullable Entry entry, @Nullable Purpose purpose) {
        return holds.stream()
                .filter(h -> (entry == null || h.entry == entry) && (purpose == null || h.purpose == purpose))
                .map(h -> h.bytes)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long peakSum(List<Entry> entries) {
        return entries.stream()
                .map(e -> e.peak)
                .reduce(BigInteger.ZERO, BigInteger::add)
                .min(MAX)
                .longValueExact();
    }

    private Reservation.@Nullable Rule ruleFor(Entry entry, BigInteger more, boolean askLedger) {
        if (entry.standing != Standing.LIVE) {
            return Reservation.Rule.RETIRED;
        }
        if (held(entry, null).add(more).compareTo(entry.ceiling) > 0) {
            return Reservation.Rule.ACCOUNT_CEILING;
        }
        boolean over = held(null, null).add(more).compareTo(BigInteger.valueOf(options.totalCeilingBytes())) > 0;
        return askLedger && over ? Reservation.Rule.LEDGER_CEILING : null;
    }

    private static Reservation.@Nullable Rule refused(Entry entry, Reservation.@Nullable Rule rule) {
        entry.refused += rule == null ? 0 : 1;
        return rule;
    }

    private void raise(Entry entry) {
        entry.peak = entry.peak.max(held(entry, null));
        peak = peak.max(held(null, null));
    }

    private void settle(Entry entry) {
        if (entry.standing == Standing.RETIRING && holds.stream().noneMatch(h -> h.entry == entry)) {
            entry.standing = Standing.RETIRED;
        }
    }

    private Entry add(int principal, int generation) {
        Entry entry = new Entry(principal, generation);
        table.add(entry);
        return entry;
    }

    private void fold(Entry entry) {
        table.remove(entry);
        entry.standing = Standing.FOLDED;
        folded.add(entry);
    }

    private Optional<Entry> lowest() {
        return table.stream()
                .filter(e -> e.standing == Standing.OBSERVED || e.standing == Standing.RETIRED)
                .min(Comparator.comparing((Entry e) -> e.peak)
                        .thenComparingLong(Entry::principalUnsigned)
                        .thenComparingLong(Entry::generationUnsigned));
    }
}
