package dev.coresident.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The oracle of pooled leases and trees: what is held, in a list, and every figure a sum over it. */
final class NaivePool {
    /** A lease, open or not. */
    static final class Hold {
        int account;
        final int region;
        final boolean whole;
        final long baseline;
        final long ceiling;
        long touched;
        boolean open = true;

        Hold(int account, int region, boolean whole, long baseline, long ceiling, long touched) {
            this.account = account;
            this.region = region;
            this.whole = whole;
            this.baseline = baseline;
            this.ceiling = ceiling;
            this.touched = touched;
        }

        long owned() {
            return Math.max(0, touched - baseline);
        }
    }

    private record Node(int parent, long ceiling) {}

    private final long ceiling;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Boolean> retired = new ArrayList<>();
    private final List<Long> extents = new ArrayList<>();
    private final List<Boolean> freed = new ArrayList<>();
    private final List<Hold> holds = new ArrayList<>();

    NaivePool(long ceiling) {
        this.ceiling = ceiling;
    }

    void open(int parent, long limit) {
        nodes.add(new Node(parent, limit));
        retired.add(false);
    }

    void allocate(long bytes) {
        extents.add(bytes);
        freed.add(false);
    }

    Hold last() {
        return holds.getLast();
    }

    Reservation.@Nullable Rule take(int account, int region, boolean whole, long bytes, long limit) {
        long baseline = whole ? extents.get(region) : 0;
        long growth = Math.max(0, bytes - baseline);
        Reservation.Rule rule = bytes > limit ? Reservation.Rule.REGION_MAXIMUM : ruleFor(account, growth, true);
        if (rule == null && region >= 0 && !has(region, whole, bytes)) {
            rule = Reservation.Rule.POOL;
        }
        if (rule == null) {
            holds.add(new Hold(account, region, whole, baseline, limit, bytes));
            stretch(region, whole, bytes);
        }
        return rule;
    }

    Reservation.@Nullable Rule resize(Hold hold, long bytes) {
        long growth = Math.max(0, bytes - hold.baseline) - hold.owned();
        if (bytes > hold.touched) {
            Reservation.Rule rule = !hold.open
                    ? Reservation.Rule.CLOSED
                    : bytes > hold.ceiling
                            ? Reservation.Rule.REGION_MAXIMUM
                            : growth == 0 ? null : ruleFor(hold.account, growth, true);
            if (rule == null && growth > 0 && hold.region >= 0 && !hold.whole && !has(hold.region, false, growth)) {
                rule = Reservation.Rule.POOL;
            }
            if (rule != null) {
                return rule;
            }
        }
        hold.touched = bytes;
        stretch(hold.region, hold.whole, bytes);
        return null;
    }

    Reservation.@Nullable Rule move(Hold hold, int target) {
        if (!hold.open) {
            return Reservation.Rule.CLOSED;
        }
        if (hold.account == target) {
            return null;
        }
        hold.open = false; // as if it were nobody's
        Reservation.Rule rule = ruleFor(target, hold.owned(), false);
        hold.open = true;
        hold.account = rule == null ? target : hold.account;
        return rule;
    }

    void close(Hold hold) {
        hold.open = false;
        hold.touched = 0;
    }

    void retire(int account) {
        retired.set(account, true);
    }

    boolean free(int region) {
        if (freed.get(region) || holds.stream().anyMatch(h -> h.open && h.region == region)) {
            return false;
        }
        freed.set(region, true);
        extents.set(region, 0L);
        return true;
    }

    long extent(int region) {
        return extents.get(region);
    }

    long allocated() {
        return extents.stream().mapToLong(Long::longValue).sum();
    }

    long lent(int region) {
        return holds.stream()
                .filter(h -> h.open && h.region == region)
                .mapToLong(Hold::owned)
                .sum();
    }

    long owned(int account) {
        return holds.stream()
                .filter(h -> h.open && h.account == account)
                .mapToLong(Hold::owned)
                .sum();
    }

    long pooled(int account) {
        return holds.stream()
                .filter(h -> h.open && h.account == account && h.region >= 0)
                .mapToLong(Hold::owned)
                .sum();
    }

    long touched(int account) {
        return holds.stream()
                .filter(h -> h.open && h.account == account)
                .mapToLong(h -> h.touched)
                .sum();
    }

    long subtree(int account) {
        long sum = owned(account);
        for (int i = 0; i < nodes.size(); i++) {
            sum += nodes.get(i).parent() == account ? subtree(i) : 0;
        }
        return sum;
    }

    private void stretch(int region, boolean whole, long bytes) {
        if (whole) {
            extents.set(region, Math.max(extents.get(region), bytes));
        }
    }

    private boolean has(int region, boolean whole, long bytes) {
        boolean taken = holds.stream().anyMatch(h -> h.open && h.region == region && (whole || h.whole));
        return !freed.get(region) && !taken && (whole || bytes <= extents.get(region) - lent(region));
    }

    private Reservation.@Nullable Rule ruleFor(int account, long more, boolean askLedger) {
        for (int at = account; at >= 0; at = nodes.get(at).parent()) {
            if (retired.get(at)) {
                return Reservation.Rule.RETIRED;
            }
            if (subtree(at) + more > nodes.get(at).ceiling()) {
                return at == account ? Reservation.Rule.ACCOUNT_CEILING : Reservation.Rule.ANCESTOR_CEILING;
            }
        }
        long all = 0;
        for (int i = 0; i < nodes.size(); i++) {
            all += owned(i);
        }
        return askLedger && all + more > ceiling ? Reservation.Rule.LEDGER_CEILING : null;
    }
}
